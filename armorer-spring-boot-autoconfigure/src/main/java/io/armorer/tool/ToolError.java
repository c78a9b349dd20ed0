package io.armorer.tool;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Why a call did not succeed, in words that are safe for the model and tell it what to
 * do. The cause stays with the operator: logs and events carry it, under the call's id.
 *
 * @param code an {@link ErrorCode}'s name, or a code of the tool's own
 * @param category the kind of failure
 * @param message what went wrong and what to do about it, for the model
 * @param retryable whether to try again makes sense
 * @param retryAfter how long to wait before that, or {@code null} where nobody knows
 * @param details what a program needs to know beyond the message, as JSON-friendly values
 */
public record ToolError(String code, ErrorCategory category, String message, boolean retryable,
		@Nullable Duration retryAfter, Map<String, Object> details) {

	/**
	 * Copy the details.
	 */
	public ToolError {
		details = Collections.unmodifiableMap(new LinkedHashMap<>(details));
	}

	/**
	 * An error with one of the library's codes, retryable as the code says.
	 * @param code the code
	 * @param message the message for the model
	 * @return the error
	 */
	public static ToolError of(ErrorCode code, String message) {
		return new ToolError(code.name(), code.category(), message, code.retryable(), null, Map.of());
	}

	/**
	 * An error with a code of a tool's own. Retryable where the category means that
	 * things may be better soon.
	 * @param code the code, such as {@code OUT_OF_STOCK}
	 * @param category the kind of failure
	 * @param message the message for the model
	 * @return the error
	 */
	public static ToolError of(String code, ErrorCategory category, String message) {
		boolean retryable = category == ErrorCategory.TRANSIENT || category == ErrorCategory.TIMEOUT
				|| category == ErrorCategory.EXHAUSTED;
		return new ToolError(code, category, message, retryable, null, Map.of());
	}

	/**
	 * The same error with a time to wait before trying again, and retryable.
	 * @param delay how long to wait
	 * @return a copy
	 */
	public ToolError retryAfter(Duration delay) {
		return new ToolError(this.code, this.category, this.message, true, delay, this.details);
	}

	/**
	 * The same error with details.
	 * @param details the details, instead of those that it has
	 * @return a copy
	 */
	public ToolError withDetails(Map<String, Object> details) {
		return new ToolError(this.code, this.category, this.message, this.retryable, this.retryAfter, details);
	}

	/**
	 * Whether the error has this code.
	 * @param code the code to compare with
	 * @return whether it has
	 */
	public boolean is(ErrorCode code) {
		return code.name().equals(this.code);
	}

}
