package io.armorer.autoconfigure;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.Show;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.simple.SimpleMetricsExportAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import io.armorer.actuate.CostMetrics;
import io.armorer.actuate.ArmorerEndpoint;
import io.armorer.actuate.CostsSection;
import io.armorer.actuate.EndpointProblemException;
import io.armorer.actuate.SectionRequest;
import io.armorer.config.InvalidSettingException;
import io.armorer.pattern.cost.Charge;
import io.armorer.pattern.cost.Cost;
import io.armorer.pattern.cost.CostCalculator;
import io.armorer.pattern.cost.CostContext;
import io.armorer.pattern.cost.CostMiddleware;
import io.armorer.pattern.cost.CostSettings;
import io.armorer.pattern.cost.CostTracker;
import io.armorer.store.StoreBackend;
import io.armorer.store.StoreGuard;
import io.armorer.event.ToolEventPublisher;
import io.armorer.testing.FailingStores;
import io.armorer.testing.MovableTime;
import io.armorer.tool.CallNotes;
import io.armorer.tool.Effect;
import io.armorer.tool.ErrorCode;
import io.armorer.tool.TimeSource;
import io.armorer.tool.Tool;
import io.armorer.tool.ToolCall;
import io.armorer.tool.ToolContext;
import io.armorer.tool.ToolError;
import io.armorer.tool.ToolException;
import io.armorer.tool.ToolResult;
import io.armorer.toolbox.Toolbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@Timeout(60)
class ArmorerCostAutoConfigurationTests {

	private static final Currency USD = Currency.getInstance("USD");

	private final AtomicInteger runs = new AtomicInteger();

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(JacksonAutoConfiguration.class, ArmorerAutoConfiguration.class,
				ArmorerSettingsAutoConfiguration.class, ArmorerStoreAutoConfiguration.class,
				ArmorerCostAutoConfiguration.class))
		.withBean("search", Tool.class,
				() -> Tool.builder("search")
					.effect(Effect.READ)
					.build((input, context) -> Map.of("rows", List.of(1, 2))))
		.withBean("flaky", Tool.class, () -> Tool.builder("flaky").effect(Effect.READ).build((input, context) -> {
			if (this.runs.incrementAndGet() < 3) {
				throw new ToolException(ToolError.of(ErrorCode.UPSTREAM_FAILED, "Down."));
			}
			return "up";
		}));

	@Test
	void chargesTheToolThatHasACost() {
		this.runner.withPropertyValues("armorer.tools.search.cost.per-call=0.1").run((context) -> {
			Toolbox toolbox = context.getBean(Toolbox.class);
			for (int i = 0; i < 10; i++) {
				ToolResult result = toolbox.execute(ToolCall.of("search"), ToolContext.ofUser("ann"));
				assertThat(result.metadata()).containsEntry(CallNotes.COST, new BigDecimal("0.1"))
					.containsEntry(CallNotes.CURRENCY, "USD");
			}
			this.runs.set(2);
			assertThat(toolbox.execute(ToolCall.of("flaky")).metadata()).doesNotContainKey(CallNotes.COST);
			CostTracker tracker = context.getBean(CostTracker.class);
			assertThat(tracker.total().amount(USD)).isEqualByComparingTo("1");
			assertThat(tracker.byTool("search").calls()).isEqualTo(10);
			assertThat(tracker.byUser("ann").amount(USD)).isEqualByComparingTo("1");
			assertThat(tracker.all()).hasSize(1);
		});
	}

	@Test
	void canBeSwitchedOff() {
		this.runner.withPropertyValues("armorer.cost.enabled=false", "armorer.cost.per-call=1")
			.run((context) -> assertThat(context).doesNotHaveBean(CostMiddleware.class)
				.doesNotHaveBean(CostTracker.class)
				.doesNotHaveBean(CostMetrics.class)
				.doesNotHaveBean(CostsSection.class));
		this.runner.withPropertyValues("armorer.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(CostTracker.class));
		this.runner.withPropertyValues("armorer.cost.per-call=1", "armorer.tools.search.cost.enabled=false")
			.run((context) -> {
				context.getBean(Toolbox.class).execute(ToolCall.of("search"));
				assertThat(context.getBean(CostTracker.class).total().calls()).isZero();
			});
	}

	@Test
	void backsOffForTheUsersOwn() {
		this.runner.withBean("ownTracker", CostTracker.class,
				() -> new CostTracker(FailingStores.inMemory(TimeSource.system()),
						new StoreGuard("cost", TimeSource.system()), new CostSettings(), ToolEventPublisher.NONE,
						TimeSource.system(), (task) -> {
						}))
			.run((context) -> assertThat(context).hasSingleBean(CostTracker.class).hasBean("ownTracker"));
	}

	@Test
	void needsNeitherMicrometerNorTheActuator() {
		this.runner.withClassLoader(new FilteredClassLoader(MeterBinder.class, Endpoint.class))
			.run((context) -> assertThat(context).hasNotFailed()
				.hasSingleBean(CostMiddleware.class)
				.doesNotHaveBean("armorerCostMetrics")
				.doesNotHaveBean("armorerCostsSection"));
	}

	@Test
	void eachAttemptIsChargedAndWhatTheCacheAnswersIsNot() {
		this.runner
			.withConfiguration(AutoConfigurations.of(ArmorerRetryAutoConfiguration.class,
					ArmorerCacheAutoConfiguration.class, ArmorerDedupAutoConfiguration.class,
					ArmorerTimeoutAutoConfiguration.class, ArmorerCircuitAutoConfiguration.class))
			.withPropertyValues("armorer.cost.per-call=0.1", "armorer.cost.charge-on-failure=true",
					"armorer.tools.flaky.retry.max-attempts=3", "armorer.tools.flaky.retry.backoff.initial-delay=1ms",
					"armorer.tools.flaky.cache.ttl=1h", "armorer.tools.flaky.timeout.duration=10s")
			.run((context) -> {
				Toolbox toolbox = context.getBean(Toolbox.class);
				ToolResult first = toolbox.execute(ToolCall.of("flaky"), ToolContext.ofUser("ann"));
				assertThat(first.isSuccess()).isTrue();
				assertThat(first.metadata()).containsEntry(CallNotes.ATTEMPTS, 3)
					.containsEntry(CallNotes.COST, new BigDecimal("0.3"));
				ToolResult cached = toolbox.execute(ToolCall.of("flaky"), ToolContext.ofUser("ann"));
				assertThat(cached.metadata()).containsEntry(CallNotes.CACHED, true).doesNotContainKey(CallNotes.COST);
				assertThat(context.getBean(CostTracker.class).byTool("flaky").calls()).isEqualTo(3);
			});
	}

	@Test
	void callThatSharesItsTwinsResultIsNotCharged() {
		CountDownLatch running = new CountDownLatch(1);
		CountDownLatch goOn = new CountDownLatch(1);
		this.runner.withConfiguration(AutoConfigurations.of(ArmorerDedupAutoConfiguration.class))
			.withPropertyValues("armorer.cost.per-call=0.1")
			.withBean("slow", Tool.class, () -> Tool.builder("slow").effect(Effect.READ).build((input, context) -> {
				running.countDown();
				goOn.await();
				return "done";
			}))
			.run((context) -> {
				Toolbox toolbox = context.getBean(Toolbox.class);
				List<ToolResult> results = new CopyOnWriteArrayList<>();
				Runnable call = () -> results.add(toolbox.execute(ToolCall.of("slow"), ToolContext.ofUser("ann")));
				Thread leader = new Thread(call);
				Thread twin = new Thread(call);
				leader.start();
				running.await();
				twin.start();
				Awaitility.await()
					.until(() -> twin.getState() == Thread.State.WAITING
							|| twin.getState() == Thread.State.TIMED_WAITING);
				goOn.countDown();
				leader.join();
				twin.join();
				assertThat(results).hasSize(2)
					.filteredOn((result) -> result.metadata().containsKey(CallNotes.SHARED))
					.singleElement()
					.satisfies((shared) -> assertThat(shared.metadata()).doesNotContainKey(CallNotes.COST));
				assertThat(context.getBean(CostTracker.class).byTool("slow").calls()).isOne();
			});
	}

	@Test
	void attemptThatWasGivenUpIsChargedOnceWhenItEnds() {
		CountDownLatch goOn = new CountDownLatch(1);
		this.runner
			.withConfiguration(
					AutoConfigurations.of(ArmorerRetryAutoConfiguration.class, ArmorerTimeoutAutoConfiguration.class))
			.withPropertyValues("armorer.cost.per-call=0.1", "armorer.tools.slow.timeout.duration=300ms",
					"armorer.tools.slow.retry.max-attempts=2", "armorer.tools.slow.retry.backoff.initial-delay=1ms")
			.withBean("slow", Tool.class, () -> Tool.builder("slow").effect(Effect.READ).build((input, context) -> {
				if (this.runs.incrementAndGet() > 1) {
					return "fast";
				}
				while (true) {
					try {
						goOn.await();
						return "late";
					}
					catch (InterruptedException ex) {
						// goes on, as a tool that minds no interrupts does
					}
				}
			}))
			.run((context) -> {
				CostTracker tracker = context.getBean(CostTracker.class);
				ToolResult result = context.getBean(Toolbox.class).execute(ToolCall.of("slow"));
				assertThat(result.value()).isEqualTo("fast");
				assertThat(result.metadata()).containsEntry(CallNotes.COST, new BigDecimal("0.1"));
				assertThat(tracker.byTool("slow").calls()).isOne();
				goOn.countDown();
				Awaitility.await().until(() -> tracker.byTool("slow").calls() == 2);
				assertThat(tracker.byTool("slow").amount(USD)).isEqualByComparingTo("0.2");
				assertThat(tracker.recent(10)).extracting(Charge::callId).containsOnly(result.callId());
			});
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = {
			"armorer.cost.currency=USDX | armorer.cost.currency | is no currency | Did you mean 'USD'?",
			"armorer.cost.per-call=-1 | armorer.cost.per-call | must be 0 or more | 0.002",
			"armorer.cost.per-call=abc | armorer.cost.per-call | is not a number | Give a number",
			"armorer.tools.search.cost.per-call=1E+12 | armorer.tools.search.cost.per-call | less than 9 billion | 0.002",
			"armorer.cost.prices.gpt-4o.input-per-1k-tokens=-1 | armorer.cost.prices.gpt-4o.input-per-1k-tokens | 0 or more | 0.002",
			"armorer.cost.prices.gpt-4.1.input-per-1k-tokens=1 | armorer.cost.prices.gpt-4.1.input-per-1k-tokens | no setting | x",
			"armorer.cost.thresholds=10,-5 | armorer.cost.thresholds | more than 0 | 10, 100",
			"armorer.cost.window=year | armorer.cost.window | none, hour, day, week, month | duration",
			"armorer.cost.max-users=0 | armorer.cost.max-users | at least 1 | 1 or more",
			"armorer.cost.recent-entries=-1 | armorer.cost.recent-entries | at least 0 | 0 or more",
			"armorer.cost.days-kept=0 | armorer.cost.days-kept | at least 1 | 1 or more",
			"armorer.cost.max-charge=0 | armorer.cost.max-charge | more than 0 | more than any call",
			"armorer.cost.units.[two words]=1 | armorer.cost.units | letters, digits | such as",
			"armorer.cost.units.mails=-1 | armorer.cost.units | 0 to | such as",
			"armorer.tools.search.cost.expression=1 + | armorer.tools.search.cost.expression | at position | SpEL",
			"armorer.tools.search.cost.expression=resutl.rows | armorer.tools.search.cost.expression | at position 0 of 'resutl.rows': there is no 'resutl', only arguments, result and error (did you mean 'result'?) | SpEL",
			"armorer.tools.search.cost.expression=2*T(java.lang.Math).random() | armorer.tools.search.cost.expression | types can't be named | SpEL",
			"armorer.tools.search.cost.calculator=byRow | armorer.tools.search.cost.calculator | no CostCalculator bean | Did you mean 'byRows'?",
			"armorer.tools.search.cost.from-usage=true | armorer.tools.search.cost.from-usage | needs prices | armorer.cost.prices",
			"armorer.tools.search.cost.currency=EUR | armorer.tools.search.cost.currency | can't differ | armorer.cost.currency" })
	void settingThatCanNotBeStopsTheStartUp(String property, String key, String problem, String action) {
		this.runner.withPropertyValues(property)
			.withBean("byRows", CostCalculator.class, () -> (cost) -> Cost.NOTHING)
			.run((context) -> assertThat(setting(context.getStartupFailure()))
				.isInstanceOfSatisfying(InvalidSettingException.class, (ex) -> {
					assertThat(ex.key()).isEqualTo(key);
					assertThat(ex.description()).contains(problem.equals("x") ? "" : problem);
					assertThat(ex.action()).contains(action.equals("x") ? "" : action);
				}));
	}

	@Test
	void modelWithoutPriceStopsTheStartUp() {
		this.runner
			.withPropertyValues("armorer.cost.prices.gpt-4o.input-per-1k-tokens=1",
					"armorer.tools.search.cost.model=gpt-4p")
			.run((context) -> assertThat(context).getFailure()
				.isInstanceOfSatisfying(InvalidSettingException.class, (ex) -> {
					assertThat(ex.key()).isEqualTo("armorer.tools.search.cost.model");
					assertThat(ex.action()).startsWith("Did you mean 'gpt-4o'?");
				}));
	}

	@Test
	void twoSourcesForOneToolStopTheStartUp() {
		this.runner
			.withPropertyValues("armorer.tools.search.cost.expression=1", "armorer.tools.search.cost.calculator=byRows")
			.withBean("byRows", CostCalculator.class, () -> (cost) -> Cost.NOTHING)
			.run((context) -> assertThat(context).getFailure()
				.isInstanceOfSatisfying(InvalidSettingException.class, (ex) -> assertThat(ex.description())
					.contains("armorer.tools.search.cost.expression and " + "armorer.tools.search.cost.calculator")));
	}

	@Test
	void whatIsSetForTheToolGoesBeforeWhatIsSetForAll() {
		this.runner.withPropertyValues("armorer.cost.expression=1", "armorer.tools.search.cost.calculator=byRows")
			.withBean("byRows", CostCalculator.class, () -> (cost) -> Cost.of("0.5"))
			.run((context) -> {
				assertThat(context.getBean(Toolbox.class).execute(ToolCall.of("search")).metadata())
					.containsEntry(CallNotes.COST, new BigDecimal("0.5"));
				this.runs.set(2);
				assertThat((BigDecimal) context.getBean(Toolbox.class)
					.execute(ToolCall.of("flaky"))
					.metadata()
					.get(CallNotes.COST)).isEqualByComparingTo("1");
			});
	}

	@Test
	void calculatorAppliesByNameOrByWhatItSupports() {
		CostCalculator supporting = new CostCalculator() {

			@Override
			public Cost calculate(CostContext cost) {
				return Cost.of("2").withUnits("runs", 1);
			}

			@Override
			public boolean supports(Tool tool) {
				return tool.name().equals("flaky");
			}

		};
		this.runs.set(2);
		this.runner.withPropertyValues("armorer.tools.search.cost.calculator=byRows")
			.withBean("byRows", CostCalculator.class, () -> (cost) -> Cost.of("0.5"))
			.withBean("forFlaky", CostCalculator.class, () -> supporting)
			.run((context) -> {
				Toolbox toolbox = context.getBean(Toolbox.class);
				toolbox.execute(ToolCall.of("search"));
				toolbox.execute(ToolCall.of("flaky"));
				CostTracker tracker = context.getBean(CostTracker.class);
				assertThat(tracker.byTool("search").amount(USD)).isEqualByComparingTo("0.5");
				assertThat(tracker.byTool("flaky").amount(USD)).isEqualByComparingTo("2");
				assertThat(tracker.byTool("flaky").units()).containsExactly(Map.entry("runs", 1L));
			});
	}

	@Test
	void describesTheValuesInForce() {
		this.runner
			.withPropertyValues("armorer.cost.currency=EUR", "armorer.tools.search.cost.per-call=0.1",
					"armorer.tools.search.cost.units.searches=1",
					"armorer.tools.search.cost.expression=result.rows.size * 0.01")
			.run((context) -> {
				CostMiddleware middleware = context.getBean(CostMiddleware.class);
				Toolbox toolbox = context.getBean(Toolbox.class);
				assertThat(middleware.getOrder()).isEqualTo(1500);
				assertThat(middleware.describe(toolbox.find("search").orElseThrow()))
					.hasToString("{currency=EUR, perCall=0.1, units={searches=1}, from=expression, "
							+ "expression=result.rows.size * 0.01, chargeOnFailure=false, onStoreFailure=allow}");
				assertThat(middleware.describe(toolbox.find("flaky").orElseThrow())).isEmpty();
			});
	}

	@Test
	void metersComeAndGoWithTheTool() {
		this.runner
			.withConfiguration(AutoConfigurations.of(MetricsAutoConfiguration.class,
					SimpleMetricsExportAutoConfiguration.class, CompositeMeterRegistryAutoConfiguration.class))
			.withPropertyValues("armorer.tools.search.cost.expression={amount: 0.25, units: {rows: result.rows.size}}",
					"armorer.tools.flaky.cost.expression=result.nothing.at.all")
			.run((context) -> {
				MeterRegistry registry = context.getBean(MeterRegistry.class);
				Toolbox toolbox = context.getBean(Toolbox.class);
				assertThat(registry.get(CostMetrics.COST)
					.tags("tool", "search", "currency", "USD")
					.functionCounter()
					.count()).isZero();
				for (int i = 0; i < 3; i++) {
					toolbox.execute(ToolCall.of("search"), ToolContext.ofUser("ann"));
				}
				this.runs.set(2);
				assertThat(toolbox.execute(ToolCall.of("flaky")).isSuccess()).isTrue();
				assertThat(registry.get(CostMetrics.COST).tag("tool", "search").functionCounter().count())
					.isEqualTo(0.75);
				assertThat(registry.get(CostMetrics.UNITS)
					.tags("tool", "search", "unit", "rows")
					.functionCounter()
					.count()).isEqualTo(6);
				assertThat(registry.get(CostMetrics.FAILURES).tag("tool", "flaky").functionCounter().count())
					.isEqualTo(1);
				toolbox.unregister("search");
				assertThat(registry.getMeters()).extracting(Meter::getId)
					.filteredOn((id) -> id.getName().startsWith("armorer.cost"))
					.allMatch((id) -> "flaky".equals(id.getTag("tool")))
					.isNotEmpty();
			});
	}

	@Test
	void endpointShowsTotalsListsAndRecentCharges() {
		this.runner
			.withPropertyValues("armorer.tools.search.cost.per-call=0.1", "armorer.tools.search.cost.units.searches=1",
					"armorer.cost.thresholds=10,100", "armorer.cost.window=day", "armorer.cost.zone=Europe/Berlin")
			.withBean(MovableTime.class)
			.run((context) -> {
				Toolbox toolbox = context.getBean(Toolbox.class);
				toolbox.execute(ToolCall.of("search"), ToolContext.ofUser("ann"));
				toolbox.execute(ToolCall.of("search"), ToolContext.ofUser("bob"));
				context.getBean(CostTracker.class).record("chat", "ann", Cost.of("0.02"));
				CostsSection section = context.getBean(CostsSection.class);
				Map<String, BigDecimal> one = Map.of("USD", new BigDecimal("0.1"));
				Map<String, BigDecimal> two = Map.of("USD", new BigDecimal("0.2"));
				assertThat(section.id()).isEqualTo("costs");
				CostsSection.CostOverview all = (CostsSection.CostOverview) section.list(request());
				assertThat(all.currency()).isEqualTo("USD");
				assertThat(all.total()).isEqualTo(new CostsSection.CostItem("all", 3,
						Map.of("USD", new BigDecimal("0.22")), Map.of("searches", 2L)));
				assertThat(all.tools()).extracting(CostsSection.CostItem::name).containsExactly("chat", "search");
				assertThat(all.recent()).extracting(CostsSection.ChargeItem::tool)
					.containsExactly("chat", "search", "search");
				assertThat(all.window()).hasToString("WindowItem[window=day, start=2026-01-30T23:00:00Z, "
						+ "end=2026-01-31T23:00:00Z, cost=0.22, thresholds=[10, 100]]");
				assertThat(all.books())
					.hasToString("CostBookkeeping[waiting=0, lost=0, storeFailures=0, usersFull=false]");
				assertThat(section.detail("search", request())).isEqualTo(
						new CostsSection.ToolCostDescriptor("search", 2, two, Map.of("searches", 2L), 0, 0, null));
				assertThat(section.detail("flaky", request())).isNull();
				CostsSection.CostList page = (CostsSection.CostList) section.list(request("by", "user", "limit", "1"));
				assertThat(page.costs()).extracting(CostsSection.CostItem::name).containsExactly("ann");
				assertThat(page.next()).isNotNull();
				assertThat(section.list(request("by", "user", "limit", "1", "after", page.next())))
					.isEqualTo(new CostsSection.CostList(
							List.of(new CostsSection.CostItem("bob", 1, one, Map.of("searches", 1L))), null));
				assertThat(section.list(request("user", "bob"))).isEqualTo(new CostsSection.CostList(
						List.of(new CostsSection.CostItem("bob", 1, one, Map.of("searches", 1L))), null));
				assertThat(((CostsSection.CostList) section.list(request("by", "day"))).costs())
					.extracting(CostsSection.CostItem::name)
					.containsExactly("2026-01-31");
				assertThat(
						((CostsSection.CostList) section.list(request("day", "2026-01-31"))).costs().get(0).charges())
					.isEqualTo(3);
				assertThat(section.aboutTool("search")).containsEntry("cost", new BigDecimal("0.2"))
					.containsEntry("currency", "USD");
				assertThat(section.aboutTool("flaky")).isEmpty();
				assertThat(section.summary(false)).extracting("costs").isEqualTo(Map.of("USD", new BigDecimal("0.22")));
				assertThatExceptionOfType(EndpointProblemException.class)
					.isThrownBy(() -> section.list(request("day", "tomorrow")))
					.withMessageContaining("2026-01-31");
				assertThatExceptionOfType(EndpointProblemException.class)
					.isThrownBy(() -> section.list(request("by", "month")));
				assertThatExceptionOfType(EndpointProblemException.class)
					.isThrownBy(() -> section.list(request("users", "ann")));
			});
	}

	@Test
	void endpointSaysWhyACostCouldNotBeToldToWhoMaySeeValues() {
		this.runner.withPropertyValues("armorer.tools.search.cost.expression=result.nothing.at.all").run((context) -> {
			context.getBean(Toolbox.class).execute(ToolCall.of("search"));
			CostsSection section = context.getBean(CostsSection.class);
			assertThat(section.detail("search", request())).hasFieldOrPropertyWithValue("failures", 1L)
				.hasFieldOrPropertyWithValue("lastProblem", null);
			assertThat(section.detail("search", SectionRequest.of(Map.of(), true))).extracting("lastProblem")
				.asString()
				.contains("EL1007E");
			assertThat(section.summary(false)).hasFieldOrPropertyWithValue("failures", 1L);
		});
	}

	@Test
	void endpointSaysThatTheStoreFails() {
		FailingStores stores = FailingStores.inMemory(TimeSource.system());
		this.runner.withBean(StoreBackend.class, () -> stores)
			.withPropertyValues("armorer.cost.per-call=1")
			.run((context) -> {
				CostsSection section = context.getBean(CostsSection.class);
				stores.fail();
				assertThat(context.getBean(Toolbox.class).execute(ToolCall.of("search")).isSuccess()).isTrue();
				assertThat(section.summary(false)).hasFieldOrPropertyWithValue("costs", null);
				ArmorerEndpoint endpoint = new ArmorerEndpoint(List.of(section), Show.NEVER);
				assertThatExceptionOfType(EndpointProblemException.class).isThrownBy(() -> endpoint.list("costs", null))
					.withMessageContaining("does not answer");
				assertThatExceptionOfType(EndpointProblemException.class)
					.isThrownBy(() -> endpoint.detail("costs", "search", null));
			});
	}

	@Test
	void whatWaitsIsBookedWhenTheApplicationEnds() {
		FailingStores stores = FailingStores.inMemory(TimeSource.system());
		this.runner.withBean(StoreBackend.class, () -> stores)
			.withPropertyValues("armorer.cost.per-call=1")
			.run((context) -> {
				stores.fail();
				context.getBean(Toolbox.class).execute(ToolCall.of("search"));
				stores.recover();
			});
		assertThat(stores.ledger("cost", 1).balance("total/all/cost/USD").orElseThrow().used())
			.isEqualTo(1_000_000_000L);
	}

	@Test
	void storeThatFailsIsTriedAgainByItself() {
		FailingStores stores = FailingStores.inMemory(TimeSource.system());
		this.runner.withBean(StoreBackend.class, () -> stores)
			.withPropertyValues("armorer.cost.per-call=1")
			.run((context) -> {
				stores.failNext(1);
				context.getBean(Toolbox.class).execute(ToolCall.of("search"));
				Awaitility.await()
					.atMost(Duration.ofSeconds(20))
					.until(() -> stores.ledger("cost", 1).balance("total/all/cost/USD").isPresent());
			});
	}

	private static Throwable setting(Throwable failure) {
		Throwable cause = failure;
		while (cause != null && !(cause instanceof InvalidSettingException)) {
			cause = cause.getCause();
		}
		return cause;
	}

	private static SectionRequest request(String... parameters) {
		Map<String, String> values = new LinkedHashMap<>();
		for (int i = 0; i < parameters.length; i += 2) {
			values.put(parameters[i], parameters[i + 1]);
		}
		return SectionRequest.of(values, false);
	}

}
