package io.armorer.pattern.logging;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;

import io.armorer.middleware.ErrorTranslation;
import io.armorer.middleware.Settled;
import io.armorer.middleware.ToolCallObserver;
import io.armorer.middleware.ToolInvocation;
import io.armorer.redact.Redactor;
import io.armorer.redact.ValueMode;
import io.armorer.tool.Outcome;
import io.armorer.tool.TimeSource;
import io.armorer.tool.ToolCall;
import io.armorer.tool.ToolContext;
import io.armorer.tool.ToolError;
import io.armorer.tool.ToolException;

/** Writes the lines of one tool's calls. */
final class CallWatch implements ToolCallObserver.Watch {

	private final Logger logger;

	private final LoggingSettings settings;

	private final @Nullable ToolLog log;

	private final Redactor redactor;

	private final TimeSource time;

	CallWatch(Logger logger, LoggingSettings settings, ToolLog log, Redactor redactor, TimeSource time) {
		this.logger = logger;
		this.settings = settings;
		this.log = (log.capacity() > 0 && settings.getCapacity() > 0) ? log : null;
		this.redactor = redactor;
		this.time = time;
	}

	@Override
	public boolean isActive() {
		return this.log != null || this.logger.isErrorEnabled();
	}

	@Override
	public void started(ToolInvocation call) {
		if (this.logger.isDebugEnabled()) {
			write(call, entry(call, Level.DEBUG, null, name(call) + " started"), null);
		}
	}

	@Override
	public void finished(ToolInvocation call, Settled settled) {
		Duration threshold = this.settings.getSlowCallThreshold();
		boolean slow = threshold != null && settled.duration().compareTo(threshold) >= 0;
		Level level = CallLevel.of(settled, slow);
		if (this.log == null && !this.logger.isEnabledForLevel(level)) {
			return;
		}
		UnaryOperator<String> safe = (settled.error() != null) ? safe(call) : LogText::escape;
		Throwable cause = settled.cause();
		Throwable shown = (cause != null && CallLevel.needsStack(settled)) ? ShownFailure.of(cause, safe) : null;
		write(call, entry(call, level, settled, message(call, settled, slow, safe)), shown);
	}

	private UnaryOperator<String> safe(ToolInvocation call) {
		UnaryOperator<String> about = this.redactor.textAbout(call.tool(), arguments(call));
		return (text) -> LogText.escape(about.apply(text));
	}

	private String message(ToolInvocation call, Settled settled, boolean slow, UnaryOperator<String> safe) {
		String took = LogText.duration(settled.duration());
		return name(call) + switch (settled.outcome()) {
			case SUCCESS -> (slow ? " finished slowly in " : " finished in ") + took;
			case CANCELLED -> " was cancelled after " + took;
			case DENIED -> " was denied after " + took + reason(settled, safe);
			case ACTION_REQUIRED -> " waits for somebody to act" + reason(settled, safe);
			case ERROR -> " failed after " + took + reason(settled, safe);
		};
	}

	private static String reason(Settled settled, UnaryOperator<String> safe) {
		ToolError error = settled.error();
		Throwable cause = settled.cause();
		if (error == null || cause == null) {
			return (error != null) ? ": " + error.code() + ": " + safe.apply(error.message()) : "";
		}
		Throwable actual = ErrorTranslation.unwrap(cause);
		if (!(actual instanceof ToolException)) {
			return ": " + LogText.id(error.code()) + ": " + ShownFailure.chain(actual, safe);
		}
		Throwable behind = actual.getCause();
		return ": " + LogText.id(error.code()) + ": " + safe.apply(error.message())
				+ ((behind != null) ? "; caused by " + ShownFailure.chain(behind, safe) : "");
	}

	private ToolLogEntry entry(ToolInvocation call, Level level, @Nullable Settled settled, String message) {
		ToolContext context = call.context();
		String userId = context.userId();
		String sessionId = context.sessionId();
		Object arguments = shownArguments(call);
		ToolError error = (settled != null) ? settled.error() : null;
		boolean withResult = this.settings.isIncludeResults() && settled != null
				&& settled.outcome() == Outcome.SUCCESS;
		return new ToolLogEntry(this.time.now(), level, name(call), LogText.id(context.callId()),
				(userId != null) ? LogText.id(userId) : null, (sessionId != null) ? LogText.id(sessionId) : null,
				(settled != null) ? settled.outcome() : null, (error != null) ? LogText.id(error.code()) : null,
				(settled != null) ? settled.duration() : null, message,
				(arguments != null) ? LogText.json(arguments) : null,
				(withResult && settled != null) ? LogText.json(this.redactor.value(settled.value())) : null);
	}

	private @Nullable Object shownArguments(ToolInvocation call) {
		ValueMode mode = this.settings.getIncludeArguments();
		if (mode == ValueMode.NONE) {
			return null;
		}
		Object shown = this.redactor.arguments(call.tool(), arguments(call), mode);
		if (mode == ValueMode.REDACTED && ToolCallObserver.isUnknown(call.tool()) && shown instanceof Map<?, ?> named) {
			// The tool that was meant would say which of them are secret.
			Map<Object, Object> names = new LinkedHashMap<>();
			named.keySet().forEach((name) -> names.put(name, Redactor.MASK));
			return names;
		}
		return shown;
	}

	// A call that never reached its tool may have arguments that nobody has read yet.
	private Map<String, @Nullable Object> arguments(ToolInvocation call) {
		Map<String, @Nullable Object> bound = call.arguments();
		ToolCall request = call.request();
		return (bound.isEmpty() && request != null) ? this.redactor.unbound(request.arguments()) : bound;
	}

	private static String name(ToolInvocation call) {
		return LogText.id(call.tool().name());
	}

	private void write(ToolInvocation call, ToolLogEntry entry, @Nullable Throwable failure) {
		if (this.log != null) {
			this.log.add(entry);
		}
		if (!this.logger.isEnabledForLevel(entry.level())) {
			return;
		}
		LoggingEventBuilder line = this.logger.atLevel(entry.level());
		if (entry.outcome() != null) {
			line = line.addKeyValue("armorer.outcome", entry.outcome().name());
		}
		if (entry.code() != null) {
			line = line.addKeyValue("armorer.code", entry.code());
		}
		if (entry.duration() != null) {
			line = line.addKeyValue("armorer.durationMs", entry.duration().toNanos() / 1_000_000d);
		}
		line = (failure != null) ? line.setCause(failure) : line;
		if (this.settings.isMdc()) {
			CallMdc before = CallMdc.enter(call.tool().name(), call.context());
			try {
				line.log(entry.line());
			}
			finally {
				before.restore();
			}
		}
		else {
			named(line, entry).log(entry.line());
		}
	}

	// Not beside the MDC: Boot's structured formats refuse a name that comes twice.
	private static LoggingEventBuilder named(LoggingEventBuilder line, ToolLogEntry entry) {
		LoggingEventBuilder named = line.addKeyValue(CallMdc.CALL_ID, entry.callId())
			.addKeyValue(CallMdc.TOOL, entry.toolName());
		named = (entry.userId() != null) ? named.addKeyValue(CallMdc.USER, entry.userId()) : named;
		return (entry.sessionId() != null) ? named.addKeyValue(CallMdc.SESSION, entry.sessionId()) : named;
	}

}
