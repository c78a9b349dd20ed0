package io.armorer.pattern.audit;

/**
 * The first thing that is wrong with a chain of records.
 *
 * @param number which record: the place in the chain where it is or should be
 * @param kind what is wrong
 * @param description the same in a sentence
 */
public record AuditFault(long number, Kind kind, String description) {

	/**
	 * What can be wrong.
	 */
	public enum Kind {

		/** A record does not say what it said when it was written. */
		CHANGED,

		/** A record does not follow the one before it. */
		LINK_BROKEN,

		/** A record is not there, though one behind it is. */
		MISSING,

		/** There is a record that nobody wrote. */
		INSERTED,

		/** A record stands in the place of another that stands elsewhere. */
		OUT_OF_ORDER,

		/** Records at the end are not there. */
		CUT_OFF,

		/** Records at the beginning are not there, and were not pruned. */
		BEGINS_TOO_LATE

	}

}
