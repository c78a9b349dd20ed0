package io.armorer.middleware;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.armorer.tool.Tool;
import io.armorer.tool.ToolCall;
import io.armorer.tool.ToolContext;
import io.armorer.tool.ToolError;

/**
 * A call that nobody has anything to say about.
 */
class QuietInvocation implements ToolInvocation {

	private static final Tool TOOL = Tool.builder("quiet").build((input, context) -> null);

	@Override
	public Tool tool() {
		return TOOL;
	}

	@Override
	public ToolContext context() {
		return ToolContext.empty();
	}

	@Override
	public Map<String, @Nullable Object> arguments() {
		return Map.of();
	}

	@Override
	public @Nullable ToolCall request() {
		return null;
	}

	@Override
	public void supply(int parameterIndex, @Nullable Object value) {
	}

	@Override
	public void note(String name, Object value) {
	}

	@Override
	public Map<String, Object> notes() {
		return Map.of();
	}

	@Override
	public Instant startedAt() {
		return Instant.EPOCH;
	}

	@Override
	public Duration elapsed() {
		return Duration.ZERO;
	}

	@Override
	public ToolError errorOf(Throwable failure) {
		throw new UnsupportedOperationException();
	}

	@Override
	public void cancel() {
	}

	@Override
	public void onCancel(Runnable action) {
	}

}
