package io.armorer.pattern.condition;

import io.armorer.config.ArmorerConfigurationException;

/**
 * A tool that can't be made of its parts. Stops start-up with an analysis, or keeps the
 * toolbox from registering the tool.
 */
public class InvalidCompositionException extends ArmorerConfigurationException {

	private static final long serialVersionUID = 1L;

	/**
	 * A tool that can't be.
	 * @param problem what is wrong with which tool, as a sentence
	 * @param action what to do, as a sentence
	 */
	public InvalidCompositionException(String problem, String action) {
		super(problem, action, null);
	}

}
