package com.example.outfitter;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What the shop depends on.
 *
 * @param api the API for stock and prices
 * @param llm the server that completes texts
 * @param streamPause how long the shop's slow catalogue takes for one product
 * @param auditFile where the audit trail is written to at the end of a replay
 */
@ConfigurationProperties("outfitter")
public record OutfitterProperties(@DefaultValue Api api, @DefaultValue Llm llm,
		@DefaultValue("20ms") Duration streamPause, @DefaultValue("outfitter-audit.ndjson") Path auditFile) {

	/**
	 * The API for stock and prices.
	 *
	 * @param baseUrl where it is, or {@code null} for the one that the application serves
	 * @param connectTimeout how long to wait for a connection
	 * @param readTimeout how long to wait for an answer
	 */
	public record Api(@Nullable URI baseUrl, @DefaultValue("500ms") Duration connectTimeout,
			@DefaultValue("5s") Duration readTimeout) {
	}

	/**
	 * An OpenAI-compatible server.
	 *
	 * @param baseUrl where it is, up to and with {@code /v1}, or {@code null} for the one
	 * that the application serves
	 * @param apiKey the key, if it wants one
	 * @param model the model to ask for
	 * @param readTimeout how long to wait for an answer
	 */
	public record Llm(@Nullable URI baseUrl, @Nullable String apiKey, @DefaultValue("outfitter-1") String model,
			@DefaultValue("30s") Duration readTimeout) {
	}

}
