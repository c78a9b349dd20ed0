package io.armorer.pattern.audit;

/**
 * How records are exported.
 */
public enum AuditFormat {

	/** One array of objects. */
	JSON,

	/** One object in each line: what {@link AuditFile} can verify. */
	NDJSON

}
