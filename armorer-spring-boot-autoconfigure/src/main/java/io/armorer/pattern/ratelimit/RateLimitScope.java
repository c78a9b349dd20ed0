package io.armorer.pattern.ratelimit;

/**
 * Whose calls a tool's limit counts together.
 */
public enum RateLimitScope {

	/** All calls of the tool. */
	GLOBAL,

	/** The calls of one user. Those of nobody count together. */
	USER,

	/** The calls in one session. Those outside of any count together. */
	SESSION

}
