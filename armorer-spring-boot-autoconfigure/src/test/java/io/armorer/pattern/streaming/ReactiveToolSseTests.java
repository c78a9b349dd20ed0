package io.armorer.pattern.streaming;

import java.util.HashMap;
import java.util.Map;

import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.http.client.ReactorResourceFactory;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;

import io.armorer.middleware.ToolMiddleware;
import io.armorer.pattern.streaming.StreamedTools.Witness;
import io.armorer.tool.ToolArguments;
import io.armorer.tool.ToolCall;
import io.armorer.tool.ToolContext;

import static org.assertj.core.api.Assertions.assertThat;

/** Spring WebFlux on Reactor Netty. */
class ReactiveToolSseTests extends ToolSseContract {

	@Override
	ConfigurableApplicationContext run(String... arguments) {
		return new SpringApplicationBuilder(ReactiveApplication.class).web(WebApplicationType.REACTIVE)
			.properties("server.port=0", "spring.main.banner-mode=off", "logging.level.root=error",
					"spring.jackson.serialization.indent-output=true", "armorer.bulkhead.max-concurrent=1000",
					"server.shutdown=immediate")
			.run(arguments);
	}

	@Test
	void settlesWhetherTheServerTakesAClientThatHalfClosesForGoneOrNot() throws Exception {
		try (RawClient client = new RawClient(this.port, "/stream/begun")) {
			client.readUntil("\"first\"");
			client.halfClose();
			this.tools.go.countDown();
			assertThat(poll(this.tools.finished)).isIn("begun SUCCESS", "begun CANCELLED");
		}
	}

	@SpringBootConfiguration
	@EnableAutoConfiguration
	@Import({ StreamedTools.class, Witness.class, StreamController.class })
	static class ReactiveApplication {

		@Bean
		ReactorResourceFactory threads() {
			// or else the first application that is closed takes the threads of the
			// others along
			ReactorResourceFactory threads = new ReactorResourceFactory();
			threads.setUseGlobalResources(false);
			return threads;
		}

		@Bean
		NettyReactiveWebServerFactory server(ReactorResourceFactory threads) {
			NettyReactiveWebServerFactory server = new NettyReactiveWebServerFactory(0);
			server.setResourceFactory(threads);
			return server;
		}

		@Bean
		ToolMiddleware notes() {
			return StreamedTools.notes();
		}

	}

	@RestController
	static class StreamController {

		private final ReactiveToolSse sse;

		StreamController(ReactiveToolSse sse) {
			this.sse = sse;
		}

		@GetMapping("/stream/{tool}")
		Flux<ServerSentEvent<String>> stream(@PathVariable String tool, @RequestParam Map<String, String> parameters,
				ServerWebExchange exchange) {
			Map<String, Object> arguments = new HashMap<>(parameters);
			String id = (String) arguments.remove("id");
			arguments.computeIfPresent("count", (name, count) -> Integer.valueOf((String) count));
			return this.sse.events(new ToolCall(id, tool, new ToolArguments.Values(arguments)),
					ToolContext.ofUser("ada"), exchange);
		}

	}

}
