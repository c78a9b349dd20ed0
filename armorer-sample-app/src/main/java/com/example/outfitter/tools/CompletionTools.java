package com.example.outfitter.tools;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.http.client.ClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.web.client.RestClient;

import io.armorer.tool.ArmorerTool;
import io.armorer.tool.Effect;
import io.armorer.tool.ErrorCode;
import io.armorer.tool.ToolError;
import io.armorer.tool.ToolException;
import io.armorer.tool.ToolParam;

import com.example.outfitter.OutfitterProperties;
import com.example.outfitter.upstream.LocalServer;

/**
 * Texts written by another model. A class can be a tool as a whole: its one public method
 * is what is called.
 */
@ArmorerTool(name = "openai-completion", description = "Have a short text written, such as a reply to a customer",
		tags = "text", effect = Effect.READ)
class CompletionTools {

	private final RestClient http;

	private final OutfitterProperties.Llm llm;

	private final LocalServer localServer;

	CompletionTools(RestClient.Builder http, OutfitterProperties properties, LocalServer localServer) {
		this.llm = properties.llm();
		this.http = http
			.requestFactory(ClientHttpRequestFactoryBuilder.jdk()
				.build(HttpClientSettings.defaults().withReadTimeout(this.llm.readTimeout())))
			.build();
		this.localServer = localServer;
	}

	public Completion complete(@ToolParam(description = "What to write") @NotBlank @Size(max = 4000) String prompt,
			@ToolParam(description = "How long it may get") @Min(1) @Max(1000) @Nullable Integer maxTokens) {
		ChatRequest request = new ChatRequest(this.llm.model(), List.of(new ChatMessage("user", prompt)),
				(maxTokens != null) ? maxTokens : 200);
		ChatResponse response = this.http.post().uri(base() + "/chat/completions").headers((headers) -> {
			if (this.llm.apiKey() != null) {
				headers.setBearerAuth(this.llm.apiKey());
			}
		}).body(request).retrieve().body(ChatResponse.class);
		if (response == null || response.choices() == null || response.choices().isEmpty()) {
			throw new ToolException(ToolError.of(ErrorCode.UPSTREAM_FAILED, "No text came back: try again"));
		}
		return new Completion(response.choices().get(0).message().content(), response.model(), response.usage());
	}

	private String base() {
		return (this.llm.baseUrl() != null) ? this.llm.baseUrl().toString() : this.localServer.root() + "/llm/v1";
	}

	record Completion(String text, String model, @Nullable Usage usage) {
	}

	record Usage(@JsonProperty("prompt_tokens") int promptTokens,
			@JsonProperty("completion_tokens") int completionTokens, @JsonProperty("total_tokens") int totalTokens) {
	}

	private record ChatRequest(String model, List<ChatMessage> messages, @JsonProperty("max_tokens") int maxTokens) {
	}

	private record ChatMessage(String role, String content) {
	}

	private record ChatResponse(String model, @Nullable List<Choice> choices, @Nullable Usage usage) {
	}

	private record Choice(ChatMessage message) {
	}

}
