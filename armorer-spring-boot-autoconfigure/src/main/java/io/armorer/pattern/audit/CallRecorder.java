package io.armorer.pattern.audit;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.armorer.middleware.CallArguments;
import io.armorer.middleware.Settled;
import io.armorer.middleware.ShownArguments;
import io.armorer.middleware.ToolCallObserver;
import io.armorer.middleware.ToolInvocation;
import io.armorer.redact.Redactor;
import io.armorer.redact.ValueMode;
import io.armorer.tool.CallNotes;
import io.armorer.tool.Outcome;
import io.armorer.tool.Tool;
import io.armorer.tool.ToolContext;
import io.armorer.tool.ToolError;

/** Writes the records of one tool's calls. */
final class CallRecorder {

	private static final Logger logger = LoggerFactory.getLogger(CallRecorder.class);

	private static final int MAX_ID = 256;

	private final AuditTrail trail;

	private final AuditSettings settings;

	private final Redactor redactor;

	private final ShownArguments shownArguments;

	private final String tool;

	CallRecorder(AuditTrail trail, Tool tool, AuditSettings settings, Redactor redactor) {
		this.trail = trail;
		this.settings = settings;
		this.redactor = redactor;
		this.shownArguments = new ShownArguments(tool, redactor, settings.getArguments());
		String name = tool.name();
		// what a model took for a name may be anything
		this.tool = clean(ToolCallObserver.isUnknown(tool) ? redactor.text(name) : name, MAX_ID);
	}

	/**
	 * Write the record of a call that has settled.
	 * @return whether it is written by now
	 */
	boolean write(ToolInvocation call, @Nullable Object value, @Nullable Throwable failure) {
		try {
			ToolError error = (failure != null) ? call.errorOf(failure) : null;
			return write(call, (error != null) ? Outcome.of(error) : Outcome.SUCCESS, value, error, call.elapsed());
		}
		catch (RuntimeException | Error ex) {
			return lost(call, ex);
		}
	}

	boolean write(ToolInvocation call, Settled settled) {
		try {
			return write(call, settled.outcome(), settled.value(), settled.error(), settled.duration());
		}
		catch (RuntimeException | Error ex) {
			return lost(call, ex);
		}
	}

	private boolean lost(ToolInvocation call, Throwable failure) {
		this.trail.lose();
		logger.error("The record of a call of '{}' can't be made", call.tool().name(), failure);
		return false;
	}

	private boolean write(ToolInvocation call, Outcome outcome, @Nullable Object value, @Nullable ToolError error,
			Duration duration) {
		ToolContext context = call.context();
		Map<String, Object> notes = call.notes();
		ValueMode argumentsMode = this.settings.getArguments();
		ValueMode resultMode = (outcome == Outcome.SUCCESS) ? this.settings.getResults() : ValueMode.NONE;
		Object arguments = this.shownArguments.of(call);
		Object result = result(call, value, resultMode);
		AuditRecord content = new AuditRecord(0, clean(context.callId()), id(context.parentCallId()), this.tool,
				id(context.userId()), id(context.sessionId()), id(context.runId()), call.startedAt(duration), duration,
				outcome,
				(error != null) ? clean(error.code()) : id(note(notes, CallNotes.FALLBACK_REASON, String.class)),
				(error != null) ? message(call, error) : null, note(notes, CallNotes.ATTEMPTS, Integer.class),
				id(note(notes, CallNotes.SERVED_BY, String.class)),
				note(notes, CallNotes.CACHED, Boolean.class) == Boolean.TRUE,
				note(notes, CallNotes.SHARED, Boolean.class) == Boolean.TRUE,
				id(note(notes, CallNotes.SHARED_WITH, String.class)), note(notes, CallNotes.COST, BigDecimal.class),
				note(notes, CallNotes.CURRENCY, String.class), known(arguments, argumentsMode),
				known(result, resultMode), "", "", "");
		return this.trail.write(content, copy(arguments, argumentsMode), copy(result, resultMode),
				this.settings.getMaxValueSize());
	}

	private @Nullable Object result(ToolInvocation call, @Nullable Object value, ValueMode mode) {
		return (mode == ValueMode.REDACTED)
				? this.redactor.result(call.tool(), CallArguments.of(call, this.redactor), value)
				: this.redactor.value(value, mode);
	}

	/** What can be said of a value before its copy is written as text. */
	private static @Nullable String known(@Nullable Object shown, ValueMode mode) {
		return switch (mode) {
			case NONE -> null;
			case HASH -> Objects.toString(shown);
			case REDACTED, FULL -> (shown != null) ? null : "null";
		};
	}

	private static @Nullable Object copy(@Nullable Object shown, ValueMode mode) {
		return (mode != ValueMode.HASH) ? shown : null;
	}

	// Errors of validation repeat what the arguments were.
	private @Nullable String message(ToolInvocation call, ToolError error) {
		ValueMode mode = this.settings.getArguments();
		if (mode == ValueMode.NONE || mode == ValueMode.HASH) {
			return null;
		}
		String safe = this.redactor.textAbout(call.tool(), CallArguments.of(call, this.redactor))
			.apply(error.message());
		return clean(safe, this.settings.getMaxValueSize());
	}

	private static <T> @Nullable T note(Map<String, Object> notes, String name, Class<T> type) {
		Object note = notes.isEmpty() ? null : notes.get(name);
		return type.isInstance(note) ? type.cast(note) : null;
	}

	private static @Nullable String id(@Nullable String id) {
		return (id != null) ? clean(id) : null;
	}

	private static String clean(String id) {
		return clean(id, MAX_ID);
	}

	/** Without what databases refuse, and cut where it can hardly be an id. */
	private static String clean(String text, int max) {
		for (int i = 0; i < text.length(); i++) {
			char c = text.charAt(i);
			if (c == 0 || (Character.isSurrogate(c) && ValueText.isLone(text, i))) {
				return ValueText.cut(cleaned(text), max);
			}
		}
		return ValueText.cut(text, max);
	}

	private static String cleaned(String text) {
		StringBuilder cleaned = new StringBuilder(text);
		for (int i = 0; i < cleaned.length(); i++) {
			if (cleaned.charAt(i) == 0 || ValueText.isLone(text, i)) {
				cleaned.setCharAt(i, '\ufffd');
			}
		}
		return cleaned.toString();
	}

}
