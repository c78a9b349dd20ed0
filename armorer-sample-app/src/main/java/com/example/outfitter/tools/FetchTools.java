package com.example.outfitter.tools;

import java.net.URI;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;

import org.springframework.boot.http.client.ClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.http.client.HttpRedirects;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.HttpStatusCode;
import org.springframework.stereotype.Component;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.RestClient;

import io.armorer.pattern.condition.Tools;
import io.armorer.tool.ArmorerTool;
import io.armorer.tool.Effect;
import io.armorer.tool.ErrorCategory;
import io.armorer.tool.ErrorCode;
import io.armorer.tool.Tool;
import io.armorer.tool.ToolError;
import io.armorer.tool.ToolException;
import io.armorer.tool.ToolParam;

import com.example.outfitter.OutfitterProperties;
import com.example.outfitter.tools.FetchedAnswers.FetchedAnswer;
import com.example.outfitter.upstream.LocalServer;

/**
 * The shop's API for stock and prices, over HTTP.
 */
@Component
class FetchTools {

	private static final Pattern PATH = Pattern.compile("(/[A-Za-z0-9_-]{1,40}){1,4}");

	private static final ParameterizedTypeReference<Map<String, Object>> JSON_OBJECT = new ParameterizedTypeReference<>() {
	};

	private final RestClient http;

	private final OutfitterProperties.Api api;

	private final LocalServer localServer;

	private final FetchedAnswers answers;

	FetchTools(RestClient.Builder http, OutfitterProperties properties, LocalServer localServer,
			FetchedAnswers answers) {
		this.api = properties.api();
		this.http = http
			.requestFactory(ClientHttpRequestFactoryBuilder.jdk()
				.build(HttpClientSettings.defaults()
					.withTimeouts(this.api.connectTimeout(), this.api.readTimeout())
					// not to be led elsewhere
					.withRedirects(HttpRedirects.DONT_FOLLOW)))
			.build();
		this.localServer = localServer;
		this.answers = answers;
	}

	@ArmorerTool(description = "Fetch stock or price of a product from the shop's API", tags = "api",
			effect = Effect.READ)
	FetchedAnswer fetchFromApi(@ToolParam(
			description = "A path of the API: /stock/{sku} or /prices/{sku}, such as /stock/BOOT-03") String endpoint) {
		// The model chooses the path, never the server: no scheme, no host, no dots.
		if (!PATH.matcher(endpoint).matches()) {
			throw new ToolException(ToolError.of(ErrorCode.INVALID_ARGUMENTS,
					"endpoint must be a path of the shop's API, such as /stock/BOOT-03; no other address is fetched"));
		}
		try {
			Map<String, Object> data = this.http.get()
				.uri(URI.create(base() + endpoint))
				.retrieve()
				.onStatus(HttpStatusCode::is3xxRedirection, (request, response) -> {
					throw new ToolException(ToolError.of(ErrorCode.UPSTREAM_FAILED, "The shop's API gave no answer"));
				})
				.body(JSON_OBJECT);
			return this.answers.keep(endpoint, (data != null) ? data : Map.of());
		}
		catch (HttpClientErrorException.NotFound ex) {
			throw new ToolException(new ToolError("NOT_THERE", ErrorCategory.NOT_FOUND,
					"The shop's API has nothing at " + endpoint + ": check the path and the sku", false, null,
					Map.of()), ex);
		}
	}

	private String base() {
		return (this.api.baseUrl() != null) ? this.api.baseUrl().toString() : this.localServer.root() + "/upstream";
	}

	/**
	 * A tool can be a lambda: its input is what the schema is made from. And it can be
	 * made of others: what it takes and does follows from them.
	 */
	@Configuration(proxyBeanMethods = false)
	static class FromCache {

		@Bean
		@ArmorerTool(description = "Return what the shop's API last answered, without asking it again", tags = "api",
				effect = Effect.READ)
		Function<CacheQuery, FetchedAnswer> fetchFromCache(FetchedAnswers answers) {
			return (query) -> answers.find(query.endpoint())
				.orElseThrow(() -> new ToolException(new ToolError("NOT_CACHED", ErrorCategory.NOT_FOUND,
						"Nothing was fetched from " + query.endpoint() + " yet", false, null, Map.of())));
		}

		@Bean
		Tool getData(FetchedAnswers answers) {
			return Tools
				.when((arguments, context) -> answers.find(String.valueOf(arguments.get("endpoint"))).isPresent(),
						"fetch-from-cache", "fetch-from-api")
				.describedAs("Return stock or price of a product, however old; asks the shop's API only once")
				.tagged("api");
		}

	}

	record CacheQuery(@ToolParam(description = "The path that was fetched, such as /stock/BOOT-03") String endpoint) {
	}

}
