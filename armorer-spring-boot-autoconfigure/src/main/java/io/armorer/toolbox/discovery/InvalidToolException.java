package io.armorer.toolbox.discovery;

import io.armorer.config.ArmorerConfigurationException;

/**
 * An annotated method, type or bean that can't be a tool. Stops start-up with an analysis
 * that says where it stands and what to do.
 */
public class InvalidToolException extends ArmorerConfigurationException {

	private static final long serialVersionUID = 1L;

	/**
	 * Something that can't be a tool.
	 * @param problem what is wrong and where, as a sentence
	 * @param action what to do, as a sentence
	 */
	public InvalidToolException(String problem, String action) {
		super(problem, action, null);
	}

}
