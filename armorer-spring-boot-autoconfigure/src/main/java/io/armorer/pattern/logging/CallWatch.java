package io.armorer.pattern.logging;

import java.time.Duration;
import java.time.Instant;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;

import io.armorer.middleware.CallArguments;
import io.armorer.middleware.ErrorTranslation;
import io.armorer.middleware.Settled;
import io.armorer.middleware.ShownArguments;
import io.armorer.middleware.ToolCallObserver;
import io.armorer.middleware.ToolInvocation;
import io.armorer.redact.Redactor;
import io.armorer.redact.ShownFailure;
import io.armorer.tool.Outcome;
import io.armorer.tool.TimeSource;
import io.armorer.tool.Tool;
import io.armorer.tool.ToolContext;
import io.armorer.tool.ToolError;
import io.armorer.tool.ToolException;

/** Writes the lines of one tool's calls. */
final class CallWatch implements ToolCallObserver.Watch {

	private final Logger logger;

	private final String tool;

	private final LoggingSettings settings;

	private final @Nullable ToolLog log;

	private final Redactor redactor;

	private final ShownArguments shownArguments;

	private final TimeSource time;

	CallWatch(Logger logger, Tool tool, LoggingSettings settings, ToolLog log, Redactor redactor, TimeSource time) {
		this.logger = logger;
		this.tool = LogText.id(tool.name());
		this.settings = settings;
		this.log = (log.capacity() > 0 && settings.getCapacity() > 0) ? log : null;
		this.redactor = redactor;
		this.shownArguments = new ShownArguments(tool, redactor, settings.getIncludeArguments());
		this.time = time;
	}

	@Override
	public boolean isActive() {
		return this.log != null || this.logger.isErrorEnabled();
	}

	@Override
	public void started(ToolInvocation call) {
		if (this.logger.isDebugEnabled()) {
			write(call, kept(call, Level.DEBUG, null, false, ""), null);
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
		if (settled.error() == null) {
			write(call, kept(call, level, settled, slow, ""), null);
			return;
		}
		UnaryOperator<String> safe = safe(call);
		Throwable cause = settled.cause();
		Throwable shown = (cause != null && CallLevel.needsStack(settled)) ? ShownFailure.of(cause, safe) : null;
		write(call, kept(call, level, settled, slow, reason(settled, safe)), shown);
	}

	private UnaryOperator<String> safe(ToolInvocation call) {
		UnaryOperator<String> about = this.redactor.textAbout(call.tool(), CallArguments.of(call, this.redactor));
		return (text) -> LogText.escape(about.apply(text));
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

	private KeptCall kept(ToolInvocation call, Level level, @Nullable Settled settled, boolean slow, String reason) {
		ToolContext context = call.context();
		ToolError error = (settled != null) ? settled.error() : null;
		boolean withResult = this.settings.isIncludeResults() && settled != null
				&& settled.outcome() == Outcome.SUCCESS;
		return new KeptCall(at(call, settled), level, this.tool, LogText.cut(context.callId()),
				LogText.cutOrNull(context.userId()), LogText.cutOrNull(context.sessionId()),
				(settled != null) ? settled.outcome() : null, (error != null) ? LogText.id(error.code()) : null,
				(settled != null) ? settled.duration() : null, slow, reason, arguments(call, settled), withResult,
				(withResult && settled != null) ? result(call, settled) : null);
	}

	private Instant at(ToolInvocation call, @Nullable Settled settled) {
		return (settled != null) ? call.startedAt(settled.duration()).plus(settled.duration()) : this.time.now();
	}

	// What the tool gets may still be changed on the way to it.
	private @Nullable Object arguments(ToolInvocation call, @Nullable Settled settled) {
		return (settled != null) ? this.shownArguments.of(call)
				: CallArguments.shown(call, this.redactor, this.settings.getIncludeArguments());
	}

	private @Nullable Object result(ToolInvocation call, Settled settled) {
		return this.redactor.result(call.tool(), CallArguments.of(call, this.redactor), settled.value());
	}

	private void write(ToolInvocation call, KeptCall kept, @Nullable Throwable failure) {
		if (this.log != null) {
			this.log.add(kept);
		}
		if (!this.logger.isEnabledForLevel(kept.level())) {
			return;
		}
		ToolLogEntry entry = kept.entry();
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
			CallMdc before = CallMdc.enter(this.tool, call.context());
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
