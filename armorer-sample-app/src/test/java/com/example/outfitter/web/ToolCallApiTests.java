package com.example.outfitter.web;

import java.util.Collections;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;

import com.example.outfitter.OutfitterTest;

import static org.assertj.core.api.Assertions.assertThat;

@OutfitterTest
class ToolCallApiTests {

	@Autowired
	private JsonMapper json;

	@LocalServerPort
	private int port;

	private RestTestClient http;

	@BeforeEach
	void connect() {
		this.http = RestTestClient.bindToServer().baseUrl("http://localhost:" + this.port).build();
	}

	@Test
	void answersAToolMessagePerCallInOrder() {
		JsonNode messages = messages(post("""
				{"role": "assistant", "content": null, "tool_calls": [
				  {"id": "a", "type": "function", "function":
				    {"name": "stream-data", "arguments": "{\\"query\\": \\"tent\\"}"}},
				  {"id": "b", "type": "function", "function": {"name": "no-such-tool", "arguments": "{}"}},
				  {"id": "c", "type": "function", "function":
				    {"name": "query-database", "arguments": "{\\"sql\\": \\"SELECT 1 AS one\\"}"}}]}"""));
		assertThat(messages).hasSize(3);
		assertThat(messages.get(0).propertyNames()).containsExactly("role", "tool_call_id", "name", "content");
		assertThat(messages.get(0).get("role").stringValue()).isEqualTo("tool");
		assertThat(messages.get(0).get("tool_call_id").stringValue()).isEqualTo("a");
		assertThat(content(messages, 0)).isEqualTo(this.json.readTree("{\"complete\": true, \"chunks\": 8}"));
		assertThat(messages.get(1).get("name").stringValue()).isEqualTo("no-such-tool");
		assertThat(messages.get(1).get("content").stringValue()).contains("UNKNOWN_TOOL");
		assertThat(content(messages, 2))
			.isEqualTo(this.json.readTree("{\"columns\": [\"one\"], \"rows\": [[1]], \"truncated\": false}"));
	}

	@Test
	void takesOnlyTheCalls() {
		assertThat(messages(post("[" + call("get-counter", "{}") + "]"))).hasSize(1);
	}

	@Test
	void takesUserAndSessionFromTheHeadersAndNeverFromTheModel() {
		String call = "[" + call("get-user-preferences", "{}") + "]";
		String session = session("grace");
		assertThat(content(messages(post(call, "X-User-Id", "grace", "X-Session-Id", session)), 0).get("language")
			.stringValue()).isEqualTo("fr");
		assertThat(answer(post(call, "X-User-Id", "grace"))).contains("SESSION_REQUIRED");
		assertThat(answer(post(call, "X-User-Id", "ada", "X-Session-Id", session))).contains("SESSION_INVALID");
		String injected = "[" + call("get-user-preferences", "{'session': '" + session + "'}") + "]";
		assertThat(answer(post(injected, "X-User-Id", "ada"))).contains("INVALID_ARGUMENTS").contains("session");
	}

	@Test
	void endsASessionForItsUserOnly() {
		String session = session("grace");
		end(session, "ada").expectStatus().isNotFound();
		end(session, "grace").expectStatus().isNoContent();
		end(session, "grace").expectStatus().isNotFound();
		String call = "[" + call("get-user-preferences", "{}") + "]";
		assertThat(answer(post(call, "X-User-Id", "grace", "X-Session-Id", session))).contains("SESSION_INVALID");
	}

	private RestTestClient.ResponseSpec end(String session, String user) {
		return this.http.delete().uri("/api/sessions/" + session).header("X-User-Id", user).exchange();
	}

	private String session(String user) {
		RestTestClient.ResponseSpec opened = this.http.post().uri("/api/sessions").header("X-User-Id", user).exchange();
		opened.expectStatus().isCreated();
		return this.json.readTree(text(opened)).get("sessionId").stringValue();
	}

	private String answer(RestTestClient.ResponseSpec response) {
		return messages(response).get(0).get("content").stringValue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "http://169.254.169.254/latest", "https://example.com/stock/BOOT-03", "//example.com/x",
			"/../actuator/env", "/stock/../../actuator/env", "/stock/%2e%2e/%2e%2e/actuator", "/stock\\\\..\\\\x",
			"stock/BOOT-03", "/stock/BOOT-03?x=1", "/stock/BOOT-03#x", "@example.com/x", ":8080/stock", "/", "",
			"/stock/BOOT-03\\r\\nHost: x", "file:///etc/passwd" })
	void fetchesFromNoOtherAddress(String endpoint) {
		JsonNode messages = messages(post("[" + call("fetch-from-api", "{'endpoint': '" + endpoint + "'}") + "]"));
		assertThat(messages.get(0).get("content").stringValue()).contains("INVALID_ARGUMENTS");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			nonsense                         | not JSON: line 1
			{"tool_calls": [                 | not JSON: line 1
			{}                               | tool_calls is missing
			{"tool_calls": {}}               | tool_calls must be an array, but is an object
			{"tool_calls": [{"id": "a"}]}    | tool_calls[0].type is missing
			[]                               | the array is empty
			""")
	void namesWhatIsWrongWithABody(String body, String detail) {
		assertThat(problem(post(body), HttpStatus.BAD_REQUEST)).startsWith(detail);
	}

	@Test
	void refusesAnEmptyBody() {
		assertThat(problem(post(""), HttpStatus.BAD_REQUEST)).isEqualTo("not JSON: there is nothing");
	}

	@Test
	void limitsTheNumberOfCalls() {
		String calls = String.join(",", Collections.nCopies(33, call("get-counter", "{}")));
		assertThat(problem(post("[" + calls + "]"), HttpStatus.BAD_REQUEST))
			.isEqualTo("tool_calls has 33 calls, but may have 32");
	}

	@Test
	void limitsTheSizeOfABody() {
		assertThat(problem(post("[\"" + "x".repeat(300_000) + "\"]"), HttpStatus.CONTENT_TOO_LARGE))
			.isEqualTo("The body may have 256 KiB");
	}

	@Test
	void limitsTheLengthOfAnId() {
		assertThat(problem(post("[" + call("get-counter", "{}") + "]", "X-User-Id", "x".repeat(129)),
				HttpStatus.BAD_REQUEST))
			.isEqualTo("X-User-Id must have 1 to 128 characters");
	}

	@Test
	void takesOnlyJson() {
		assertThat(
				problem(this.http.post().uri("/api/tool-calls").contentType(MediaType.TEXT_PLAIN).body("[]").exchange(),
						HttpStatus.UNSUPPORTED_MEDIA_TYPE))
			.contains("text/plain");
	}

	@Test
	void takesOnlyPosts() {
		assertThat(problem(this.http.get().uri("/api/tool-calls").exchange(), HttpStatus.METHOD_NOT_ALLOWED))
			.contains("GET");
		assertThat(problem(this.http.get().uri("/api/nothing").exchange(), HttpStatus.NOT_FOUND)).isNotEmpty();
	}

	@Test
	void listsTheToolsAsARequestHasThem() {
		JsonNode tools = this.json.readTree(body(this.http.get().uri("/api/tools").exchange())).get("tools");
		assertThat(tools.valueStream().map((tool) -> tool.at("/function/name").stringValue())).containsExactly(
				"authenticate", "fetch-from-api", "fetch-from-cache", "fetch-user-data", "get-counter", "get-data",
				"get-user-preferences", "increment-counter", "openai-completion", "process-large-transaction",
				"process-medium-transaction", "process-small-transaction", "process-transaction", "query-database",
				"set-counter", "stream-data");
		assertThat(tools.valueStream()).allSatisfy((tool) -> {
			assertThat(tool.get("type").stringValue()).isEqualTo("function");
			assertThat(tool.at("/function/description").stringValue()).isNotBlank();
			assertThat(tool.at("/function/parameters/type").stringValue()).isEqualTo("object");
		});
	}

	@Test
	void showsTheToolsToAnOperator() {
		assertThat(body(this.http.get().uri("/actuator/armorer").exchange())).contains("fetch-from-api");
	}

	@Test
	void welcomesABrowser() {
		assertThat(body(this.http.get().uri("/").accept(MediaType.TEXT_HTML).exchange()))
			.contains("href=\"actuator/armorer\"");
	}

	@Test
	void turnsTheSwitchOfTheUpstream() {
		assertThat(mode("hang")).isEqualTo("{\"mode\":\"HANG\"}");
		assertThat(mode("OK")).isEqualTo("{\"mode\":\"OK\"}");
		assertThat(problem(this.http.post().uri("/upstream/mode").body(Map.of("mode", "burn")).exchange(),
				HttpStatus.BAD_REQUEST))
			.isEqualTo("mode must be OK, FAIL, FLAKY or HANG");
	}

	private String mode(String mode) {
		return body(this.http.post().uri("/upstream/mode").body(Map.of("mode", mode)).exchange());
	}

	private RestTestClient.ResponseSpec post(String body, String... header) {
		RestTestClient.RequestBodySpec request = this.http.post()
			.uri("/api/tool-calls")
			.contentType(MediaType.APPLICATION_JSON);
		for (int i = 0; i < header.length; i += 2) {
			request.header(header[i], header[i + 1]);
		}
		return request.body(body).exchange();
	}

	private JsonNode messages(RestTestClient.ResponseSpec response) {
		return this.json.readTree(body(response)).get("messages");
	}

	private JsonNode content(JsonNode messages, int index) {
		return this.json.readTree(messages.get(index).get("content").stringValue());
	}

	private String problem(RestTestClient.ResponseSpec response, HttpStatus status) {
		response.expectStatus().isEqualTo(status).expectHeader().contentType(MediaType.APPLICATION_PROBLEM_JSON);
		JsonNode problem = this.json.readTree(text(response));
		assertThat(problem.get("status").intValue()).isEqualTo(status.value());
		assertThat(problem.propertyNames()).isSubsetOf(List.of("type", "title", "status", "detail", "instance"));
		return problem.get("detail").stringValue();
	}

	private static String body(RestTestClient.ResponseSpec response) {
		response.expectStatus().isOk();
		return text(response);
	}

	private static String text(RestTestClient.ResponseSpec response) {
		return String.valueOf(response.expectBody(String.class).returnResult().getResponseBody());
	}

	private static String call(String name, String arguments) {
		return """
				{"id": "call_1", "type": "function", "function": {"name": "%s", "arguments": "%s"}}""".formatted(name,
				arguments.replace("\\", "\\\\").replace("'", "\\\""));
	}

}
