package io.armorer.pattern.audit;

/**
 * What becomes of a call whose record can't be written.
 */
public enum AuditFailureMode {

	/** The call goes on; its record is written later, or dropped and counted. */
	FAIL_OPEN,

	/**
	 * The call fails, and while records can't be written further ones are refused before
	 * they run.
	 */
	FAIL_CLOSED

}
