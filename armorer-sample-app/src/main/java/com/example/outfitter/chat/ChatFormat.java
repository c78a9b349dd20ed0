package com.example.outfitter.chat;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.convert.DurationStyle;

import io.armorer.tool.ToolCall;

import com.example.outfitter.chat.Transcript.Step;
import com.example.outfitter.chat.Transcript.TimePasses;
import com.example.outfitter.chat.Transcript.ToolCalls;
import com.example.outfitter.chat.Transcript.UpstreamTurns;
import com.example.outfitter.upstream.UpstreamSwitch;

/**
 * Reads the OpenAI chat format, strictly: what it does not understand, it refuses.
 * <p>
 * A message with the name {@value #STAGE} is addressed to nobody in the conversation: it
 * changes the stage. Its content is {@code upstream: ok}, {@code upstream: fail},
 * {@code upstream: flaky}, {@code upstream: hang} or {@code wait: 1200ms}.
 */
public final class ChatFormat {

	private static final String STAGE = "outfitter-stage";

	private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

	private static final Set<String> ROLES = Set.of("system", "developer", "user", "assistant", "tool");

	private static final JsonMapper JSON = JsonMapper.builder()
		.enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
		.disable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
		.build();

	private ChatFormat() {
	}

	/**
	 * Read a conversation: an object with {@code messages}, or only the array of them.
	 * @param json the text, UTF-8
	 * @return what it asks for
	 * @throws ChatFormatException if it is no conversation
	 */
	public static Transcript readTranscript(byte[] json) {
		JsonNode root = parse(json);
		JsonNode messages = root.isObject() ? root.get("messages") : root;
		if (messages == null) {
			throw new ChatFormatException("messages is missing");
		}
		requireArray(messages, root.isObject() ? "messages" : "the text");
		List<Step> steps = new ArrayList<>();
		for (int i = 0; i < messages.size(); i++) {
			Step step = readMessage(messages.get(i), "messages[" + i + "]");
			if (step != null) {
				steps.add(step);
			}
		}
		String user = (root.isObject() && root.has("user")) ? text(root, "user", "") : null;
		return new Transcript(user, List.copyOf(steps));
	}

	/**
	 * Read tool calls: an assistant message, another object with {@code tool_calls}, or
	 * only the array of them.
	 * @param json the text, UTF-8
	 * @return the calls, at least one
	 * @throws ChatFormatException if it is none of these
	 */
	public static List<ToolCall> readToolCalls(byte[] json) {
		JsonNode root = parse(json);
		JsonNode calls = root.isObject() ? root.get("tool_calls") : root;
		if (calls == null) {
			throw new ChatFormatException("tool_calls is missing");
		}
		return readCalls(calls, root.isObject() ? "tool_calls" : "");
	}

	private static JsonNode parse(byte[] json) {
		try (JsonParser parser = JSON.createParser(json)) {
			JsonNode root = JSON.readTree(parser);
			if (root == null || root.isMissingNode()) {
				throw new ChatFormatException("not JSON: there is nothing");
			}
			if (parser.nextToken() != null) {
				throw notJson(parser.currentTokenLocation(), "something follows after the end");
			}
			return root;
		}
		catch (JacksonException ex) {
			throw notJson(ex.getLocation(), ex.getOriginalMessage().lines().findFirst().orElse(""));
		}
	}

	private static ChatFormatException notJson(@Nullable TokenStreamLocation at, String problem) {
		String where = (at != null) ? "line " + at.getLineNr() + ", column " + at.getColumnNr() + ": " : "";
		return new ChatFormatException("not JSON: " + where + problem);
	}

	private static @Nullable Step readMessage(JsonNode message, String where) {
		requireObject(message, where);
		String role = text(message, "role", where + ".");
		if (!ROLES.contains(role)) {
			throw new ChatFormatException(where + ".role is '" + role + "', which is no role of the chat format");
		}
		if (message.has("name") && STAGE.equals(message.get("name").asString(""))) {
			return readStage(text(message, "content", where + "."), where + ".content");
		}
		JsonNode calls = message.get("tool_calls");
		if (calls == null || calls.isNull()) {
			return null;
		}
		if (!role.equals("assistant")) {
			throw new ChatFormatException(where + ".tool_calls: only an assistant calls tools, not a " + role);
		}
		return new ToolCalls(readCalls(calls, where + ".tool_calls"));
	}

	private static Step readStage(String content, String where) {
		String[] parts = content.strip().split("\\s*:\\s*", 2);
		try {
			if (parts.length == 2 && parts[0].equals("upstream")) {
				return new UpstreamTurns(UpstreamSwitch.Mode.valueOf(parts[1].toUpperCase(Locale.ROOT)));
			}
			if (parts.length == 2 && parts[0].equals("wait")) {
				Duration time = DurationStyle.detectAndParse(parts[1]);
				if (!time.isNegative() && time.compareTo(LONGEST_WAIT) <= 0) {
					return new TimePasses(time);
				}
			}
		}
		catch (IllegalArgumentException | DateTimeParseException ex) {
			// the same as any other word that is not understood
		}
		throw new ChatFormatException(where + " must be 'upstream: ok', 'upstream: fail', 'upstream: flaky', "
				+ "'upstream: hang' or 'wait: ' and at most 60s");
	}

	private static List<ToolCall> readCalls(JsonNode calls, String where) {
		requireArray(calls, where.isEmpty() ? "the text" : where);
		if (calls.isEmpty()) {
			throw new ChatFormatException((where.isEmpty() ? "the array" : where) + " is empty");
		}
		List<ToolCall> read = new ArrayList<>();
		for (int i = 0; i < calls.size(); i++) {
			read.add(readCall(calls.get(i), where + "[" + i + "]"));
		}
		return List.copyOf(read);
	}

	private static ToolCall readCall(JsonNode call, String where) {
		requireObject(call, where);
		String id = text(call, "id", where + ".");
		String type = text(call, "type", where + ".");
		if (!type.equals("function")) {
			throw new ChatFormatException(where + ".type must be 'function', but is '" + type + "'");
		}
		JsonNode function = call.get("function");
		if (function == null) {
			throw new ChatFormatException(where + ".function is missing");
		}
		requireObject(function, where + ".function");
		String name = text(function, "name", where + ".function.");
		// Not looked into: what a model wrote here may be anything, and has to be
		// answered.
		return ToolCall.json(id, name, text(function, "arguments", where + ".function."));
	}

	private static String text(JsonNode node, String field, String where) {
		JsonNode value = node.get(field);
		if (value == null) {
			throw new ChatFormatException(where + field + " is missing");
		}
		if (!value.isString()) {
			throw new ChatFormatException(where + field + " must be a string, but is " + kind(value));
		}
		return value.stringValue();
	}

	private static void requireArray(JsonNode node, String where) {
		if (!node.isArray()) {
			throw new ChatFormatException(where + " must be an array, but is " + kind(node));
		}
	}

	private static void requireObject(JsonNode node, String where) {
		if (!node.isObject()) {
			throw new ChatFormatException(where + " must be an object, but is " + kind(node));
		}
	}

	private static String kind(JsonNode node) {
		return switch (node.getNodeType()) {
			case ARRAY -> "an array";
			case OBJECT, POJO -> "an object";
			case NULL -> "null";
			case MISSING -> "empty";
			default -> "a " + node.getNodeType().name().toLowerCase(Locale.ROOT);
		};
	}

}
