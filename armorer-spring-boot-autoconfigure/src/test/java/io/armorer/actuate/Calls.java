package io.armorer.actuate;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.armorer.event.ToolEventPublisher;
import io.armorer.middleware.ActiveCall;
import io.armorer.middleware.CallRuntime;
import io.armorer.middleware.ErrorTranslation;
import io.armorer.middleware.ObservationMiddleware;
import io.armorer.middleware.Settled;
import io.armorer.middleware.ToolInvocation;
import io.armorer.redact.Redactor;
import io.armorer.tool.ErrorCategory;
import io.armorer.tool.ErrorCode;
import io.armorer.tool.Outcome;
import io.armorer.tool.TimeSource;
import io.armorer.tool.Tool;
import io.armorer.tool.ToolCall;
import io.armorer.tool.ToolContext;
import io.armorer.tool.ToolError;

/** Calls and their ends, without a toolbox. */
final class Calls {

	private static final CallRuntime RUNTIME = new CallRuntime(TimeSource.system(),
			new ErrorTranslation(List.of(), false), ToolEventPublisher.NONE, new ObservationMiddleware(List.of()),
			List.of(), Redactor.withDefaults());

	private Calls() {
	}

	static Tool tool(String name) {
		return Tool.builder(name).inputSchema("{\"type\":\"object\"}").build((input, context) -> "");
	}

	static ToolInvocation call(Tool tool) {
		ToolContext context = ToolContext.builder().userId("user-0815").sessionId("session-42").runId("run-7").build();
		return new ActiveCall(RUNTIME, tool, null, ToolCall.json("call-4711", tool.name(), "{}"), context, null);
	}

	static Settled success(Duration duration) {
		return new Settled(Outcome.SUCCESS, "value", null, null, duration);
	}

	static Settled failed(ErrorCode code) {
		return failed(ToolError.of(code, "No"));
	}

	static Settled failed(String customCode) {
		return failed(new ToolError(customCode, ErrorCategory.INTERNAL, "No", false, null, Map.of()));
	}

	private static Settled failed(ToolError error) {
		return new Settled(Outcome.of(error), null, error, new IllegalStateException(), Duration.ofMillis(3));
	}

}
