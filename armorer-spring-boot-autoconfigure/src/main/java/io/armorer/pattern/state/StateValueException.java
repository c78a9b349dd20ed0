package io.armorer.pattern.state;

/**
 * Thrown when a value can't be written as JSON, or what is kept can't be read as the type
 * that was asked for. Has no cause: what Jackson says of a value quotes it, and it may be
 * secret.
 */
public class StateValueException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	/**
	 * A failure.
	 * @param message which type it was about, and what to do
	 */
	public StateValueException(String message) {
		super(message);
	}

}
