package io.armorer.benchmarks;

import java.util.Optional;
import java.util.stream.Stream;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;

import io.armorer.event.ToolFinished;
import io.armorer.pattern.audit.AuditLog;
import io.armorer.pattern.cost.CostTracker;
import io.armorer.pattern.quota.QuotaManager;

/**
 * Meters, somebody who listens to events, audit, circuit, cost and quota.
 */
@State(Scope.Benchmark)
public class Accountable extends Armored {

	@Override
	Class<?> configuration() {
		return ObservedApplication.class;
	}

	@Override
	String[] properties() {
		return only(patterns(), ACCOUNTS);
	}

	@Override
	String[] patterns() {
		return new String[] { "audit", "circuit", "cost", "quota" };
	}

	/** All of the books have the one call that was made. */
	@Override
	public void start() {
		super.start();
		Checks.same(this.context.getBean(ObservedApplication.class).finished > 0, true);
		Checks.same(this.context.getBean(MeterRegistry.class).get("armorer.tool.calls").timer().count(), 1L);
		Checks.same(this.context.getBean(AuditLog.class).verify().isIntact(), true);
		Checks.same(this.context.getBean(AuditLog.class).find("call_1").orElseThrow().cost(), PRICE);
		Checks.same(this.context.getBean(CostTracker.class).byTool("calculate").calls(), 1L);
		Checks.same(this.context.getBean(QuotaManager.class).remaining("ada"), Optional.of(BUDGET.subtract(PRICE)));
	}

	/** Everything. */
	@State(Scope.Benchmark)
	public static class Full extends Accountable {

		@Override
		String[] properties() {
			return Stream
				.of(FOUR, ACCOUNTS,
						new String[] { "armorer.observation.enabled=true", "armorer.policy.allow-dangerous=true",
								"armorer.timeout.duration=30s" })
				.flatMap(Stream::of)
				.toArray(String[]::new);
		}

		@Override
		String[] patterns() {
			return new String[] { "audit", "bulkhead", "circuit", "cost", "dedup", "logging", "quota", "ratelimit",
					"retry", "session", "timeout" };
		}

	}

	/** The application with meters and somebody who listens. */
	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class ObservedApplication extends Application {

		volatile long finished;

		@Bean
		MeterRegistry meterRegistry() {
			return new SimpleMeterRegistry();
		}

		@EventListener
		void on(ToolFinished event) {
			this.finished = event.duration().toNanos();
		}

	}

}
