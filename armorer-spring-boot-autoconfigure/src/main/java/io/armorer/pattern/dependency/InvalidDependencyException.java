package io.armorer.pattern.dependency;

import io.armorer.config.InvalidSettingException;

/**
 * A dependency that can never be satisfied: there is no such tool, or it depends on what
 * depends on it. Stops start-up with an analysis that names the setting and the cure; a
 * tool that is registered later is refused.
 */
public class InvalidDependencyException extends InvalidSettingException {

	private static final long serialVersionUID = 1L;

	/**
	 * A dependency that can't be satisfied.
	 * @param key the setting, or the annotation and where it stands
	 * @param problem what is wrong with which tools, as a sentence
	 * @param action what to do, as a sentence
	 */
	public InvalidDependencyException(String key, String problem, String action) {
		super(key, problem, action);
	}

	@Override
	public RuntimeException atRunTime() {
		return new IllegalArgumentException(description() + " " + action(), this);
	}

}
