package io.armorer.autoconfigure;

import io.micrometer.core.instrument.binder.MeterBinder;
import reactor.core.publisher.Flux;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.thread.Threading;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

import io.armorer.actuate.StreamingMetrics;
import io.armorer.pattern.streaming.ReactiveToolSse;
import io.armorer.pattern.streaming.StreamCounts;
import io.armorer.pattern.streaming.StreamingSettings;
import io.armorer.pattern.streaming.ToolSse;
import io.armorer.toolbox.Toolbox;

/**
 * Auto-configuration of what makes server-sent events of calls: for Spring MVC in a
 * servlet application, for WebFlux in a reactive one.
 */
@AutoConfiguration(after = ArmorerAutoConfiguration.class)
@ConditionalOnBooleanProperty(name = { "armorer.enabled", "armorer.streaming.enabled" }, matchIfMissing = true)
@ConditionalOnWebApplication
@ConditionalOnBean(Toolbox.class)
@EnableConfigurationProperties(StreamingSettings.class)
public final class ArmorerStreamingAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	StreamCounts armorerStreamCounts() {
		return new StreamCounts();
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(SseEmitter.class)
	@ConditionalOnWebApplication(type = Type.SERVLET)
	static class ServletConfiguration {

		@Bean
		@ConditionalOnMissingBean
		ToolSse armorerToolSse(Toolbox toolbox, ObjectProvider<JsonMapper> mapper, StreamingSettings settings,
				StreamCounts counts, Environment environment) {
			return new ToolSse(toolbox, mapper.getIfAvailable(JsonMapper::shared), settings, counts,
					Threading.VIRTUAL.isActive(environment));
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass({ ServerSentEvent.class, ServerWebExchange.class, Flux.class })
	@ConditionalOnWebApplication(type = Type.REACTIVE)
	static class ReactiveConfiguration {

		@Bean
		@ConditionalOnMissingBean
		ReactiveToolSse armorerReactiveToolSse(Toolbox toolbox, ObjectProvider<JsonMapper> mapper,
				StreamingSettings settings, StreamCounts counts) {
			return new ReactiveToolSse(toolbox, mapper.getIfAvailable(JsonMapper::shared), settings, counts);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(MeterBinder.class)
	static class MetricsConfiguration {

		@Bean
		@ConditionalOnMissingBean
		StreamingMetrics armorerStreamingMetrics(StreamCounts counts) {
			return new StreamingMetrics(counts);
		}

	}

}
