package io.armorer.testing;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;

import org.jspecify.annotations.Nullable;

import io.armorer.middleware.ErrorTranslation;
import io.armorer.middleware.ToolInvocation;
import io.armorer.tool.ErrorCode;
import io.armorer.tool.Tool;
import io.armorer.tool.ToolCall;
import io.armorer.tool.ToolContext;
import io.armorer.tool.ToolError;
import io.armorer.tool.ToolException;

/**
 * A call without a toolbox, to test one middleware by itself.
 */
public class TestInvocation implements ToolInvocation {

	private final Tool tool;

	private final Map<String, @Nullable Object> arguments;

	private final ToolContext caller;

	private final Map<String, Object> notes = new ConcurrentHashMap<>();

	private final Map<Class<?>, Object> attachments = new ConcurrentHashMap<>();

	private final Map<Integer, @Nullable Object> supplied = new LinkedHashMap<>();

	private final List<Runnable> cancelActions = new ArrayList<>();

	private volatile boolean cancelled;

	/**
	 * A call.
	 * @param tool the tool
	 * @param arguments the arguments by name
	 * @param caller on whose behalf
	 */
	public TestInvocation(Tool tool, Map<String, @Nullable Object> arguments, ToolContext caller) {
		this.tool = tool;
		this.arguments = arguments;
		this.caller = caller;
	}

	/**
	 * A call without arguments by nobody.
	 * @param tool the tool
	 * @return the call
	 */
	public static TestInvocation of(Tool tool) {
		return new TestInvocation(tool, Map.of(), ToolContext.empty());
	}

	@Override
	public Tool tool() {
		return this.tool;
	}

	@Override
	public ToolContext context() {
		return new CallContext();
	}

	@Override
	public Map<String, @Nullable Object> arguments() {
		return this.arguments;
	}

	@Override
	public @Nullable ToolCall request() {
		return null;
	}

	@Override
	public void supply(int parameterIndex, @Nullable Object value) {
		this.supplied.put(parameterIndex, value);
	}

	/**
	 * Return what middleware supplied.
	 * @return the arguments by the index of their parameter
	 */
	public Map<Integer, @Nullable Object> supplied() {
		return this.supplied;
	}

	@Override
	public void note(String name, Object value) {
		this.notes.put(name, value);
	}

	@Override
	public Map<String, Object> notes() {
		return new LinkedHashMap<>(this.notes);
	}

	@Override
	public <T> void attach(Class<T> type, T value) {
		this.attachments.put(type, value);
	}

	@Override
	public <T> @Nullable T attached(Class<T> type) {
		return type.cast(this.attachments.get(type));
	}

	@Override
	public Instant startedAt() {
		return MovableTime.START;
	}

	@Override
	public Duration elapsed() {
		return Duration.ZERO;
	}

	@Override
	public ToolError errorOf(Throwable failure) {
		Throwable actual = ErrorTranslation.unwrap(failure);
		if (actual instanceof ToolException ex) {
			return ex.error();
		}
		ErrorCode code = (actual instanceof CancellationException || actual instanceof InterruptedException)
				? ErrorCode.CANCELLED : (actual instanceof TimeoutException) ? ErrorCode.TIMEOUT
						: (actual instanceof IOException) ? ErrorCode.UPSTREAM_FAILED : ErrorCode.EXECUTION_FAILED;
		return ToolError.of(code, "It failed.");
	}

	@Override
	public void cancel() {
		List<Runnable> actions;
		synchronized (this) {
			this.cancelled = true;
			actions = List.copyOf(this.cancelActions);
			this.cancelActions.clear();
		}
		actions.forEach(Runnable::run);
	}

	@Override
	public void onCancel(Runnable action) {
		synchronized (this) {
			if (!this.cancelled) {
				this.cancelActions.add(action);
				return;
			}
		}
		action.run();
	}

	/** The caller's context with the call's own id and cancellation. */
	private final class CallContext implements ToolContext {

		@Override
		public String callId() {
			return "call-1";
		}

		@Override
		public @Nullable String parentCallId() {
			return null;
		}

		@Override
		public @Nullable String userId() {
			return TestInvocation.this.caller.userId();
		}

		@Override
		public @Nullable String sessionId() {
			return TestInvocation.this.caller.sessionId();
		}

		@Override
		public @Nullable String runId() {
			return TestInvocation.this.caller.runId();
		}

		@Override
		public @Nullable Instant deadline() {
			return TestInvocation.this.caller.deadline();
		}

		@Override
		public Map<String, Object> attributes() {
			return TestInvocation.this.caller.attributes();
		}

		@Override
		public void progress(double percent, @Nullable String message) {
		}

		@Override
		public void emit(Object chunk) {
		}

		@Override
		public boolean isCancelled() {
			return TestInvocation.this.cancelled;
		}

	}

}
