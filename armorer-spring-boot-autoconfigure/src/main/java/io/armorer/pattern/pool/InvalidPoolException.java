package io.armorer.pattern.pool;

import io.armorer.config.ArmorerConfigurationException;

/**
 * A pool or a wish for one of its resources can't be as it was declared: stops start-up
 * with an analysis.
 */
public class InvalidPoolException extends ArmorerConfigurationException {

	private static final long serialVersionUID = 1L;

	/**
	 * A problem and its cure.
	 * @param description what is wrong and where
	 * @param action what to do
	 */
	public InvalidPoolException(String description, String action) {
		super(description, action, null);
	}

}
