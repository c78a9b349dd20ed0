package io.armorer.tool;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Makes the context that a caller passes to the toolbox.
 */
public final class ToolContextBuilder {

	private @Nullable String userId;

	private @Nullable String sessionId;

	private @Nullable String runId;

	private @Nullable Instant deadline;

	private final Map<String, Object> attributes = new LinkedHashMap<>();

	ToolContextBuilder() {
	}

	ToolContextBuilder(ToolContext source) {
		this.userId = orNone(source.userId());
		this.sessionId = orNone(source.sessionId());
		this.runId = orNone(source.runId());
		this.deadline = source.deadline();
		this.attributes.putAll(source.attributes());
	}

	/**
	 * Say on whose behalf the calls are made.
	 * @param userId the user's id; a blank one is none
	 * @return this builder
	 */
	public ToolContextBuilder userId(@Nullable String userId) {
		this.userId = orNone(userId);
		return this;
	}

	/**
	 * Say which session the calls belong to.
	 * @param sessionId the session's id; a blank one is none
	 * @return this builder
	 */
	public ToolContextBuilder sessionId(@Nullable String sessionId) {
		this.sessionId = orNone(sessionId);
		return this;
	}

	/**
	 * Say which run of the agent the calls belong to.
	 * @param runId the run's id; a blank one is none
	 * @return this builder
	 */
	public ToolContextBuilder runId(@Nullable String runId) {
		this.runId = orNone(runId);
		return this;
	}

	/**
	 * Say when the caller stops waiting.
	 * @param deadline the deadline of each whole call
	 * @return this builder
	 */
	public ToolContextBuilder deadline(@Nullable Instant deadline) {
		this.deadline = deadline;
		return this;
	}

	/**
	 * Add something else that tools should know.
	 * @param name the name
	 * @param value the value
	 * @return this builder
	 */
	public ToolContextBuilder attribute(String name, Object value) {
		this.attributes.put(name, value);
		return this;
	}

	/**
	 * Build the context.
	 * @return an immutable context
	 */
	public ToolContext build() {
		return new CallerContext(this.userId, this.sessionId, this.runId, this.deadline, Map.copyOf(this.attributes));
	}

	// A header that is there but empty must not become somebody.
	private static @Nullable String orNone(@Nullable String id) {
		return (id == null || id.isBlank()) ? null : id;
	}

}
