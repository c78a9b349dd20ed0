package io.armorer.autoconfigure;

import java.math.BigDecimal;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import ch.qos.logback.classic.Level;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.simple.SimpleMetricsExportAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.NestedExceptionUtils;

import io.armorer.actuate.EndpointProblemException;
import io.armorer.actuate.QuotaMetrics;
import io.armorer.actuate.QuotasSection;
import io.armorer.actuate.SectionRequest;
import io.armorer.config.InvalidSettingException;
import io.armorer.event.QuotaExceeded;
import io.armorer.event.QuotaThresholdReached;
import io.armorer.pattern.quota.QuotaManager;
import io.armorer.pattern.quota.QuotaMiddleware;
import io.armorer.pattern.quota.QuotaSettings;
import io.armorer.pattern.quota.QuotaUsage;
import io.armorer.pattern.quota.ToolQuotas;
import io.armorer.store.StoreGuard;
import io.armorer.testing.CapturedLog;
import io.armorer.testing.FailingStores;
import io.armorer.testing.MovableTime;
import io.armorer.testing.RecordedEvents;
import io.armorer.tool.Effect;
import io.armorer.tool.ErrorCode;
import io.armorer.tool.TimeSource;
import io.armorer.tool.Tool;
import io.armorer.tool.ToolCall;
import io.armorer.tool.ToolContext;
import io.armorer.tool.ToolResult;
import io.armorer.toolbox.Toolbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class ArmorerQuotaAutoConfigurationTests {

	private static final ToolContext ANN = ToolContext.ofUser("ann");

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(JacksonAutoConfiguration.class, ArmorerAutoConfiguration.class,
				ArmorerStoreAutoConfiguration.class, ArmorerCostAutoConfiguration.class,
				ArmorerQuotaAutoConfiguration.class))
		.withBean("search", Tool.class,
				() -> Tool.builder("search").effect(Effect.READ).build((input, context) -> "found"))
		.withBean("add", Tool.class, () -> Tool.builder("add").build((input, context) -> 3));

	@Test
	void chargesAUsersQuotaWithWhatCallsCost() {
		this.runner
			.withPropertyValues("armorer.quota.default-limit=1", "armorer.tools.search.cost.per-call=0.4",
					"armorer.tools.add.quota.enabled=false")
			.run((context) -> {
				Toolbox toolbox = context.getBean(Toolbox.class);
				assertThat(toolbox.execute(ToolCall.of("search"), ANN).isSuccess()).isTrue();
				assertThat(toolbox.execute(ToolCall.of("search"), ANN).isSuccess()).isTrue();
				ToolResult refused = toolbox.execute(ToolCall.of("search"), ANN);
				assertThat(refused.error()).matches((error) -> error.is(ErrorCode.QUOTA_EXCEEDED));
				assertThat(refused.content()).contains("0.8 used, 0.2 remaining, while it may need 0.4.");
				assertThat(toolbox.execute(ToolCall.of("search"), ToolContext.ofUser("bob")).isSuccess()).isTrue();
				assertThat(toolbox.execute(ToolCall.of("search")).error())
					.matches((error) -> error.is(ErrorCode.USER_REQUIRED));
				assertThat(toolbox.execute(ToolCall.of("add")).isSuccess()).isTrue();
				assertThat(context.getBean(QuotaManager.class).usage("ann").used()).isEqualTo("0.8");
			});
	}

	@Test
	void nothingIsLimitedUnlessSet() {
		this.runner.run((context) -> {
			assertThat(context).hasNotFailed();
			assertThat(context.getBean(ToolQuotas.class).all()).isEmpty();
			assertThat(context.getBean(Toolbox.class).execute(ToolCall.of("search")).isSuccess()).isTrue();
		});
	}

	@Test
	void canBeSwitchedOff() {
		this.runner.withPropertyValues("armorer.quota.enabled=false", "armorer.quota.default-limit=1")
			.run((context) -> assertThat(context).doesNotHaveBean(QuotaMiddleware.class)
				.doesNotHaveBean(QuotaManager.class)
				.doesNotHaveBean(QuotaMetrics.class)
				.doesNotHaveBean(QuotasSection.class));
		this.runner.withPropertyValues("armorer.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(QuotaMiddleware.class));
	}

	@Test
	void backsOffForTheUsersOwn() {
		this.runner.withPropertyValues("armorer.quota.default-limit=1").run((context) -> {
			QuotaManager own = context.getBean(QuotaManager.class);
			this.runner.withBean("ownQuotas", QuotaManager.class, () -> own)
				.run((other) -> assertThat(other).hasSingleBean(QuotaManager.class).hasBean("ownQuotas"));
		});
	}

	@ParameterizedTest
	@CsvSource({ "armorer.quota.default-limit=-1,armorer.quota.default-limit",
			"armorer.quota.window=day,armorer.quota.window",
			"armorer.tools.search.quota.estimate=1,armorer.tools.search.quota.estimate",
			"armorer.tools.search.quota.window=day,armorer.tools.search.quota.window",
			"armorer.quota.users.ann.smith.limit=1,armorer.quota.users.ann.smith.limit" })
	void settingThatCanNotBeStopsTheStartUp(String property, String key) {
		this.runner.withConfiguration(AutoConfigurations.of(ArmorerSettingsAutoConfiguration.class))
			.withPropertyValues(property)
			.run((context) -> assertThat(NestedExceptionUtils.getMostSpecificCause(context.getStartupFailure()))
				.isInstanceOfSatisfying(InvalidSettingException.class, (ex) -> assertThat(ex.key()).isEqualTo(key)));
	}

	@Test
	void moneyNeedsTheCostPattern() {
		ApplicationContextRunner without = this.runner.withPropertyValues("armorer.quota.default-limit=1",
				"armorer.cost.enabled=false");
		without.run((context) -> assertThat(context).getFailure()
			.rootCause()
			.isInstanceOfSatisfying(InvalidSettingException.class, (ex) -> {
				assertThat(ex.key()).isEqualTo("armorer.cost.enabled");
				assertThat(ex.action()).contains("armorer.quota.unit=calls");
			}));
		without.withPropertyValues("armorer.quota.unit=calls").run((context) -> assertThat(context).hasNotFailed());
		this.runner.withPropertyValues("armorer.cost.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed());
	}

	@Test
	void quotaIsInTheCurrencyOfTheCosts() {
		this.runner
			.withPropertyValues("armorer.quota.default-limit=1", "armorer.cost.currency=EUR",
					"armorer.cost.per-call=0.01")
			.run((context) -> {
				context.getBean(Toolbox.class).execute(ToolCall.of("search"), ANN);
				QuotaUsage usage = context.getBean(QuotaManager.class).usage("ann");
				assertThat(usage.unit()).isEqualTo("EUR");
				assertThat(usage.used()).isEqualTo("0.01");
			});
	}

	@Test
	void warnsOfAQuotaThatLimitsNothing() {
		assertThat(warnings("armorer.quota.default-limit=1")).contains("no tool has a price or an estimate");
		assertThat(warnings("armorer.quota.enabled=true", "armorer.quota.unit=calls"))
			.contains("Quotas are switched on, but no limit is set");
		assertThat(warnings("armorer.quota.default-limit=1", "armorer.tools.search.cost.per-call=1")).isEmpty();
		assertThat(warnings("armorer.quota.default-limit=1", "armorer.quota.estimate=1")).isEmpty();
		assertThat(warnings("armorer.quota.default-limit=1", "armorer.quota.unit=calls")).isEmpty();
		assertThat(warnings()).isEmpty();
	}

	private String warnings(String... properties) {
		try (CapturedLog log = new CapturedLog(QuotaCheck.class.getName(), Level.WARN)) {
			this.runner.withPropertyValues(properties).run((context) -> assertThat(context).hasNotFailed());
			return log.text();
		}
	}

	@Test
	void calledOffFurtherInAndAnsweredFromTheCache() {
		this.runner
			.withConfiguration(
					AutoConfigurations.of(ArmorerCacheAutoConfiguration.class, ArmorerRateLimitAutoConfiguration.class))
			.withPropertyValues("armorer.quota.default-limit=10", "armorer.quota.unit=calls",
					"armorer.tools.search.cache.ttl=1h", "armorer.tools.add.ratelimit.limit=1")
			.run((context) -> {
				Toolbox toolbox = context.getBean(Toolbox.class);
				QuotaManager quotas = context.getBean(QuotaManager.class);
				toolbox.execute(ToolCall.of("search"), ANN);
				toolbox.execute(ToolCall.of("search"), ANN);
				assertThat(quotas.usage("ann").used()).as("a hit is a call").isEqualTo("2");
				toolbox.execute(ToolCall.of("add"), ANN);
				assertThat(toolbox.execute(ToolCall.of("add"), ANN).error())
					.matches((error) -> error.is(ErrorCode.RATE_LIMITED));
				assertThat(quotas.usage("ann").used()).as("a refused call is none").isEqualTo("3");
			});
		this.runner.withConfiguration(AutoConfigurations.of(ArmorerCacheAutoConfiguration.class))
			.withPropertyValues("armorer.quota.default-limit=10", "armorer.quota.estimate=2",
					"armorer.tools.search.cache.ttl=1h")
			.run((context) -> {
				Toolbox toolbox = context.getBean(Toolbox.class);
				toolbox.execute(ToolCall.of("search"), ANN);
				toolbox.execute(ToolCall.of("search"), ANN);
				assertThat(context.getBean(QuotaManager.class).usage("ann").used()).as("a hit costs nothing")
					.isEqualTo("2");
			});
	}

	@Test
	void publishesEvents() {
		RecordedEvents events = new RecordedEvents();
		this.runner.withBean(RecordedEvents.class, () -> events)
			.withPropertyValues("armorer.quota.default-limit=2", "armorer.quota.unit=calls")
			.run((context) -> {
				for (int i = 0; i < 4; i++) {
					context.getBean(Toolbox.class).execute(ToolCall.of("search"), ANN);
				}
				assertThat(events.of(QuotaThresholdReached.class)).hasSize(1);
				assertThat(events.of(QuotaExceeded.class)).hasSize(2)
					.allSatisfy((event) -> assertThat(event.callId()).isNotEmpty());
			});
	}

	@Test
	void metersComeAndGoWithTheToolAndNameNoUser() {
		this.runner
			.withConfiguration(AutoConfigurations.of(MetricsAutoConfiguration.class,
					SimpleMetricsExportAutoConfiguration.class, CompositeMeterRegistryAutoConfiguration.class))
			.withPropertyValues("armorer.quota.default-limit=1", "armorer.cost.per-call=0.4")
			.run((context) -> {
				MeterRegistry registry = context.getBean(MeterRegistry.class);
				Toolbox toolbox = context.getBean(Toolbox.class);
				for (int i = 0; i < 5; i++) {
					toolbox.execute(ToolCall.of("search"), ANN);
				}
				assertThat(registry.get(QuotaMetrics.DENIED).tag("tool", "search").functionCounter().count())
					.isEqualTo(3);
				assertThat(
						registry.get(QuotaMetrics.USED).tags("tool", "search", "unit", "USD").functionCounter().count())
					.isEqualTo(0.8);
				assertThat(registry.get(QuotaMetrics.LIMIT).tag("unit", "USD").gauge().value()).isEqualTo(1);
				assertThat(registry.get(QuotaMetrics.UNSETTLED).gauge().value()).isZero();
				assertThat(registry.getMeters()).map(Meter::getId)
					.filteredOn((id) -> id.getName().startsWith("armorer.quota"))
					.allSatisfy((id) -> assertThat(id.getTags()).noneMatch((tag) -> tag.getValue().contains("ann")));
				toolbox.unregister("search");
				assertThat(registry.find(QuotaMetrics.DENIED).tag("tool", "search").functionCounter()).isNull();
				assertThat(registry.find(QuotaMetrics.USED).tag("tool", "search").functionCounter()).isNull();
				assertThat(registry.find(QuotaMetrics.USED).tag("tool", "add").functionCounter()).isNotNull();
			});
	}

	@Test
	void endpointShowsQuotasAndLetsAnOperatorStepIn() {
		this.runner.withBean(MovableTime.class)
			.withPropertyValues("armorer.quota.default-limit=2", "armorer.quota.unit=calls", "armorer.quota.window=day")
			.run((context) -> {
				Toolbox toolbox = context.getBean(Toolbox.class);
				QuotasSection section = context.getBean(QuotasSection.class);
				for (int i = 0; i < 3; i++) {
					toolbox.execute(ToolCall.of("search"), ANN);
				}
				toolbox.execute(ToolCall.of("search"), ToolContext.ofUser("bob"));
				assertThat(section.id()).isEqualTo("quotas");
				assertThat(section.summary(false)).hasFieldOrPropertyWithValue("denied", 1L)
					.hasFieldOrPropertyWithValue("tools", 2)
					.hasFieldOrPropertyWithValue("window", "day")
					.hasFieldOrPropertyWithValue("active", true);
				assertThat(section.aboutTool("search")).containsEntry("quotaDenied", 1L);
				assertThat(section.aboutTool("nothing")).isEmpty();
				QuotasSection.QuotaList first = (QuotasSection.QuotaList) section.list(request("limit", "1"));
				assertThat(first.quotas()).extracting(QuotaUsage::user).containsExactly("ann");
				QuotasSection.QuotaList second = (QuotasSection.QuotaList) section
					.list(request("limit", "1", "after", first.next()));
				assertThat(second.quotas()).extracting(QuotaUsage::user).containsExactly("bob");
				assertThat(second.next()).isNull();
				assertThat(section.detail("ann", request())).hasFieldOrPropertyWithValue("used", new BigDecimal("2"))
					.hasFieldOrPropertyWithValue("remaining", BigDecimal.ZERO);
				assertThat(section.write("ann", request("limit", "3"))).hasFieldOrPropertyWithValue("remaining",
						BigDecimal.ONE);
				assertThat(toolbox.execute(ToolCall.of("search"), ANN).isSuccess()).isTrue();
				assertThat(section.write("ann", request("limit", "default", "reset", "true")))
					.hasFieldOrPropertyWithValue("byOperator", false)
					.hasFieldOrPropertyWithValue("remaining", new BigDecimal("2"));
				toolbox.execute(ToolCall.of("search"), ANN);
				assertThat(section.delete("ann", request())).isTrue();
				assertThat(section.delete("nobody", request())).isFalse();
				assertThat(section.detail("ann", request())).hasFieldOrPropertyWithValue("used", BigDecimal.ZERO);
			});
	}

	@Test
	void endpointRefusesWhatCanNotBe() {
		this.runner.withPropertyValues("armorer.quota.users.ann.limit=2").run((context) -> {
			QuotasSection section = context.getBean(QuotasSection.class);
			for (String limit : List.of("-1", "much", "1e30", "0.00000000001")) {
				assertProblem(section, 400, "limit", limit);
			}
			assertProblem(section, 400);
			assertProblem(section, 400, "reset", "perhaps");
			assertProblem(section, 400, "lmit", "1");
			assertThat(section.detail("nobody", request())).as("without a limit, and never heard of").isNull();
			assertThat(section.detail("ann", request())).isNotNull();
		});
		this.runner.run((context) -> assertProblem(context.getBean(QuotasSection.class), 409, "limit", "1"));
	}

	@Test
	void endpointTellsNothingOfWhatABackendThrows() {
		FailingStores own = FailingStores.inMemory(TimeSource.system());
		QuotaSettings settings = new QuotaSettings();
		settings.setDefaultLimit(BigDecimal.ONE);
		QuotaManager quotas = new QuotaManager(settings, Currency.getInstance("USD"), own,
				new StoreGuard("quota", TimeSource.system()), TimeSource.system());
		QuotasSection section = new QuotasSection(quotas, new ToolQuotas(quotas));
		own.failWith(new IllegalStateException("password=hunter3"));
		assertThatIllegalStateException().isThrownBy(() -> section.write("ann", request("limit", "1")));
	}

	private static void assertProblem(QuotasSection section, int status, String... parameters) {
		assertThatExceptionOfType(EndpointProblemException.class)
			.isThrownBy(() -> section.write("ann", request(parameters)))
			.satisfies((ex) -> assertThat(ex.problem().status()).isEqualTo(status));
	}

	private static SectionRequest request(String... pairs) {
		Map<String, String> parameters = new LinkedHashMap<>();
		for (int i = 0; i < pairs.length; i += 2) {
			parameters.put(pairs[i], pairs[i + 1]);
		}
		return SectionRequest.of(parameters, false);
	}

	@Test
	void needsNeitherMicrometerNorTheActuator() {
		this.runner.withClassLoader(new FilteredClassLoader(MeterBinder.class, Endpoint.class))
			.run((context) -> assertThat(context).hasNotFailed()
				.hasSingleBean(QuotaMiddleware.class)
				.doesNotHaveBean("armorerQuotaMetrics")
				.doesNotHaveBean("armorerQuotasSection"));
	}

}
