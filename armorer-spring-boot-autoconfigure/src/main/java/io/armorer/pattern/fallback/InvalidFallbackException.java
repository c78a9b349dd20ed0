package io.armorer.pattern.fallback;

import io.armorer.config.ArmorerConfigurationException;

/**
 * A fallback that can't serve: there is no such tool, it would come back to where it
 * started, or it takes other arguments. Stops start-up with an analysis that names both
 * tools and the cure.
 */
public class InvalidFallbackException extends ArmorerConfigurationException {

	private static final long serialVersionUID = 1L;

	/**
	 * A fallback that can't serve.
	 * @param problem what is wrong with which tools, as a sentence
	 * @param action what to do, as a sentence
	 */
	public InvalidFallbackException(String problem, String action) {
		super(problem, action, null);
	}

}
