package io.armorer.store;

/**
 * What becomes of a call when the store fails that decides of it.
 */
public enum OnStoreFailure {

	/** The call is refused. */
	DENY,

	/** The call goes on, as if the pattern were off. */
	ALLOW

}
