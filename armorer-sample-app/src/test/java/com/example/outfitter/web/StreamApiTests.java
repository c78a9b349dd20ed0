package com.example.outfitter.web;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.springframework.boot.test.web.server.LocalServerPort;

import com.example.outfitter.OutfitterTest;

import static org.assertj.core.api.Assertions.assertThat;

@OutfitterTest
@Timeout(30)
class StreamApiTests {

	private final HttpClient http = HttpClient.newHttpClient();

	@LocalServerPort
	private int port;

	@Test
	void tellsWhatHappensOnTheWay() throws Exception {
		HttpResponse<String> response = get("stream-data", "{\"query\": \"tent\"}");
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(response.headers().firstValue("Content-Type"))
			.hasValueSatisfying((type) -> assertThat(type).startsWith("text/event-stream"));
		List<String> events = response.body().lines().filter((line) -> line.startsWith("event:")).toList();
		assertThat(events).startsWith("event:started", "event:chunk", "event:progress").endsWith("event:finished");
		assertThat(events.stream().filter("event:chunk"::equals)).hasSize(8);
		assertThat(response.body()).contains("\"outcome\":\"SUCCESS\"");
	}

	@Test
	void callsByGetOnlyWhatReads() throws Exception {
		assertThat(get("increment-counter", "{}").statusCode()).isEqualTo(405);
		assertThat(get("no-such-tool", "{}").statusCode()).isEqualTo(404);
		HttpResponse<String> posted = send(
				HttpRequest.newBuilder(uri("increment-counter")).POST(BodyPublishers.ofString("{\"by\": 2}")));
		assertThat(posted.body()).contains("event:finished").contains("\"outcome\":\"SUCCESS\"");
	}

	private HttpResponse<String> get(String tool, String arguments) throws Exception {
		return send(
				HttpRequest.newBuilder(uri(tool + "?arguments=" + URLEncoder.encode(arguments, StandardCharsets.UTF_8)))
					.GET());
	}

	private URI uri(String path) {
		return URI.create("http://localhost:" + this.port + "/api/stream/" + path);
	}

	private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
		return this.http.send(request.build(), BodyHandlers.ofString());
	}

}
