package io.armorer.tool;

import java.time.Duration;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * What became of a call. {@code Toolbox.execute} always gives one, whatever the tool or a
 * middleware did.
 */
public final class ToolResult {

	private final String callId;

	private final String toolName;

	private final Outcome outcome;

	private final @Nullable Object value;

	private final @Nullable ToolError error;

	private final @Nullable Throwable cause;

	private final Duration duration;

	private final Map<String, Object> metadata;

	private final ContentWriter writer;

	/**
	 * A result.
	 * @param callId the call's id
	 * @param toolName the name that was called, which need not be that of a tool
	 * @param outcome how the call ended
	 * @param value what the tool gave, or {@code null}
	 * @param error why there is no value, or {@code null} with {@link Outcome#SUCCESS}
	 * @param cause what was thrown, for the operator; never part of {@link #content()}
	 * @param duration how long the call took
	 * @param metadata what middleware has to say of the call
	 * @param writer writes the text for the model
	 */
	public ToolResult(String callId, String toolName, Outcome outcome, @Nullable Object value,
			@Nullable ToolError error, @Nullable Throwable cause, Duration duration, Map<String, Object> metadata,
			ContentWriter writer) {
		this.callId = callId;
		this.toolName = toolName;
		this.outcome = outcome;
		this.value = value;
		this.error = error;
		this.cause = cause;
		this.duration = duration;
		this.metadata = CallMetadata.copyOf(metadata);
		this.writer = writer;
	}

	/**
	 * Return the id of the call.
	 * @return the id that the call came with, or the one it was given
	 */
	public String callId() {
		return this.callId;
	}

	/**
	 * Return the name that was called.
	 * @return the name; with {@link ErrorCode#UNKNOWN_TOOL} that of no tool
	 */
	public String toolName() {
		return this.toolName;
	}

	/**
	 * Return how the call ended.
	 * @return the outcome
	 */
	public Outcome outcome() {
		return this.outcome;
	}

	/**
	 * Whether the call succeeded.
	 * @return whether the outcome is {@link Outcome#SUCCESS}
	 */
	public boolean isSuccess() {
		return this.outcome == Outcome.SUCCESS;
	}

	/**
	 * Return what the tool gave. What it promised (a future, a stream) has settled: this
	 * is the value, or the list of the elements.
	 * @return the value, or {@code null}
	 */
	public @Nullable Object value() {
		return this.value;
	}

	/**
	 * Return why there is no value.
	 * @return the error, or {@code null} after a success
	 */
	public @Nullable ToolError error() {
		return this.error;
	}

	/**
	 * Return what was thrown. For the operator's eyes: its text is not part of
	 * {@link #content()}.
	 * @return the exception, or {@code null}
	 */
	public @Nullable Throwable cause() {
		return this.cause;
	}

	/**
	 * Return how long the call took, from its arrival to its settling.
	 * @return the duration, on a monotonic clock
	 */
	public Duration duration() {
		return this.duration;
	}

	/**
	 * Return what middleware has to say of the call, such as how often it was tried.
	 * @return the metadata by name, see {@link CallNotes}
	 */
	public Map<String, Object> metadata() {
		return this.metadata;
	}

	/**
	 * Return the text for the model: the value (text as it is, everything else as JSON),
	 * or the error as JSON.
	 * @return the text
	 */
	public String content() {
		return this.writer.write(this);
	}

	/**
	 * Leaves the value out, which may be large or secret.
	 */
	@Override
	public String toString() {
		return "ToolResult[" + this.toolName + " " + this.callId + " " + this.outcome
				+ ((this.error != null) ? " " + this.error.code() : "") + " in " + this.duration + "]";
	}

	/**
	 * Writes the text that a model gets to read.
	 */
	@FunctionalInterface
	public interface ContentWriter {

		/**
		 * Write the result's value or error.
		 * @param result the result
		 * @return the text
		 */
		String write(ToolResult result);

	}

}
