package io.armorer.pattern.quota;

/**
 * What becomes of calls on behalf of nobody.
 */
public enum AnonymousCalls {

	/** They are refused. */
	DENY,

	/** They share one quota, of the default limit. */
	ALLOW

}
