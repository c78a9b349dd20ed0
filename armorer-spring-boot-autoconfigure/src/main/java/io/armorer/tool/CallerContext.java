package io.armorer.tool;

import java.time.Instant;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/** What a caller passes to the toolbox: no call runs in it yet. */
record CallerContext(@Nullable String userId, @Nullable String sessionId, @Nullable String runId,
		@Nullable Instant deadline, Map<String, Object> attributes) implements ToolContext {

	static final ToolContext EMPTY = new CallerContext(null, null, null, null, Map.of());

	@Override
	public String callId() {
		return "";
	}

	@Override
	public @Nullable String parentCallId() {
		return null;
	}

	@Override
	public void progress(double percent, @Nullable String message) {
		// nobody runs, nobody listens
	}

	@Override
	public void emit(Object chunk) {
		// nobody runs, nobody listens
	}

	@Override
	public boolean isCancelled() {
		return false;
	}

}
