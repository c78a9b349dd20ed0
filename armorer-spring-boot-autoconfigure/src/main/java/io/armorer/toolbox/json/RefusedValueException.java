package io.armorer.toolbox.json;

import tools.jackson.core.JsonParser;
import tools.jackson.databind.exc.MismatchedInputException;

/**
 * Thrown by the readers of this dialect. Other than Jackson's own exceptions its message
 * is in words for the model, to be read after the pointer: "must be a date". Has no stack
 * trace: it tells of a value, not of a fault, and a model can cause any number of them.
 */
public class RefusedValueException extends MismatchedInputException {

	private static final long serialVersionUID = 1L;

	/**
	 * A refusal.
	 * @param parser where the value stands
	 * @param targetType the type that was asked for
	 * @param message what the value must be
	 */
	public RefusedValueException(JsonParser parser, Class<?> targetType, String message) {
		super(parser, message, targetType);
	}

	@Override
	public Throwable fillInStackTrace() {
		return this;
	}

}
