package io.armorer.pattern.streaming;

import java.util.HashMap;
import java.util.Map;

import org.junit.jupiter.api.Test;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

import io.armorer.middleware.ToolMiddleware;
import io.armorer.pattern.streaming.StreamedTools.Witness;
import io.armorer.tool.ToolArguments;
import io.armorer.tool.ToolCall;
import io.armorer.tool.ToolContext;

import static org.assertj.core.api.Assertions.assertThat;

/** Spring MVC on Tomcat. */
class ToolSseTests extends ToolSseContract {

	@Override
	ConfigurableApplicationContext run(String... arguments) {
		return new SpringApplicationBuilder(ServletApplication.class).web(WebApplicationType.SERVLET)
			.properties("server.port=0", "spring.main.banner-mode=off", "logging.level.root=error",
					"spring.jackson.serialization.indent-output=true", "armorer.bulkhead.max-concurrent=1000",
					"server.shutdown=immediate")
			.run(arguments);
	}

	@Test
	void goesOnForAClientThatOnlyListens() throws Exception {
		try (RawClient client = new RawClient(this.port, "/stream/begun")) {
			client.readUntil("\"first\"");
			client.halfClose();
			client.readUntil(":heartbeat");
			this.tools.go.countDown();
			client.readUntil("\"outcome\":\"SUCCESS\"");
		}
	}

	@Test
	void makesNoCallForAnEmitterThatIsNotReturned() throws Exception {
		assertThat(get("/dropped").body()).isEqualTo("nothing");
		assertThat(this.tools.calls).hasValue(0);
	}

	@Test
	void givesAClientUpThatTakesNothingForAsLongAsTheContainerAllows() throws Exception {
		try (ConfigurableApplicationContext strict = run("--server.tomcat.connection-timeout=300ms")) {
			Witness tools = strict.getBean(Witness.class);
			try (RawClient client = new RawClient(port(strict), "/stream/flood")) {
				client.readOneByte();
				assertThat(poll(tools.left)).isEqualTo("flood true");
				assertThat(poll(tools.finished)).isEqualTo("flood CANCELLED");
			}
		}
	}

	@SpringBootConfiguration
	@EnableAutoConfiguration
	@Import({ StreamedTools.class, Witness.class, StreamController.class })
	static class ServletApplication {

		@Bean
		ToolMiddleware notes() {
			return StreamedTools.notes();
		}

	}

	@RestController
	static class StreamController {

		private final ToolSse sse;

		StreamController(ToolSse sse) {
			this.sse = sse;
		}

		@GetMapping("/stream/{tool}")
		SseEmitter stream(@PathVariable String tool, @RequestParam Map<String, String> parameters) {
			Map<String, Object> arguments = new HashMap<>(parameters);
			String id = (String) arguments.remove("id");
			arguments.computeIfPresent("count", (name, count) -> Integer.valueOf((String) count));
			return this.sse.emitter(new ToolCall(id, tool, new ToolArguments.Values(arguments)),
					ToolContext.ofUser("ada"));
		}

		@GetMapping("/dropped")
		String dropped() {
			this.sse.emitter(ToolCall.of("telling"), ToolContext.empty());
			return "nothing";
		}

	}

}
