package io.armorer.pattern.state;

import java.util.Locale;

/**
 * Whom a value is kept for.
 */
public enum StateScope {

	/** For everybody. */
	GLOBAL,

	/** For one tool, whoever calls it. */
	TOOL,

	/** For one user, whatever tool is called. */
	USER,

	/** For one session. */
	SESSION;

	/**
	 * Return how the scope is spelled for people.
	 * @return the name in lower-case
	 */
	public String spelled() {
		return name().toLowerCase(Locale.ROOT);
	}

}
