package io.armorer.middleware;

import org.jspecify.annotations.Nullable;

import io.armorer.config.ArmorerConfigurationException;

/**
 * A middleware that can't stand in a chain. Stops start-up with an analysis that names
 * the bean and the tool.
 */
public class InvalidMiddlewareException extends ArmorerConfigurationException {

	private static final long serialVersionUID = 1L;

	/**
	 * A middleware that can't be applied.
	 * @param problem which bean, to which tool, and what happened, as a sentence
	 * @param action what to do, as a sentence
	 * @param cause what it threw, or {@code null}
	 */
	public InvalidMiddlewareException(String problem, String action, @Nullable Throwable cause) {
		super(problem, action, cause);
	}

}
