package io.armorer.readme;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.publisher.Flux;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import org.springframework.stereotype.Service;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

import io.armorer.pattern.streaming.ReactiveToolSse;
import io.armorer.pattern.streaming.StreamCounts;
import io.armorer.pattern.streaming.StreamingSettings;
import io.armorer.pattern.streaming.ToolSse;
import io.armorer.tool.ArmorerTool;
import io.armorer.tool.ToolCall;
import io.armorer.tool.ToolContext;
import io.armorer.toolbox.Toolbox;

import static org.assertj.core.api.Assertions.assertThat;

/** The README's section on streaming does what it says. */
@Timeout(60)
class StreamingReadmeTests {

	private static ConfigurableApplicationContext application;

	@BeforeAll
	static void start() {
		application = new SpringApplicationBuilder(ReadmeApplication.class).web(WebApplicationType.SERVLET)
			.properties("server.port=0", "spring.main.banner-mode=off", "logging.level.root=error",
					"armorer.streaming.heartbeat=15s", "armorer.streaming.timeout=10m",
					"armorer.execution.stream-buffer=256")
			.run();
	}

	@AfterAll
	static void stop() {
		application.close();
	}

	@Test
	void clientSeesWhatTheSectionSays() throws Exception {
		HttpResponse<String> response = post(null);
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(response.body()
			.replaceAll("\"callId\":\"[^\"]+\"", "\"callId\":\"…\"")
			.replaceAll("\"durationMs\":\\d+", "\"durationMs\":12")).isEqualTo("""
					id:0
					event:started
					data:{"callId":"…","tool":"search-logs"}

					id:1
					event:progress
					data:{"callId":"…","tool":"search-logs","percent":50.0,"message":"half of the files"}

					id:2
					event:chunk
					data:{"callId":"…","tool":"search-logs","index":0,"chunk":"error in line 7"}

					id:3
					event:finished
					data:{"callId":"…","tool":"search-logs","outcome":"SUCCESS","durationMs":12,"content":"1 line"}

					""");
	}

	@Test
	void reconnectionIsRefused() throws Exception {
		assertThat(post("2").statusCode()).isEqualTo(204);
	}

	@Test
	void theControllerOfWebFluxStreamsTheSame() {
		ReactiveToolSse sse = new ReactiveToolSse(application.getBean(Toolbox.class), JsonMapper.shared(),
				new StreamingSettings(), new StreamCounts());
		assertThat(new ReactiveLogsController(sse)
			.stream("search-logs", "{\"text\": \"error\"}",
					MockServerWebExchange.from(MockServerHttpRequest.post("/api/stream/search-logs")))
			.mapNotNull(ServerSentEvent::event)
			.collectList()
			.block()).containsExactly("started", "progress", "chunk", "finished");
	}

	private static HttpResponse<String> post(String lastEventId) throws Exception {
		String port = application.getEnvironment().getRequiredProperty("local.server.port");
		HttpRequest.Builder request = HttpRequest
			.newBuilder(URI.create("http://localhost:" + port + "/api/stream/search-logs"))
			.header("Content-Type", "application/json")
			.POST(BodyPublishers.ofString("{\"text\": \"error\"}"));
		if (lastEventId != null) {
			request.header("Last-Event-ID", lastEventId);
		}
		return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
	}

	@SpringBootConfiguration
	@EnableAutoConfiguration
	@Import({ LogTools.class, LogsController.class })
	static class ReadmeApplication {

	}

}

// tag::streaming[]
@Service
class LogTools {

	@ArmorerTool(description = "Searches the logs for a text")
	String searchLogs(String text, ToolContext context) {
		context.progress(50, "half of the files");
		context.emit(text + " in line 7");
		return "1 line";
	}

}

@RestController
class LogsController {

	private final ToolSse sse;

	LogsController(ToolSse sse) {
		this.sse = sse;
	}

	@PostMapping("/api/stream/{tool}")
	SseEmitter stream(@PathVariable String tool, @RequestBody String arguments) {
		return this.sse.emitter(ToolCall.json(null, tool, arguments), ToolContext.empty());
	}

}
// end::streaming[]

// tag::webflux[]
@RestController
class ReactiveLogsController {

	private final ReactiveToolSse sse;

	ReactiveLogsController(ReactiveToolSse sse) {
		this.sse = sse;
	}

	@PostMapping("/api/stream/{tool}")
	Flux<ServerSentEvent<String>> stream(@PathVariable String tool, @RequestBody String arguments,
			ServerWebExchange exchange) {
		return this.sse.events(ToolCall.json(null, tool, arguments), ToolContext.empty(), exchange);
	}

}
// end::webflux[]
