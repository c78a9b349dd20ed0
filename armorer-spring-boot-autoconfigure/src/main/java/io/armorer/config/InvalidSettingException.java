package io.armorer.config;

import org.jspecify.annotations.Nullable;

/**
 * A setting that can't be: stops start-up with an analysis that names the key, its value,
 * where it was set, and the cure.
 */
public class InvalidSettingException extends ArmorerConfigurationException {

	private static final long serialVersionUID = 1L;

	private final String key;

	/**
	 * A wrong setting.
	 * @param key the property's full name, such as {@code armorer.circuit.reset-timeout},
	 * or the annotation and where it stands
	 * @param problem what is wrong, as a sentence
	 * @param action what to do, as a sentence
	 */
	public InvalidSettingException(String key, String problem, String action) {
		this(key, problem, action, null);
	}

	/**
	 * A wrong setting, with the exception that told.
	 * @param key the property's full name, or the annotation and where it stands
	 * @param problem what is wrong, as a sentence
	 * @param action what to do, as a sentence
	 * @param cause the exception that told, or {@code null}
	 */
	public InvalidSettingException(String key, String problem, String action, @Nullable Throwable cause) {
		super(problem, action, cause);
		this.key = key;
	}

	/**
	 * Return which setting is wrong.
	 * @return the property's full name, or the annotation and where it stands
	 */
	public String key() {
		return this.key;
	}

}
