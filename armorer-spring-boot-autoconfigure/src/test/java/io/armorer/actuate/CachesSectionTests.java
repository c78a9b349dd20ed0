package io.armorer.actuate;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import io.armorer.actuate.CachesSection.CacheDescriptor;
import io.armorer.actuate.CachesSection.CacheList;
import io.armorer.actuate.CachesSection.CachesSummary;
import io.armorer.actuate.DedupSection.DedupDescriptor;
import io.armorer.actuate.DedupSection.DedupList;
import io.armorer.actuate.DedupSection.DedupSummary;
import io.armorer.autoconfigure.ArmorerAutoConfiguration;
import io.armorer.autoconfigure.ArmorerCacheAutoConfiguration;
import io.armorer.autoconfigure.ArmorerDedupAutoConfiguration;
import io.armorer.tool.Effect;
import io.armorer.tool.Tool;
import io.armorer.tool.ToolCall;
import io.armorer.tool.ToolContext;
import io.armorer.toolbox.Toolbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** The sections of caches and of what is in flight. */
@Timeout(60)
class CachesSectionTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(JacksonAutoConfiguration.class, ArmorerAutoConfiguration.class,
				ArmorerDedupAutoConfiguration.class, ArmorerCacheAutoConfiguration.class))
		.withPropertyValues("armorer.cache.ttl=10m")
		.withBean("search", Tool.class,
				() -> Tool.builder("search").effect(Effect.READ).build((input, context) -> "found"))
		.withBean("order", Tool.class, () -> Tool.builder("order").build((input, context) -> "ordered"));

	private final SectionRequest request = SectionRequest.of(Map.of(), false);

	@Test
	void cachesAreShownAndCleared() {
		this.runner.run((context) -> {
			CachesSection section = context.getBean(CachesSection.class);
			Toolbox toolbox = context.getBean(Toolbox.class);
			for (int i = 0; i < 3; i++) {
				toolbox.execute(ToolCall.of("search"), ToolContext.ofUser("ann"));
			}
			CacheDescriptor cache = new CacheDescriptor("search", "user", 600_000, 2, 1, 0L, 1L);
			assertThat(((CacheList) section.list(this.request)).caches()).containsExactly(cache);
			assertThat(section.detail("search", this.request)).isEqualTo(cache);
			assertThat(section.detail("order", this.request)).isNull();
			assertThat(section.summary(false)).isEqualTo(new CachesSummary(1, 2, 1));
			assertThat(section.delete("search", this.request)).isTrue();
			assertThat(section.delete("order", this.request)).isFalse();
			assertThat(((CacheList) section.list(this.request)).caches().get(0).size()).isZero();
			toolbox.execute(ToolCall.of("search"), ToolContext.ofUser("ann"));
			assertThat(((CacheList) section.list(this.request)).caches().get(0).misses()).isEqualTo(2);
		});
	}

	@Test
	void deduplicationIsShownAndCanNotBeChanged() {
		this.runner.run((context) -> {
			DedupSection section = context.getBean(DedupSection.class);
			DedupDescriptor tool = new DedupDescriptor("search", "user", 0, 0);
			assertThat(((DedupList) section.list(this.request)).tools()).containsExactly(tool);
			assertThat(section.detail("search", this.request)).isEqualTo(tool);
			assertThat(section.detail("order", this.request)).isNull();
			assertThat(section.summary(false)).isEqualTo(new DedupSummary(1, 0, 0));
			assertThatExceptionOfType(EndpointProblemException.class)
				.isThrownBy(() -> section.delete("search", this.request));
		});
	}

}
