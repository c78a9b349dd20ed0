package io.armorer.pattern.cost;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import ch.qos.logback.classic.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import io.armorer.event.CostRecorded;
import io.armorer.middleware.ToolHandler;
import io.armorer.store.StoreUnavailableException;
import io.armorer.testing.CapturedLog;
import io.armorer.testing.TestInvocation;
import io.armorer.tool.CallNotes;
import io.armorer.tool.ErrorCode;
import io.armorer.tool.Tool;
import io.armorer.tool.ToolContext;
import io.armorer.tool.ToolError;
import io.armorer.tool.ToolRefusedException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

@Timeout(60)
class CostMiddlewareTests {

	private final Tool search = Till.tool("search");

	@Test
	void tenTimesATenthIsOne() throws Throwable {
		Till till = new Till("cost.per-call=0.1");
		ToolHandler handler = till.handler(this.search, (call) -> "found");
		for (int i = 0; i < 10; i++) {
			assertThat(handler.handle(TestInvocation.of(this.search))).isEqualTo("found");
		}
		assertThat(till.total()).isEqualTo(new BigDecimal("1"));
	}

	@Test
	void toolWithoutCostPaysNothing() {
		Till till = new Till("tools.other.cost.per-call=0.1");
		ToolHandler next = (call) -> "found";

		assertThat(till.handler(this.search, next)).isSameAs(next);
		assertThat(new Till("cost.per-call=1", "tools.search.cost.enabled=false").handler(this.search, next))
			.isSameAs(next);
		assertThat(till.tracker.all()).isEmpty();
	}

	@Test
	void attemptsOfOneCallAddUpInItsNotesAndAreToldOneByOne() throws Throwable {
		Till till = new Till("cost.per-call=0.1");
		List<Charge> told = new ArrayList<>();
		ToolHandler handler = till.handler(this.search, (call) -> "found");
		TestInvocation call = new TestInvocation(this.search, Map.of(), ToolContext.ofUser("ann"));
		call.attach(ChargeSink.class, told::add);

		handler.handle(call);
		handler.handle(call);

		assertThat(call.notes()).containsEntry(CallNotes.COST, new BigDecimal("0.2"))
			.containsEntry(CallNotes.CURRENCY, "USD");
		assertThat(told).hasSize(2).allSatisfy((charge) -> {
			assertThat(charge.amount()).isEqualTo(new BigDecimal("0.1"));
			assertThat(charge.callId()).isEqualTo("call-1");
			assertThat(charge.toolName()).isEqualTo("search");
			assertThat(charge.userId()).isEqualTo("ann");
			assertThat(charge.at()).isEqualTo(till.time.now());
		});
		assertThat(till.events.of(CostRecorded.class)).hasSize(2).allSatisfy((event) -> {
			assertThat(event.call().userId()).isEqualTo("ann");
			assertThat(event.callId()).isEqualTo("call-1");
			assertThat(event.amount()).isEqualTo(new BigDecimal("0.1"));
		});
	}

	@Test
	void chargeAsksForTheTimeOnce() throws Throwable {
		Till till = new Till("cost.per-call=0.1");
		ToolHandler handler = till.handler(this.search, (call) -> "found");
		long before = till.time.timesAsked();

		handler.handle(new TestInvocation(this.search, Map.of(), ToolContext.ofUser("ann")));

		assertThat(till.time.timesAsked()).isEqualTo(before + 1);
		assertThat(till.tracker.byDay(LocalDate.of(2026, 1, 31)).calls()).isOne();
	}

	@Test
	void sinkThatThrowsChangesNothing() throws Throwable {
		Till till = new Till("cost.per-call=0.1");
		TestInvocation call = TestInvocation.of(this.search);
		call.attach(ChargeSink.class, (charge) -> {
			throw new IllegalStateException("on purpose");
		});

		assertThat(till.handler(this.search, (invocation) -> "found").handle(call)).isEqualTo("found");
		assertThat(till.total()).isEqualByComparingTo("0.1");
	}

	@Test
	void failureIsOnlyChargedWhereItIsSaid() {
		Till till = new Till("cost.per-call=0.1", "tools.mail.cost.charge-on-failure=true");
		Tool mail = Till.tool("mail");
		ToolHandler failing = (call) -> {
			throw new IllegalStateException("on purpose");
		};
		assertThatExceptionOfType(IllegalStateException.class)
			.isThrownBy(() -> till.handler(this.search, failing).handle(TestInvocation.of(this.search)));
		assertThatExceptionOfType(IllegalStateException.class)
			.isThrownBy(() -> till.handler(mail, failing).handle(TestInvocation.of(mail)));
		assertThat(till.tracker.byTool("search").calls()).isZero();
		assertThat(till.tracker.byTool("mail").calls()).isOne();
	}

	@Test
	void whatWasRefusedFurtherInNeverRan() {
		Till till = new Till("cost.per-call=0.1", "cost.charge-on-failure=true");

		assertThatExceptionOfType(ToolRefusedException.class).isThrownBy(() -> till.handler(this.search, (call) -> {
			throw new ToolRefusedException(ToolError.of(ErrorCode.POOL_EXHAUSTED, "No."));
		}).handle(TestInvocation.of(this.search)));
		assertThat(till.tracker.total().calls()).isZero();
	}

	@Test
	void futureIsChargedWhenItCompletes() throws Throwable {
		Till till = new Till("cost.expression=result.size * 0.1");
		CompletableFuture<Object> promise = new CompletableFuture<>();
		TestInvocation call = TestInvocation.of(this.search);
		Object returned = till.handler(this.search, (invocation) -> promise).handle(call);
		assertThat(till.tracker.total().calls()).isZero();

		promise.complete("four");

		assertThat(returned).isInstanceOfSatisfying(CompletableFuture.class,
				(future) -> assertThat(future.join()).isEqualTo("four"));
		assertThat(till.total()).isEqualByComparingTo("0.4");
		assertThat(call.notes()).containsKey(CallNotes.COST);
	}

	@Test
	void futureThatIsCancelledRanNonetheless() throws Throwable {
		Till till = new Till("cost.per-call=0.1", "tools.mail.cost.charge-on-failure=true");
		Tool mail = Till.tool("mail");
		for (Tool tool : List.of(this.search, mail)) {
			Object returned = till.handler(tool, (invocation) -> new CompletableFuture<>())
				.handle(TestInvocation.of(tool));
			((CompletableFuture<?>) returned).cancel(true);
		}
		assertThat(till.tracker.byTool("search").calls()).isZero();
		assertThat(till.tracker.byTool("mail").calls()).isOne();
	}

	@Test
	void monoIsChargedWithItsValueAndFluxAtItsEnd() throws Throwable {
		Till till = new Till("tools.search.cost.expression=result.size * 0.1", "tools.list.cost.per-call=1");
		Tool list = Till.tool("list");
		Mono<?> mono = (Mono<?>) till.handler(this.search, (call) -> Mono.just("four"))
			.handle(TestInvocation.of(this.search));
		Flux<?> flux = (Flux<?>) till.handler(list, (call) -> Flux.just(1, 2, 3)).handle(TestInvocation.of(list));
		assertThat(till.tracker.total().calls()).isZero();

		mono.block();
		assertThat(till.total()).isEqualByComparingTo("0.4");
		flux.take(2).blockLast();
		assertThat(till.tracker.byTool("list").calls()).isZero();

		Flux<?> second = (Flux<?>) till.handler(list, (call) -> Flux.just(1, 2, 3)).handle(TestInvocation.of(list));
		second.blockLast();
		assertThat(till.tracker.byTool("list").calls()).isOne();
		Disposable endless = ((Flux<?>) new Till("cost.per-call=1").handler(list, (call) -> Flux.never())
			.handle(TestInvocation.of(list))).subscribe();
		endless.dispose();
	}

	@Test
	void streamIsChargedWhenItEnds() throws Throwable {
		Till till = new Till("cost.per-call=1");
		Stream<?> stream = (Stream<?>) till.handler(this.search, (call) -> Stream.of(1, 2))
			.handle(TestInvocation.of(this.search));
		assertThat(till.tracker.total().calls()).isZero();
		assertThat(stream.count()).isEqualTo(2);
		stream.close();
		assertThat(till.tracker.total().calls()).isOne();
	}

	@Test
	void expressionSeesArgumentsResultAndError() throws Throwable {
		Till till = new Till("cost.charge-on-failure=true",
				"cost.expression=error == null ? arguments.size * result['price'] : (error.code == 'CANCELLED' ? 1 : 2)");
		TestInvocation call = new TestInvocation(this.search, Map.of("size", 3), ToolContext.empty());

		till.handler(this.search, (invocation) -> Map.of("price", new BigDecimal("0.05"))).handle(call);
		assertThat(till.total()).isEqualByComparingTo("0.15");
		assertThatExceptionOfType(CancellationException.class)
			.isThrownBy(() -> till.handler(this.search, (invocation) -> {
				throw new CancellationException();
			}).handle(call));
		assertThat(till.total()).isEqualByComparingTo("1.15");
	}

	@Test
	void perCallComesOnTop() throws Throwable {
		Till till = new Till("cost.per-call=0.1", "cost.units.searches=1",
				"tools.search.cost.expression={amount: 0.02, units: {rows: result.size}}");

		till.handler(this.search, (call) -> List.of(1, 2, 3)).handle(TestInvocation.of(this.search));

		assertThat(till.total()).isEqualByComparingTo("0.12");
		assertThat(till.tracker.byTool("search").units()).isEqualTo(Map.of("searches", 1L, "rows", 3L));
	}

	@ParameterizedTest
	@ValueSource(strings = { "throws", "error", "negative", "huge", "astronomical", "manyUnits", "negativeUnits",
			"badUnit" })
	void calculatorThatFailsNeverFailsTheCall(String how) throws Throwable {
		Till till = new Till("cost.calculator=broken");
		till.calculators.put("broken", (context) -> switch (how) {
			case "throws" -> throw new Exception("on purpose");
			case "error" -> throw new StackOverflowError("on purpose");
			case "negative" -> Cost.of("-0.01");
			case "huge" -> Cost.of("1000000.000000001");
			case "astronomical" -> Cost.of("1E+1000000000");
			case "negativeUnits" -> Cost.NOTHING.withUnits("rows", -1);
			case "badUnit" -> Cost.NOTHING.withUnits("a/b", 1);
			default -> {
				Cost cost = Cost.NOTHING;
				for (int i = 0; i < 17; i++) {
					cost = cost.withUnits("unit" + i, 1);
				}
				yield cost;
			}
		});
		ToolHandler handler = till.handler(this.search, (call) -> "found");
		try (CapturedLog log = new CapturedLog(ToolTally.class.getName(), Level.WARN)) {
			for (int i = 0; i < 100; i++) {
				assertThat(handler.handle(TestInvocation.of(this.search))).isEqualTo("found");
			}
			assertThat(log.events()).hasSize(1);
			till.time.advance(Duration.ofMinutes(2));
			handler.handle(TestInvocation.of(this.search));
			assertThat(log.events()).hasSize(2);
		}
		assertThat(till.tracker.total().calls()).isZero();
		assertThat(till.tracker.find("search")).hasValueSatisfying((costs) -> {
			assertThat(costs.failures()).isEqualTo(101);
			assertThat(costs.lastProblem()).isNotNull();
		});
	}

	@Test
	void priceOfACallIsChargedThoughTheRestCanNotBeTold() throws Throwable {
		Till till = new Till("cost.per-call=0.1", "cost.calculator=broken");
		till.calculators.put("broken", (context) -> {
			throw new IllegalStateException("on purpose");
		});

		till.handler(this.search, (call) -> "found").handle(TestInvocation.of(this.search));

		assertThat(till.total()).isEqualByComparingTo("0.1");
	}

	@Test
	void calculatorMayHaveNothingToCharge() throws Throwable {
		Till till = new Till("cost.calculator=none");
		till.calculators.put("none", (context) -> null);
		TestInvocation call = TestInvocation.of(this.search);

		till.handler(this.search, (invocation) -> "found").handle(call);

		assertThat(till.tracker.total().calls()).isZero();
		assertThat(call.notes()).isEmpty();
		assertThat(till.tracker.find("search").orElseThrow().failures()).isZero();
	}

	@Test
	void verySmallAmountsAreRoundedToABillionth() throws Throwable {
		Till till = new Till("cost.calculator=tiny");
		List<String> amounts = new ArrayList<>(List.of("0.0000000005", "0.0000000004", "1E-1000000000"));
		till.calculators.put("tiny", (context) -> Cost.of(amounts.remove(0)));
		ToolHandler handler = till.handler(this.search, (call) -> "found");
		for (int i = 0; i < 3; i++) {
			handler.handle(TestInvocation.of(this.search));
		}
		assertThat(till.total()).isEqualTo(new BigDecimal("0.000000001"));
		assertThat(till.tracker.total().calls()).isEqualTo(3);
		assertThatIllegalArgumentException().isThrownBy(() -> Cost.of("-1"));
	}

	@Test
	void storeThatFailsFailsNoCallUnlessItShall() throws Throwable {
		Till till = new Till("cost.per-call=0.1", "tools.strict.cost.on-store-failure=deny");
		Tool strict = Till.tool("strict");
		List<String> runs = new ArrayList<>();
		List<Charge> told = new ArrayList<>();
		ToolHandler lenient = till.handler(this.search, (call) -> "found");
		ToolHandler denying = till.handler(strict, (call) -> {
			runs.add("run");
			return "done";
		});
		till.stores.fail();
		TestInvocation call = TestInvocation.of(this.search);
		call.attach(ChargeSink.class, told::add);

		assertThat(lenient.handle(call)).isEqualTo("found");
		assertThat(told).hasSize(1);
		assertThat(call.notes()).containsEntry(CallNotes.COST, new BigDecimal("0.1"));
		assertThatExceptionOfType(StoreUnavailableException.class)
			.isThrownBy(() -> denying.handle(TestInvocation.of(strict)));
		assertThat(runs).isEmpty();

		till.stores.recover();
		assertThat(denying.handle(TestInvocation.of(strict))).isEqualTo("done");
		assertThat(till.total()).isEqualByComparingTo("0.2");
	}

}
