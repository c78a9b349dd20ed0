package io.armorer.middleware;

import java.time.Instant;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.armorer.tool.ToolContext;

/** The part of a call's context that the caller said. */
abstract class OnBehalf implements ToolContext {

	private final ToolContext caller;

	OnBehalf(ToolContext caller) {
		this.caller = caller;
	}

	@Override
	public final @Nullable String userId() {
		return orNone(this.caller.userId());
	}

	@Override
	public final @Nullable String sessionId() {
		return orNone(this.caller.sessionId());
	}

	@Override
	public final @Nullable String runId() {
		return orNone(this.caller.runId());
	}

	@Override
	public final @Nullable Instant deadline() {
		return this.caller.deadline();
	}

	@Override
	public final Map<String, Object> attributes() {
		return this.caller.attributes();
	}

	// An application's own context may say anything.
	private static @Nullable String orNone(@Nullable String id) {
		return (id == null || id.isBlank()) ? null : id;
	}

}
