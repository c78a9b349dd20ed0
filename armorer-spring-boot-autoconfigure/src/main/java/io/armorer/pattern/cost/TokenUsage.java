package io.armorer.pattern.cost;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * How many tokens a result says it took, in any of the forms that models' clients have.
 *
 * @param model the model that the result names, or {@code null}
 * @param input how many were read
 * @param output how many were written
 */
record TokenUsage(@Nullable String model, long input, long output) {

	private static final int LONGEST_TEXT = 4_000_000;

	private static final List<String> USAGE = List.of("usage", "tokenUsage", "usageMetadata", "token_usage",
			"usage_metadata");

	private static final List<String> ENVELOPE = List.of("metadata", "response");

	private static final List<String> MODEL = List.of("model", "modelName", "modelVersion", "model_name",
			"model_version");

	private static final List<String> INPUT = List.of("prompt_tokens", "promptTokens", "input_tokens", "inputTokens",
			"prompt_token_count", "promptTokenCount", "inputTokenCount", "input_token_count");

	private static final List<String> OUTPUT = List.of("completion_tokens", "completionTokens", "output_tokens",
			"outputTokens", "candidates_token_count", "candidatesTokenCount", "outputTokenCount", "output_token_count");

	/**
	 * Look for a result's usage.
	 * @param result a map, a record, a JSON tree, JSON text, or any object with getters
	 * @return the usage, or {@code null} if there is none
	 * @throws IllegalArgumentException if there is one that can't be
	 */
	static @Nullable TokenUsage of(@Nullable Object result) {
		Object readable = Readable.of((result instanceof CharSequence text) ? parsed(text.toString()) : result);
		if (!(readable instanceof Map<?, ?> fields)) {
			return null;
		}
		TokenUsage usage = in(fields);
		if (usage != null) {
			return usage;
		}
		return (first(fields, ENVELOPE) instanceof Map<?, ?> envelope) ? in(envelope) : null;
	}

	private static @Nullable TokenUsage in(Map<?, ?> fields) {
		if (!(first(fields, USAGE) instanceof Map<?, ?> usage)) {
			return null;
		}
		Object input = first(usage, INPUT);
		Object output = first(usage, OUTPUT);
		if (input == null && output == null) {
			return null;
		}
		String model = (first(fields, MODEL) instanceof String name && !name.isBlank()) ? name.trim() : null;
		return new TokenUsage(model, count("input", input), count("output", output));
	}

	private static @Nullable Object parsed(String text) {
		String trimmed = text.stripLeading();
		if (!trimmed.startsWith("{") || trimmed.length() > LONGEST_TEXT) {
			return null;
		}
		try {
			return JsonMapper.shared().readTree(trimmed);
		}
		catch (JacksonException ex) {
			return null;
		}
	}

	private static @Nullable Object first(Map<?, ?> fields, List<String> names) {
		for (String name : names) {
			Object value = fields.get(name);
			if (value != null) {
				return value;
			}
		}
		return null;
	}

	private static boolean isWhole(String text) {
		return !text.isEmpty() && text.length() < 20 && text.chars().allMatch((at) -> at >= '0' && at <= '9');
	}

	private static long count(String which, @Nullable Object value) {
		if (value == null) {
			return 0;
		}
		if (value instanceof String text && isWhole(text)) {
			return count(which, new BigDecimal(text));
		}
		if (value instanceof BigDecimal number && number.signum() >= 0
				&& number.compareTo(BigDecimal.valueOf(Cost.MOST_OF_A_UNIT)) <= 0
				&& number.stripTrailingZeros().scale() <= 0) {
			return number.longValueExact();
		}
		String shown = String.valueOf(value);
		throw new IllegalArgumentException("The usage's " + which + " tokens must be a whole number of 0 to "
				+ Cost.MOST_OF_A_UNIT + ", but are '" + shown.substring(0, Math.min(40, shown.length())) + "'");
	}

}
