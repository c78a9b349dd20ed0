package io.armorer.tool;

/**
 * The kinds of failure of a call. Whoever has to decide what to do about a failure (the
 * model, a retry, a circuit, an operator) decides by kind, not by code.
 */
public enum ErrorCategory {

	/** The arguments, or the tool's own result, are not what the schema says. */
	VALIDATION,

	/** There is no such tool. */
	NOT_FOUND,

	/** The caller may not do this. */
	PERMISSION,

	/** The call does not fit the state that things are in. */
	CONFLICT,

	/** Something limited is used up for now. */
	EXHAUSTED,

	/** Something that the tool needs is not well now and may be soon. */
	TRANSIENT,

	/** It took too long. */
	TIMEOUT,

	/** The caller no longer wants the answer. */
	CANCELLED,

	/** The tool failed for a reason of its own. */
	INTERNAL;

	/**
	 * Whether a failure of this kind speaks of the tool's health, and not of the caller's
	 * fault or of a limit set on purpose.
	 * @return whether the tool, or what it stands on, is to blame
	 */
	public boolean speaksOfHealth() {
		return this == TRANSIENT || this == TIMEOUT || this == INTERNAL;
	}

}
