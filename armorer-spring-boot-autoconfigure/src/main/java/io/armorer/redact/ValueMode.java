package io.armorer.redact;

/**
 * How much of arguments and results is shown.
 */
public enum ValueMode {

	/** Nothing. */
	NONE,

	/** All but what must not be shown. */
	REDACTED,

	/**
	 * Everything, secrets included. Long values are still cut.
	 */
	FULL,

	/**
	 * The SHA-256 of everything: tells whether two calls were alike. What can be guessed
	 * can be confirmed by it.
	 */
	HASH

}
