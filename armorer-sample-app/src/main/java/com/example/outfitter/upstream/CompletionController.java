package com.example.outfitter.upstream;

import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/**
 * An OpenAI-compatible server as small as can be: the same question always gets the same
 * answer. It stands in for a real one, so that the application needs no account.
 */
@RestController
class CompletionController {

	private static final int DEFAULT_MAX_TOKENS = 64;

	@PostMapping("/llm/v1/chat/completions")
	Map<String, Object> complete(@RequestBody Request request) {
		if (request.messages() == null || request.messages().isEmpty()) {
			throw new ResponseStatusException(HttpStatus.BAD_REQUEST, "messages must not be empty");
		}
		String prompt = String.valueOf(request.messages().get(request.messages().size() - 1).content());
		int limit = (request.maxTokens() != null) ? request.maxTokens() : DEFAULT_MAX_TOKENS;
		List<String> words = List.of(("Dear customer, about \"" + prompt.strip()
				+ "\": thank you for asking. We have looked into it and will write to you today. Your outfitters")
			.split("\\s+"));
		boolean cut = words.size() > limit;
		List<String> answer = cut ? words.subList(0, limit) : words;
		int promptTokens = request.messages()
			.stream()
			.mapToInt((message) -> String.valueOf(message.content()).split("\\s+").length)
			.sum();
		return Map.of("id", "chatcmpl-" + Integer.toHexString(prompt.hashCode()), "object", "chat.completion",
				"created", 0, "model", String.valueOf(request.model()), "choices",
				List.of(Map.of("index", 0, "message", Map.of("role", "assistant", "content", String.join(" ", answer)),
						"finish_reason", cut ? "length" : "stop")),
				"usage", Map.of("prompt_tokens", promptTokens, "completion_tokens", answer.size(), "total_tokens",
						promptTokens + answer.size()));
	}

	record Request(@Nullable String model, @Nullable List<Message> messages,
			@JsonProperty("max_tokens") @Nullable Integer maxTokens) {
	}

	record Message(@Nullable String role, @Nullable String content) {
	}

}
