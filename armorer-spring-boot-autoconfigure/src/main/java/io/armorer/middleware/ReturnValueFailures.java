package io.armorer.middleware;

import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;

import org.springframework.util.ClassUtils;

/**
 * Tells a broken constraint of what a method returned, which is the tool's fault, from
 * one of its arguments, which is the caller's.
 */
final class ReturnValueFailures {

	private static final boolean VALIDATION = ClassUtils.isPresent("jakarta.validation.ConstraintViolationException",
			ReturnValueFailures.class.getClassLoader());

	private ReturnValueFailures() {
	}

	static boolean isOne(Throwable failure) {
		return VALIDATION && Violations.areOfReturnValue(failure);
	}

	/** Only loaded where the library is there. */
	private static final class Violations {

		static boolean areOfReturnValue(Throwable failure) {
			if (!(failure instanceof ConstraintViolationException violations)) {
				return false;
			}
			for (ConstraintViolation<?> violation : violations.getConstraintViolations()) {
				for (Path.Node node : violation.getPropertyPath()) {
					if (node.getKind() == ElementKind.RETURN_VALUE) {
						return true;
					}
				}
			}
			return false;
		}

	}

}
