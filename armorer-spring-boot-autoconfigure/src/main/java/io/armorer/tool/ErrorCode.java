package io.armorer.tool;

/**
 * The codes that the library itself gives to failures. A tool may use codes of its own in
 * a {@link ToolException}, so a {@link ToolError} carries its code as text.
 */
public enum ErrorCode {

	/** The arguments do not satisfy the tool's schema. */
	INVALID_ARGUMENTS(ErrorCategory.VALIDATION, true),

	/** The tool returned what its result schema does not allow. */
	INVALID_RESULT(ErrorCategory.VALIDATION, false),

	/** No tool has this name. */
	UNKNOWN_TOOL(ErrorCategory.NOT_FOUND, false),

	/** A policy refused the call. */
	POLICY_DENIED(ErrorCategory.PERMISSION, false),

	/** Somebody has to agree to the call first. */
	ACTION_REQUIRED(ErrorCategory.PERMISSION, false),

	/** The tool needs a session and the caller has none. */
	SESSION_REQUIRED(ErrorCategory.PERMISSION, false),

	/** The session is unknown, over, or somebody else's. */
	SESSION_INVALID(ErrorCategory.PERMISSION, false),

	/** The call needs a user and the caller has none. */
	USER_REQUIRED(ErrorCategory.PERMISSION, false),

	/** Another tool has to succeed first. */
	DEPENDENCY_MISSING(ErrorCategory.CONFLICT, false),

	/** No branch of a composed tool takes this call. */
	NO_BRANCH(ErrorCategory.CONFLICT, false),

	/** The budget is used up. */
	QUOTA_EXCEEDED(ErrorCategory.EXHAUSTED, false),

	/** Too many calls in too short a time. */
	RATE_LIMITED(ErrorCategory.EXHAUSTED, true),

	/** Too many calls at the same time. */
	BULKHEAD_FULL(ErrorCategory.EXHAUSTED, true),

	/** No pooled resource became free in time. */
	POOL_EXHAUSTED(ErrorCategory.EXHAUSTED, true),

	/** The tool failed too often lately and is being spared. */
	CIRCUIT_OPEN(ErrorCategory.TRANSIENT, true),

	/** What decides of the call, or keeps the record of it, can't be reached. */
	STORE_UNAVAILABLE(ErrorCategory.TRANSIENT, true),

	/** Something behind the tool did not answer as it should. */
	UPSTREAM_FAILED(ErrorCategory.TRANSIENT, true),

	/** The call took too long. */
	TIMEOUT(ErrorCategory.TIMEOUT, true),

	/** The caller gave up. */
	CANCELLED(ErrorCategory.CANCELLED, false),

	/** The tool failed. */
	EXECUTION_FAILED(ErrorCategory.INTERNAL, false);

	private final ErrorCategory category;

	private final boolean retryable;

	ErrorCode(ErrorCategory category, boolean retryable) {
		this.category = category;
		this.retryable = retryable;
	}

	/**
	 * Return the kind of failure that the code belongs to.
	 * @return the category
	 */
	public ErrorCategory category() {
		return this.category;
	}

	/**
	 * Return whether the same wish may succeed later or in other words, unless the
	 * failure itself says otherwise.
	 * @return whether to try again makes sense
	 */
	public boolean retryable() {
		return this.retryable;
	}

}
