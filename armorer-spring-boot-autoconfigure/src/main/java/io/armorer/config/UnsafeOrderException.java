package io.armorer.config;

/**
 * Patterns stand in an order in which they do harm. Stops start-up with an analysis that
 * says which, why, and what to change.
 */
public class UnsafeOrderException extends ArmorerConfigurationException {

	private static final long serialVersionUID = 1L;

	/**
	 * An order that can't be.
	 * @param problem which patterns, and why not, as a sentence
	 * @param action what to change, as a sentence
	 */
	public UnsafeOrderException(String problem, String action) {
		super(problem, action, null);
	}

}
