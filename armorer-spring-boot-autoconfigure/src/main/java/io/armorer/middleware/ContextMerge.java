package io.armorer.middleware;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.armorer.tool.ToolContext;
import io.armorer.tool.ToolContextBuilder;

/** Fills the gaps of one context from another. The earlier deadline counts. */
final class ContextMerge {

	private ContextMerge() {
	}

	static ToolContext into(ToolContext first, ToolContext second) {
		ToolContextBuilder merged = ToolContext.builder()
			.userId(either(first.userId(), second.userId()))
			.sessionId(either(first.sessionId(), second.sessionId()))
			.runId(either(first.runId(), second.runId()))
			.deadline(earlier(first.deadline(), second.deadline()));
		Map<String, Object> attributes = new HashMap<>(second.attributes());
		attributes.putAll(first.attributes());
		attributes.forEach(merged::attribute);
		return merged.build();
	}

	private static @Nullable String either(@Nullable String first, @Nullable String second) {
		return (first != null && !first.isBlank()) ? first : second;
	}

	private static @Nullable Instant earlier(@Nullable Instant first, @Nullable Instant second) {
		if (first == null || second == null) {
			return (first != null) ? first : second;
		}
		return first.isBefore(second) ? first : second;
	}

}
