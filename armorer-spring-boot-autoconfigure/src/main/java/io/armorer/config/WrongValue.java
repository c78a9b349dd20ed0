package io.armorer.config;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.core.convert.ConversionFailedException;
import org.springframework.core.convert.ConverterNotFoundException;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.util.unit.DataSize;

/**
 * Tells what is wrong with a value that could not be bound, in words of whoever wrote it.
 */
public final class WrongValue {

	private WrongValue() {
	}

	/**
	 * Translate a failure to bind.
	 * @param failure the failure
	 * @return the wrong setting, with the failure as its cause
	 */
	public static InvalidSettingException of(BindException failure) {
		return of(failure.getName().toString(), failure);
	}

	static InvalidSettingException of(String key, BindException failure) {
		ConversionFailedException conversion = find(failure, ConversionFailedException.class);
		ConverterNotFoundException unconvertible = find(failure, ConverterNotFoundException.class);
		if (unconvertible != null) {
			List<String> parts = KnownSetting.parts(unconvertible.getTargetType().getType());
			if (!parts.isEmpty()) {
				return new InvalidSettingException(key, "'" + key + "' can't be a single value.", "Set "
						+ parts.stream().map((part) -> "'" + key + "." + part + "'").collect(Collectors.joining(", "))
						+ ".", failure);
			}
		}
		if (conversion == null) {
			Throwable cause = NestedExceptionUtils.getMostSpecificCause(failure);
			return new InvalidSettingException(key, "The value of '" + key + "' can't be: " + cause.getMessage(),
					"Change the value.", failure);
		}
		Class<?> type = conversion.getTargetType().getType();
		return new InvalidSettingException(key, "The value of '" + key + "' is not " + kind(type) + ".",
				"Give " + kind(type) + example(type) + ".", failure);
	}

	private static <T extends Throwable> @Nullable T find(Throwable failure, Class<T> type) {
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			if (type.isInstance(cause)) {
				return type.cast(cause);
			}
		}
		return null;
	}

	private static String kind(Class<?> type) {
		if (type == Duration.class) {
			return "a duration";
		}
		if (type == DataSize.class) {
			return "a size";
		}
		if (type == Boolean.class || type == boolean.class) {
			return "a boolean";
		}
		if (type == Integer.class || type == int.class || type == Long.class || type == long.class) {
			return "a whole number";
		}
		if (Number.class.isAssignableFrom(type) || type.isPrimitive()) {
			return "a number";
		}
		if (type.isEnum()) {
			return "one of " + Arrays.stream(type.getEnumConstants())
				.map((constant) -> ((Enum<?>) constant).name().toLowerCase(Locale.ROOT).replace('_', '-'))
				.collect(Collectors.joining(", "));
		}
		return (type == Class.class) ? "the full name of a class on the class path" : "a " + type.getSimpleName();
	}

	private static String example(Class<?> type) {
		if (type == Duration.class) {
			return ", such as 500ms, 30s, 5m or 1h";
		}
		if (type == DataSize.class) {
			return ", such as 512KB or 10MB";
		}
		return (type == Boolean.class || type == boolean.class) ? ", true or false" : "";
	}

}
