package com.example.outfitter.tools;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.web.client.HttpServerErrorException;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;

import io.armorer.tool.ErrorCode;
import io.armorer.tool.ToolException;

import com.example.outfitter.OutfitterProperties;
import com.example.outfitter.upstream.LocalServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.Mockito.mock;

/**
 * The tools that speak HTTP, with servers other than the application's own.
 */
class HttpToolsTests {

	private final List<String> requests = new CopyOnWriteArrayList<>();

	private HttpServer server;

	private URI base;

	@BeforeEach
	void start() throws IOException {
		this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		this.base = URI.create("http://localhost:" + this.server.getAddress().getPort() + "/v1");
		this.server.start();
	}

	@AfterEach
	void stop() {
		this.server.stop(0);
	}

	@Test
	void completesWithTheServerThatIsConfigured() {
		serve("/v1/chat/completions", 200, Map.of(), """
				{"id": "x", "model": "other-1", "choices": [{"index": 0, "finish_reason": "stop",
				  "message": {"role": "assistant", "content": "Well met.", "refusal": null}}],
				 "usage": {"prompt_tokens": 3, "completion_tokens": 2, "total_tokens": 5,
				  "prompt_tokens_details": {"cached_tokens": 0}}}""");
		CompletionTools.Completion completion = completionTools().complete("Say hello", 20);
		assertThat(completion)
			.isEqualTo(new CompletionTools.Completion("Well met.", "other-1", new CompletionTools.Usage(3, 2, 5)));
		assertThat(this.requests).singleElement()
			.asString()
			.contains("Bearer a-key")
			.contains("\"model\":\"other\"")
			.contains("\"max_tokens\":20")
			.contains("Say hello");
	}

	@Test
	void saysThatNoTextCameBack() {
		serve("/v1/chat/completions", 200, Map.of(), "{\"model\": \"other-1\", \"choices\": []}");
		assertThatExceptionOfType(ToolException.class).isThrownBy(() -> completionTools().complete("Say hello", null))
			.satisfies((ex) -> assertThat(ex.error().is(ErrorCode.UPSTREAM_FAILED)).isTrue());
	}

	@Test
	void keepsWhatWasFetchedForTheCache() {
		serve("/v1/stock/A-1", 200, Map.of(), "{\"sku\": \"A-1\", \"stock\": 3}");
		FetchedAnswers answers = new FetchedAnswers();
		FetchedAnswers.FetchedAnswer answer = fetchTools(answers).fetchFromApi("/stock/A-1");
		assertThat(answer.data()).isEqualTo(Map.of("sku", "A-1", "stock", 3));
		assertThat(answers.find("/stock/A-1")).contains(answer);
	}

	@Test
	void isNotLedToAnotherServer() {
		serve("/v1/stock/A-1", 302, Map.of("Location", this.base + "/secret"), "{\"sku\": \"A-1\"}");
		serve("/v1/secret", 200, Map.of(), "{}");
		FetchedAnswers answers = new FetchedAnswers();
		assertThatExceptionOfType(ToolException.class).isThrownBy(() -> fetchTools(answers).fetchFromApi("/stock/A-1"))
			.satisfies((ex) -> assertThat(ex.error().is(ErrorCode.UPSTREAM_FAILED)).isTrue());
		assertThat(this.requests).singleElement().asString().startsWith("GET /v1/stock/A-1");
		assertThat(answers.find("/stock/A-1")).isEmpty();
	}

	@Test
	void failsWithAServerThatFailsOrIsNotThere() {
		serve("/v1/stock/A-1", 503, Map.of(), "{}");
		FetchTools tools = fetchTools(new FetchedAnswers());
		assertThatExceptionOfType(HttpServerErrorException.class).isThrownBy(() -> tools.fetchFromApi("/stock/A-1"));
		this.server.stop(0);
		assertThatExceptionOfType(ResourceAccessException.class).isThrownBy(() -> tools.fetchFromApi("/stock/A-1"));
	}

	@Test
	void keepsABoundedNumberOfAnswers() {
		FetchedAnswers answers = new FetchedAnswers();
		for (int i = 0; i <= 100; i++) {
			answers.keep("/stock/" + i, Map.of());
		}
		assertThat(answers.find("/stock/0")).isEmpty();
		assertThat(answers.find("/stock/1")).isPresent();
	}

	private CompletionTools completionTools() {
		return new CompletionTools(RestClient.builder(), properties(), mock(LocalServer.class));
	}

	private FetchTools fetchTools(FetchedAnswers answers) {
		return new FetchTools(RestClient.builder(), properties(), mock(LocalServer.class), answers);
	}

	private OutfitterProperties properties() {
		Duration timeout = Duration.ofSeconds(5);
		return new OutfitterProperties(new OutfitterProperties.Api(this.base, timeout, timeout),
				new OutfitterProperties.Llm(this.base, "a-key", "other", timeout), Duration.ZERO, Path.of("none"));
	}

	private void serve(String path, int status, Map<String, String> headers, String body) {
		this.server.createContext(path, (exchange) -> {
			note(exchange);
			headers.forEach(exchange.getResponseHeaders()::set);
			exchange.getResponseHeaders().set("Content-Type", "application/json");
			byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
			exchange.sendResponseHeaders(status, bytes.length);
			exchange.getResponseBody().write(bytes);
			exchange.close();
		});
	}

	private void note(HttpExchange exchange) throws IOException {
		this.requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
				+ exchange.getRequestHeaders().getFirst("Authorization") + " "
				+ new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
	}

}
