package io.armorer.autoconfigure;

import java.util.List;
import java.util.Map;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
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

import io.armorer.actuate.AuditMetrics;
import io.armorer.actuate.AuditSection;
import io.armorer.actuate.EndpointProblemException;
import io.armorer.actuate.SectionRequest;
import io.armorer.config.InvalidSettingException;
import io.armorer.config.UnsafeOrderException;
import io.armorer.middleware.ToolInspector;
import io.armorer.pattern.audit.AuditLog;
import io.armorer.pattern.audit.AuditMiddleware;
import io.armorer.pattern.audit.AuditSettings;
import io.armorer.pattern.audit.AuditTrail;
import io.armorer.store.StoreBackend;
import io.armorer.store.StoreGuard;
import io.armorer.testing.FailingStores;
import io.armorer.tool.Effect;
import io.armorer.tool.TimeSource;
import io.armorer.tool.Tool;
import io.armorer.tool.ToolCall;
import io.armorer.tool.ToolContext;
import io.armorer.toolbox.Toolbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@Timeout(60)
class ArmorerAuditAutoConfigurationTests {

	private final FailingStores stores = FailingStores.inMemory(TimeSource.system());

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(JacksonAutoConfiguration.class, ArmorerAutoConfiguration.class,
				ArmorerRedactionAutoConfiguration.class, ArmorerStoreAutoConfiguration.class,
				ArmorerRetryAutoConfiguration.class, ArmorerAuditAutoConfiguration.class))
		.withBean(StoreBackend.class, () -> this.stores)
		.withBean("search", Tool.class, () -> Tool.builder("search").build((input, context) -> "found"));

	@Test
	void isOnByDefault() {
		this.runner.run((context) -> {
			context.getBean(Toolbox.class).execute(ToolCall.of("search"));
			assertThat(context.getBean(AuditLog.class).bounds().last()).isEqualTo(1);
			assertThat(context.getBean(ToolInspector.class).chain("search").orElseThrow())
				.filteredOn((link) -> link.name().equals("armorerAuditMiddleware"))
				.singleElement()
				.satisfies((link) -> {
					assertThat(link.order()).isEqualTo(110);
					assertThat(link.settings()).isEqualTo(Map.of("arguments", "redacted", "results", "none",
							"maxValueSize", 4096, "failureMode", "fail-open"));
				});
		});
	}

	@Test
	void canBeSwitchedOff() {
		this.runner.withPropertyValues("armorer.audit.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(AuditMiddleware.class)
				.doesNotHaveBean(AuditLog.class)
				.doesNotHaveBean(AuditTrail.class)
				.doesNotHaveBean(AuditMetrics.class)
				.doesNotHaveBean(AuditSection.class));
		this.runner.withPropertyValues("armorer.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(AuditMiddleware.class));
	}

	@Test
	void backsOffForTheUsersOwn() {
		TimeSource time = TimeSource.system();
		AuditTrail trail = new AuditTrail(this.stores, new AuditSettings(), new StoreGuard("audit", time), time);
		this.runner.withBean("ownTrail", AuditTrail.class, () -> trail)
			.withBean("ownLog", AuditLog.class, () -> new AuditLog(trail))
			.run((context) -> assertThat(context).hasSingleBean(AuditTrail.class)
				.hasSingleBean(AuditLog.class)
				.hasSingleBean(AuditMiddleware.class));
	}

	@Test
	void needsNeitherMicrometerNorTheActuator() {
		this.runner.withClassLoader(new FilteredClassLoader(MeterBinder.class, Endpoint.class))
			.run((context) -> assertThat(context).hasNotFailed()
				.hasSingleBean(AuditMiddleware.class)
				.doesNotHaveBean("armorerAuditMetrics")
				.doesNotHaveBean("armorerAuditSection"));
	}

	@ParameterizedTest
	@CsvSource({ "armorer.audit.capacity,0", "armorer.audit.max-value-size,3", "armorer.audit.max-value-size,2000000",
			"armorer.audit.retention,0s", "armorer.audit.retention,-1h", "armorer.audit.retention,40000d",
			"armorer.tools.search.audit.max-value-size,1" })
	void aSettingThatCanNotBeStopsTheStartUp(String key, String value) {
		this.runner.withPropertyValues(key + "=" + value).run((context) -> {
			Throwable failure = context.getStartupFailure();
			assertThat(failure).isNotNull();
			assertThat(NestedExceptionUtils.getMostSpecificCause(failure))
				.isInstanceOfSatisfying(InvalidSettingException.class, (ex) -> {
					assertThat(ex.key()).isEqualTo(key);
					assertThat(ex.action()).isNotEmpty();
				});
		});
	}

	@Test
	void anOrderInWhichRecordsWouldNotTellTheOutcomeIsRefused() {
		this.runner.withBean("look", Tool.class, () -> Tool.builder("look").effect(Effect.READ).build((in, call) -> 1))
			.withPropertyValues("armorer.audit.order=1150", "armorer.tools.look.retry.max-attempts=2")
			.run((context) -> assertThat(context).getFailure()
				.isInstanceOf(UnsafeOrderException.class)
				.hasMessageContaining("'retry' stands outside of 'audit'"));
	}

	@Test
	void metersCountWhatIsWrittenLostAndWaiting() {
		this.runner
			.withConfiguration(AutoConfigurations.of(MetricsAutoConfiguration.class,
					SimpleMetricsExportAutoConfiguration.class, CompositeMeterRegistryAutoConfiguration.class))
			.run((context) -> {
				MeterRegistry registry = context.getBean(MeterRegistry.class);
				Toolbox toolbox = context.getBean(Toolbox.class);
				toolbox.execute(ToolCall.of("search"));
				this.stores.fail();
				for (int i = 0; i < 1003; i++) {
					toolbox.execute(ToolCall.of("search"));
				}
				assertThat(registry.get(AuditMetrics.RECORDS).functionCounter().count()).isEqualTo(1);
				assertThat(registry.get(AuditMetrics.BACKLOG).gauge().value()).isEqualTo(1000);
				assertThat(registry.get(AuditMetrics.DROPPED).functionCounter().count()).isEqualTo(3);
				assertThat(registry.getMeters()).filteredOn((meter) -> meter.getId().getName().contains("audit"))
					.allSatisfy((meter) -> assertThat(meter.getId().getTags()).isEmpty());
			});
	}

	@Test
	void endpointListsFiltersAndVerifies() {
		this.runner.run((context) -> {
			Toolbox toolbox = context.getBean(Toolbox.class);
			for (int i = 0; i < 5; i++) {
				toolbox.execute(ToolCall.json("c-" + i, "search", "{}"),
						ToolContext.builder().userId((i % 2 == 0) ? "ann" : "bob").sessionId("s").runId("r").build());
			}
			toolbox.execute(ToolCall.json("c-5", "serch", "{\"a\":1}"));
			AuditSection section = context.getBean(AuditSection.class);
			assertThat(section.id()).isEqualTo("audit");
			String head = context.getBean(AuditLog.class).bounds().lastMark();
			assertThat(section.summary(false)).isEqualTo(new AuditSection.Summary(6, 0, 0, head));
			assertThat(ids(section, Map.of())).containsExactly("c-5", "c-4", "c-3", "c-2", "c-1", "c-0");
			assertThat(ids(section, Map.of("user", "ann"))).containsExactly("c-4", "c-2", "c-0");
			assertThat(ids(section, Map.of("tool", "serch", "outcome", "error", "code", "UNKNOWN_TOOL")))
				.containsExactly("c-5");
			assertThat(ids(section, Map.of("session", "s", "run", "r", "limit", "2"))).containsExactly("c-4", "c-3");
			assertThat(ids(section, Map.of("call", "c-3"))).containsExactly("c-3");
			assertThat(ids(section, Map.of("parent", "c-3"))).isEmpty();
			assertThat(ids(section, Map.of("until", "2020-01-01T00:00:00Z"))).isEmpty();
			assertThat(ids(section, Map.of("from", "2020-01-01T00:00:00Z"))).hasSize(6);
			AuditSection.Entries first = (AuditSection.Entries) section.list(request(Map.of("limit", "4")));
			assertThat(ids(section, Map.of("limit", "4", "after", first.next()))).containsExactly("c-1", "c-0");
			assertThat(section.detail("c-5", request(Map.of()))).isInstanceOfSatisfying(AuditSection.Entries.class,
					(entries) -> assertThat(entries.records().get(0).arguments()).isNull());
			assertThat(section.detail("c-5", SectionRequest.of(Map.of(), true))).isInstanceOfSatisfying(
					AuditSection.Entries.class,
					(entries) -> assertThat(entries.records().get(0).arguments()).isEqualTo("{\"a\":\"******\"}"));
			assertThat(section.detail("nobody", request(Map.of()))).isNull();
			assertThat(section.detail("verify", request(Map.of())))
				.isEqualTo(new AuditSection.Verdict(true, 1, 6, 6, head, null, null, null));
		});
	}

	@Test
	void endpointRefusesWhatItDoesNotKnow() {
		this.runner.run((context) -> {
			AuditSection section = context.getBean(AuditSection.class);
			for (Map<String, String> wrong : List.of(Map.of("usr", "ann"), Map.of("limit", "0"),
					Map.of("outcome", "fine"), Map.of("from", "yesterday"), Map.of("after", "x"))) {
				assertThatExceptionOfType(EndpointProblemException.class).isThrownBy(() -> section.list(request(wrong)))
					.satisfies((ex) -> assertThat(ex.problem().status()).isEqualTo(400));
			}
		});
	}

	private static List<String> ids(AuditSection section, Map<String, String> parameters) {
		return ((AuditSection.Entries) section.list(request(parameters))).records()
			.stream()
			.map(AuditSection.Entry::callId)
			.toList();
	}

	private static SectionRequest request(Map<String, String> parameters) {
		return SectionRequest.of(parameters, false);
	}

}
