package io.armorer.autoconfigure;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.simple.SimpleMetricsExportAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import io.armorer.actuate.SectionRequest;
import io.armorer.actuate.StoreMetrics;
import io.armorer.actuate.StoresSection;
import io.armorer.actuate.StoresSection.StoreDescriptor;
import io.armorer.actuate.StoresSection.StoreList;
import io.armorer.actuate.StoresSection.StoresSummary;
import io.armorer.pattern.audit.AuditLog;
import io.armorer.pattern.audit.AuditQuery;
import io.armorer.pattern.cost.CostTracker;
import io.armorer.pattern.quota.QuotaManager;
import io.armorer.pattern.session.SessionManager;
import io.armorer.pattern.state.StateStore;
import io.armorer.store.memory.MemoryStoreBackend;
import io.armorer.store.StoreBackend;
import io.armorer.store.StoreException;
import io.armorer.store.StoreGuard;
import io.armorer.store.StoreGuards;
import io.armorer.testing.FailingStores;
import io.armorer.testing.MovableTime;
import io.armorer.tool.ErrorCode;
import io.armorer.tool.TimeSource;
import io.armorer.tool.Tool;
import io.armorer.tool.ToolCall;
import io.armorer.tool.ToolContext;
import io.armorer.tool.ToolResult;
import io.armorer.toolbox.Toolbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ArmorerStoreAutoConfigurationTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(JacksonAutoConfiguration.class, ArmorerSettingsAutoConfiguration.class,
				ArmorerAutoConfiguration.class, ArmorerStoreAutoConfiguration.class));

	@Test
	void stateLivesInMemoryUnlessSaidOtherwise() {
		this.runner.run((context) -> assertThat(context).hasSingleBean(MemoryStoreBackend.class)
			.hasBean("armorerStoreBackend")
			.hasSingleBean(StoreGuards.class));
		this.runner.withPropertyValues("armorer.store.type=memory")
			.run((context) -> assertThat(context).hasSingleBean(MemoryStoreBackend.class));
	}

	@Test
	void backsOffForTheUsersOwn() {
		this.runner.withBean("own", StoreBackend.class, () -> FailingStores.inMemory(TimeSource.system()))
			.run((context) -> assertThat(context).hasSingleBean(StoreBackend.class).hasBean("own"));
	}

	@Test
	void whateverTheUsersOwnThrowsIsAFailureOfTheStore() {
		FailingStores own = FailingStores.inMemory(TimeSource.system());
		this.runner
			.withConfiguration(AutoConfigurations.of(ArmorerRedactionAutoConfiguration.class,
					ArmorerAuditAutoConfiguration.class, ArmorerCostAutoConfiguration.class,
					ArmorerDependencyAutoConfiguration.class, ArmorerQuotaAutoConfiguration.class,
					ArmorerSessionAutoConfiguration.class, ArmorerStateAutoConfiguration.class))
			.withBean("own", StoreBackend.class, () -> own)
			.withBean("search", Tool.class, () -> Tool.builder("search").build((input, context) -> "found"))
			.withPropertyValues("armorer.quota.default-limit=1", "armorer.quota.estimate=0.1",
					"armorer.cost.per-call=0.1")
			.run((context) -> {
				own.failWith(new IllegalStateException("the pool is closed"));
				ToolResult refused = context.getBean(Toolbox.class)
					.execute(ToolCall.of("search"), ToolContext.ofUser("ann"));
				assertThat(refused.error()).matches((error) -> error.is(ErrorCode.STORE_UNAVAILABLE));
				assertThat(context.getBean(StoreGuards.class).of("quota").isFailing()).isTrue();
				assertStoreException(() -> context.getBean(QuotaManager.class).usage("ann"));
				assertStoreException(() -> context.getBean(SessionManager.class).count());
				assertStoreException(() -> context.getBean(StateStore.class).size());
				assertStoreException(() -> context.getBean(CostTracker.class).total());
				assertStoreException(() -> context.getBean(AuditLog.class).find(AuditQuery.newest(1)));
			});
	}

	private static void assertStoreException(ThrowingCallable question) {
		assertThatExceptionOfType(StoreException.class).isThrownBy(question)
			.withCauseExactlyInstanceOf(IllegalStateException.class);
	}

	@Test
	void isNotThereWithoutTheLibrary() {
		this.runner.withPropertyValues("armorer.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean(StoreBackend.class)
				.doesNotHaveBean(StoreGuards.class));
	}

	@Test
	void unknownTypeStopsTheStartUpAndSaysWhatThereIs() {
		ApplicationContextRunner unknown = this.runner.withPropertyValues("armorer.store.type=paper");
		unknown.run((context) -> assertAnalysis(context.getStartupFailure()));
		unknown.withBean("own", StoreBackend.class, () -> FailingStores.inMemory(TimeSource.system()))
			.run((context) -> assertAnalysis(context.getStartupFailure()));
	}

	private static void assertAnalysis(@Nullable Throwable failure) {
		FailureAnalysis analysis = new ArmorerBindFailureAnalyzer(null).analyze(failure);
		assertThat(analysis).isNotNull();
		assertThat(analysis.getDescription()).contains("armorer.store.type");
		assertThat(analysis.getAction()).contains("memory");
	}

	@Test
	void metersCountTheFailuresOfEachPattern() {
		this.runner
			.withConfiguration(AutoConfigurations.of(MetricsAutoConfiguration.class,
					SimpleMetricsExportAutoConfiguration.class, CompositeMeterRegistryAutoConfiguration.class))
			.run((context) -> {
				StoreGuards guards = context.getBean(StoreGuards.class);
				MeterRegistry registry = context.getBean(MeterRegistry.class);
				fail(guards.of("quota"));
				fail(guards.of("quota"));
				guards.of("audit");
				assertThat(registry.get(StoreMetrics.FAILURES).tag("pattern", "quota").functionCounter().count())
					.isEqualTo(2);
				assertThat(registry.get(StoreMetrics.FAILURES).tag("pattern", "audit").functionCounter().count())
					.isZero();
			});
	}

	@Test
	void endpointShowsWhereStateLivesAndWhatFails() {
		this.runner.withBean(Clock.class, () -> Clock.fixed(MovableTime.START, ZoneOffset.UTC)).run((context) -> {
			StoreGuards guards = context.getBean(StoreGuards.class);
			fail(guards.of("quota"));
			guards.of("audit");
			StoresSection section = context.getBean(StoresSection.class);
			SectionRequest request = SectionRequest.of(Map.of(), false);
			StoreDescriptor quota = new StoreDescriptor("quota", true, 1, MovableTime.START);
			assertThat(section.id()).isEqualTo("stores");
			assertThat(section.summary(false)).isEqualTo(new StoresSummary("memory", 1, List.of("quota")));
			assertThat(section.list(request))
				.isEqualTo(new StoreList("memory", List.of(new StoreDescriptor("audit", false, 0, null), quota)));
			assertThat(section.detail("quota", request)).isEqualTo(quota);
			assertThat(section.detail("cost", request)).isNull();
		});
	}

	@Test
	void needsNeitherMicrometerNorTheActuator() {
		this.runner.withClassLoader(new FilteredClassLoader(MeterBinder.class, Endpoint.class))
			.run((context) -> assertThat(context).hasNotFailed()
				.hasSingleBean(StoreBackend.class)
				.doesNotHaveBean("armorerStoreMetrics")
				.doesNotHaveBean("armorerStoresSection"));
	}

	private static void fail(StoreGuard guard) {
		guard.tell(() -> {
			throw new StoreException("down", null);
		});
	}

}
