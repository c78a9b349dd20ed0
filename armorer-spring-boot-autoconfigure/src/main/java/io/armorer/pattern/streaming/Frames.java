package io.armorer.pattern.streaming;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

import io.armorer.event.CallIdentity;
import io.armorer.event.ToolCallEvent;
import io.armorer.event.ToolChunk;
import io.armorer.event.ToolEvent;
import io.armorer.event.ToolFinished;
import io.armorer.event.ToolProgress;
import io.armorer.event.ToolStarted;
import io.armorer.redact.MaskingMapper;
import io.armorer.tool.CallNotes;
import io.armorer.tool.ErrorCode;
import io.armorer.tool.Outcome;
import io.armorer.tool.ToolError;
import io.armorer.tool.ToolResult;

/**
 * Writes what a client may know of events as JSON: what the tool gives it, and of a
 * failure what a model would get to read. Never a cause or what is marked
 * {@link io.armorer.redact.Sensitive}, and of what middleware notes on a call only what
 * says how the result came about.
 */
final class Frames {

	private static final Logger logger = LoggerFactory.getLogger(Frames.class);

	private static final List<String> NOTES = List.of(CallNotes.ATTEMPTS, CallNotes.SERVED_BY, CallNotes.SHARED,
			CallNotes.CACHED, CallNotes.CACHE_AGE);

	private final ObjectWriter writer;

	Frames(JsonMapper mapper) {
		this.writer = MaskingMapper.of(mapper)
			.writer()
			.without(SerializationFeature.INDENT_OUTPUT)
			.without(SerializationFeature.WRAP_ROOT_VALUE);
	}

	/**
	 * Write an event.
	 * @param id its number
	 * @param event the event
	 * @param result what became of the call; known with the last event
	 */
	Frame of(long id, ToolEvent event, @Nullable ToolResult result) {
		Map<String, @Nullable Object> fields = new LinkedHashMap<>();
		if (event instanceof ToolCallEvent ofCall) {
			identify(fields, ofCall.call());
		}
		if (event instanceof ToolChunk chunk) {
			return chunk(id, fields, chunk);
		}
		if (event instanceof ToolProgress progress) {
			fields.put("percent", progress.percent());
			put(fields, "message", progress.message());
			return new Frame(id, "progress", write(fields));
		}
		if (event instanceof ToolFinished finished) {
			return finished(id, fields, finished, result);
		}
		return new Frame(id, (event instanceof ToolStarted) ? "started" : "event", write(fields));
	}

	/**
	 * Write the end of a stream that lasted too long.
	 * @param id its number
	 * @param call whose stream it was, or {@code null} if that was not known yet
	 * @param limit how long it may last
	 */
	Frame cut(long id, @Nullable CallIdentity call, Duration limit) {
		Map<String, @Nullable Object> fields = new LinkedHashMap<>();
		if (call != null) {
			identify(fields, call);
		}
		fields.put("outcome", Outcome.CANCELLED.name());
		fields.put("durationMs", limit.toMillis());
		fields.put("error",
				error(ToolError.of(ErrorCode.CANCELLED,
						"The stream was open for " + limit.toMillis() / 1000.0
								+ " seconds, the longest time that one may be, and the call was cancelled. "
								+ "What it did until then may have had effects.")));
		return new Frame(id, Frame.FINISHED, write(fields));
	}

	private Frame chunk(long id, Map<String, @Nullable Object> fields, ToolChunk chunk) {
		fields.put("index", chunk.index());
		fields.put("chunk", chunk.data());
		try {
			return new Frame(id, "chunk", write(fields));
		}
		catch (JacksonException | StackOverflowError ex) {
			logger.warn("A chunk of '{}' (call {}) can't be written as JSON", chunk.toolName(), chunk.callId(), ex);
			fields.put("chunk", null);
			fields.put("problem", "This part can't be written as JSON.");
			return new Frame(id, "chunk", write(fields));
		}
	}

	private Frame finished(long id, Map<String, @Nullable Object> fields, ToolFinished event,
			@Nullable ToolResult result) {
		fields.put("outcome", event.outcome().name());
		fields.put("durationMs", event.duration().toMillis());
		if (event.error() != null) {
			fields.put("error", error(event.error()));
		}
		else if (result != null && result.value() != null) {
			fields.put("content", result.content());
		}
		Map<String, Object> notes = new LinkedHashMap<>();
		for (String name : NOTES) {
			Object note = event.metadata().get(name);
			// its own type at any rate: a user's middleware may have put something else
			// there
			if (note instanceof String || note instanceof Number || note instanceof Boolean) {
				notes.put(name, note);
			}
		}
		if (!notes.isEmpty()) {
			fields.put("metadata", notes);
		}
		return new Frame(id, Frame.FINISHED, write(fields));
	}

	private static void identify(Map<String, @Nullable Object> fields, CallIdentity call) {
		fields.put("callId", call.callId());
		fields.put("tool", call.toolName());
	}

	private static Map<String, Object> error(ToolError error) {
		Map<String, Object> fields = new LinkedHashMap<>();
		fields.put("code", error.code());
		fields.put("message", error.message());
		fields.put("retryable", error.retryable());
		if (error.retryAfter() != null) {
			fields.put("retryAfterMs", error.retryAfter().toMillis());
		}
		return fields;
	}

	private static void put(Map<String, @Nullable Object> fields, String name, @Nullable Object value) {
		if (value != null) {
			fields.put(name, value);
		}
	}

	/**
	 * Line breaks within JSON's strings are escaped; those between its tokens, which a
	 * serializer may have written, mean nothing in JSON but something in the stream.
	 */
	private String write(Map<String, @Nullable Object> fields) {
		return this.writer.writeValueAsString(fields).replace('\n', ' ').replace('\r', ' ');
	}

}
