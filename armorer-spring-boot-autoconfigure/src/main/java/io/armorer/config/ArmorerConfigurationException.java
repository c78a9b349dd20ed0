package io.armorer.config;

import org.jspecify.annotations.Nullable;

/**
 * Something that the application says of its tools can't be: stops start-up with an
 * analysis in place of a stack trace. The message is the description.
 */
public abstract class ArmorerConfigurationException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final String action;

	/**
	 * A problem and its cure.
	 * @param description what is wrong and where, as sentences for whoever has to repair
	 * it
	 * @param action what to do, as a sentence
	 * @param cause the exception that told, or {@code null}
	 */
	protected ArmorerConfigurationException(String description, String action, @Nullable Throwable cause) {
		super(description, cause);
		this.action = action;
	}

	/**
	 * Return what is wrong and where.
	 * @return the description
	 */
	public String description() {
		String message = getMessage();
		return (message != null) ? message : "";
	}

	/**
	 * Return what to do about it.
	 * @return a sentence
	 */
	public String action() {
		return this.action;
	}

	/**
	 * Return what to throw at a caller that brought this about while the application runs
	 * already, such as by registering a tool.
	 * @return this exception, unless the caller was promised another
	 */
	public RuntimeException atRunTime() {
		return this;
	}

}
