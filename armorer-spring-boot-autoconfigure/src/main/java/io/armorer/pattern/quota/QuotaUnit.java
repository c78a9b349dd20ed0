package io.armorer.pattern.quota;

/**
 * What a quota counts.
 */
public enum QuotaUnit {

	/** Money: what the cost pattern charges. */
	COST,

	/** Calls. */
	CALLS

}
