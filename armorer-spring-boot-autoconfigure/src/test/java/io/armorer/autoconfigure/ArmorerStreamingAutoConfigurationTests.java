package io.armorer.autoconfigure;

import io.micrometer.core.instrument.binder.MeterBinder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

import io.armorer.actuate.StreamingMetrics;
import io.armorer.config.InvalidSettingException;
import io.armorer.pattern.streaming.ReactiveToolSse;
import io.armorer.pattern.streaming.StreamCounts;
import io.armorer.pattern.streaming.StreamingSettings;
import io.armorer.pattern.streaming.ToolSse;
import io.armorer.toolbox.Toolbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

class ArmorerStreamingAutoConfigurationTests {

	private static final AutoConfigurations CONFIGURATIONS = AutoConfigurations.of(JacksonAutoConfiguration.class,
			ArmorerSettingsAutoConfiguration.class, ArmorerAutoConfiguration.class,
			ArmorerStreamingAutoConfiguration.class);

	private final WebApplicationContextRunner servlet = new WebApplicationContextRunner()
		.withConfiguration(CONFIGURATIONS);

	private final ReactiveWebApplicationContextRunner reactive = new ReactiveWebApplicationContextRunner()
		.withConfiguration(CONFIGURATIONS);

	@Test
	void aServletApplicationHasTheAdapterOfSpringMvc() {
		this.servlet.run((context) -> assertThat(context).hasSingleBean(ToolSse.class)
			.hasSingleBean(StreamingMetrics.class)
			.doesNotHaveBean(ReactiveToolSse.class));
	}

	@Test
	void aReactiveApplicationHasTheAdapterOfWebFlux() {
		this.reactive.run((context) -> assertThat(context).hasSingleBean(ReactiveToolSse.class)
			.hasSingleBean(StreamingMetrics.class)
			.doesNotHaveBean(ToolSse.class));
	}

	@Test
	void anyOtherApplicationHasNone() {
		new ApplicationContextRunner().withConfiguration(CONFIGURATIONS)
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean(StreamCounts.class)
				.doesNotHaveBean(ToolSse.class)
				.doesNotHaveBean(ReactiveToolSse.class));
	}

	@ParameterizedTest
	@ValueSource(strings = { "armorer.streaming.enabled=false", "armorer.enabled=false" })
	void canBeSwitchedOff(String property) {
		this.servlet.withPropertyValues(property)
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean(ToolSse.class)
				.doesNotHaveBean(StreamCounts.class));
		this.reactive.withPropertyValues(property)
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(ReactiveToolSse.class));
	}

	@Test
	void backsOff() {
		this.servlet
			.withBean("mine", ToolSse.class,
					() -> new ToolSse(mock(Toolbox.class), JsonMapper.shared(), new StreamingSettings(),
							new StreamCounts(), false))
			.run((context) -> assertThat(context).getBean(ToolSse.class).isSameAs(context.getBean("mine")));
		this.reactive
			.withBean("mine", ReactiveToolSse.class,
					() -> new ReactiveToolSse(mock(Toolbox.class), JsonMapper.shared(), new StreamingSettings(),
							new StreamCounts()))
			.run((context) -> assertThat(context).getBean(ReactiveToolSse.class).isSameAs(context.getBean("mine")));
	}

	@Test
	void isNotThereWithoutItsLibraries() {
		this.servlet.withClassLoader(new FilteredClassLoader(SseEmitter.class))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(ToolSse.class));
		this.servlet.withClassLoader(new FilteredClassLoader(MeterBinder.class))
			.run((context) -> assertThat(context).hasSingleBean(ToolSse.class).doesNotHaveBean(StreamingMetrics.class));
		this.servlet.withClassLoader(new FilteredClassLoader(Flux.class))
			.run((context) -> assertThat(context).hasSingleBean(ToolSse.class));
	}

	@Test
	void bindsItsSettings() {
		this.servlet
			.withPropertyValues("armorer.streaming.heartbeat=3s", "armorer.streaming.timeout=0",
					"spring.threads.virtual.enabled=true")
			.run((context) -> {
				StreamingSettings settings = context.getBean(StreamingSettings.class);
				assertThat(settings.getHeartbeat()).hasSeconds(3);
				assertThat(settings.getTimeout()).isZero();
			});
	}

	@ParameterizedTest
	@ValueSource(strings = { "armorer.streaming.heartbeat=0", "armorer.streaming.heartbeat=-1s",
			"armorer.streaming.timeout=-1s" })
	void refusesWhatCantBe(String property) {
		String key = property.substring(0, property.indexOf('='));
		this.servlet.withPropertyValues(property)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOfSatisfying(InvalidSettingException.class, (ex) -> {
					assertThat(ex.key()).isEqualTo(key);
					assertThat(ex).hasMessageContaining(key);
				}));
	}

	@Test
	void isTheSameForAllTools() {
		this.servlet.withPropertyValues("armorer.tools.any.streaming.heartbeat=1s")
			.run((context) -> assertThat(context).getFailure()
				.hasMessageContaining("'armorer.tools.any.streaming.heartbeat' can't differ from tool to tool"));
	}

}
