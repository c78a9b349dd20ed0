package io.armorer.pattern.audit;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import ch.qos.logback.classic.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.mock.env.MockEnvironment;

import io.armorer.autoconfigure.ArmorerAuditAutoConfiguration;
import io.armorer.autoconfigure.ArmorerAutoConfiguration;
import io.armorer.autoconfigure.ArmorerPolicyAutoConfiguration;
import io.armorer.autoconfigure.ArmorerRedactionAutoConfiguration;
import io.armorer.autoconfigure.ArmorerStoreAutoConfiguration;
import io.armorer.config.ToolSettings;
import io.armorer.middleware.ToolHandler;
import io.armorer.redact.Redactor;
import io.armorer.store.Journal;
import io.armorer.store.StoreBackend;
import io.armorer.store.memory.MemoryStoreBackend;
import io.armorer.testing.CapturedLog;
import io.armorer.testing.FailingStores;
import io.armorer.testing.MovableTime;
import io.armorer.testing.TestInvocation;
import io.armorer.tool.ArmorerTool;
import io.armorer.tool.Effect;
import io.armorer.tool.ErrorCode;
import io.armorer.tool.Outcome;
import io.armorer.tool.Tool;
import io.armorer.tool.ToolCall;
import io.armorer.tool.ToolContext;
import io.armorer.tool.ToolResult;
import io.armorer.toolbox.Toolbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/** What becomes of calls and of their records when the journal fails. */
@Timeout(60)
class AuditFailureTests {

	private final MovableTime time = new MovableTime();

	private final FailingStores stores = FailingStores.inMemory(this.time);

	private final AuditTrail trail = Records.trail(this.stores, this.time);

	private final AuditLog log = new AuditLog(this.trail);

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(JacksonAutoConfiguration.class, ArmorerAutoConfiguration.class,
				ArmorerRedactionAutoConfiguration.class, ArmorerStoreAutoConfiguration.class,
				ArmorerPolicyAutoConfiguration.class, ArmorerAuditAutoConfiguration.class))
		.withBean(MovableTime.class, () -> this.time)
		.withBean(StoreBackend.class, () -> this.stores)
		.withBean(Machine.class);

	private final ApplicationContextRunner closed = this.runner
		.withPropertyValues("armorer.audit.failure-mode=fail-closed");

	@Test
	void openLeavesTheResultAloneAndLosesNoRecordInAShortOutage() {
		this.runner.run((context) -> {
			Toolbox toolbox = context.getBean(Toolbox.class);
			this.stores.fail();
			for (int i = 0; i < 5; i++) {
				assertThat(toolbox.execute(ToolCall.json("c-" + i, "read", "{}")).value()).isEqualTo("read");
			}
			AuditTrail trail = context.getBean(AuditTrail.class);
			assertThat(trail.backlog()).isEqualTo(5);
			this.stores.recover();
			this.time.advance(AuditTrail.PAUSE);
			toolbox.execute(ToolCall.json("c-5", "read", "{}"));
			assertThat(AuditTests.records(context)).extracting(AuditRecord::callId)
				.containsExactly("c-0", "c-1", "c-2", "c-3", "c-4", "c-5");
			assertThat(trail.backlog()).isZero();
			assertThat(trail.dropped()).isZero();
			assertThat(trail.written()).isEqualTo(6);
			assertThat(context.getBean(AuditLog.class).verify().isIntact()).isTrue();
		});
	}

	@Test
	void closesOnAnErrorAsOnAnException() {
		Journal<?> broken = (Journal<?>) Proxy.newProxyInstance(getClass().getClassLoader(),
				new Class<?>[] { Journal.class }, (proxy, method, arguments) -> {
					throw new NoClassDefFoundError("a driver's own");
				});
		StoreBackend stores = (StoreBackend) Proxy.newProxyInstance(getClass().getClassLoader(),
				new Class<?>[] { StoreBackend.class }, (proxy, method, arguments) -> broken);
		AuditTrail lost = Records.trail(stores, this.time);
		MockEnvironment environment = new MockEnvironment().withProperty("armorer.audit.failure-mode", "fail-closed");
		Tool tool = Tool.builder("act").build((input, call) -> "acted");
		ToolHandler handler = new AuditMiddleware(lost, new ToolSettings(environment), Redactor.withDefaults())
			.apply(tool, (call) -> "acted");
		assertThat(catchThrowable(() -> handler.handle(TestInvocation.of(tool))))
			.isInstanceOf(AuditFailedException.class);
		assertThat(lost.dropped()).isEqualTo(1);
	}

	@Test
	void aJournalThatFailedIsLeftAloneForAWhile() {
		this.stores.fail();
		write("a");
		int asked = this.stores.operations();
		write("b");
		write("c");
		assertThat(this.stores.operations()).isEqualTo(asked);
		this.time.advance(AuditTrail.PAUSE);
		write("d");
		assertThat(this.stores.operations()).isEqualTo(asked + 1);
	}

	@Test
	void onlyWhatDoesNotFitIntoTheBacklogIsLostAndCountedAndLogged() {
		try (CapturedLog captured = new CapturedLog("io.armorer.pattern.audit", Level.INFO)) {
			this.stores.fail();
			for (int i = 0; i < AuditBacklog.CAPACITY + 7; i++) {
				assertThat(write("c-" + i)).isFalse();
			}
			assertThat(this.trail.backlog()).isEqualTo(AuditBacklog.CAPACITY);
			assertThat(this.trail.dropped()).isEqualTo(7);
			assertThat(captured.text()).contains("ERROR").contains("the records of 1 calls are lost so far");
		}
		this.stores.recover();
		this.time.advance(AuditTrail.PAUSE);
		assertThat(write("last")).isFalse();
		assertThat(write("after")).isTrue();
		assertThat(ids()).hasSize(AuditBacklog.CAPACITY + 1).startsWith("c-0", "c-1").endsWith("c-999", "after");
		assertThat(this.trail.dropped()).isEqualTo(8);
	}

	@Test
	void aRecordThatCanNotBeSealedWhenItsTurnComesIsCountedAndLoggedAndHoldsUpNoOther() {
		try (MemoryStoreBackend memory = new MemoryStoreBackend(this.time);
				CapturedLog captured = new CapturedLog("io.armorer.pattern.audit", Level.INFO)) {
			AuditTrail ahead = Records.trail(memory, this.time);
			Records.write(ahead, Records.full(1));
			Records.write(ahead,
					new AuditRecord(0, "broken", null, "tool", null, null, null, this.time.now(), Duration.ZERO, null,
							null, null, null, null, false, false, null, null, null, null, null, "", "", ""));
			Records.write(ahead, Records.full(2));
			AuditLog all = new AuditLog(ahead);
			assertThat(all.find(AuditQuery.oldest(9)).items()).extracting(AuditRecord::callId)
				.containsExactly("call-1", "call-2");
			assertThat(all.verify().isIntact()).isTrue();
			assertThat(ahead.dropped()).isOne();
			assertThat(ahead.written()).isEqualTo(2);
			assertThat(captured.text()).contains("ERROR").contains("broken");
		}
	}

	@Test
	void whatIsLeftIsWrittenAtTheEnd() {
		this.stores.fail();
		write("a");
		this.stores.recover();
		this.trail.close();
		assertThat(ids()).containsExactly("a");
	}

	@Test
	void aJournalThatNeverAnswersAgainIsToldOfAtTheEnd() {
		this.stores.fail();
		write("a");
		try (CapturedLog captured = new CapturedLog("io.armorer.pattern.audit", Level.INFO)) {
			this.trail.close();
			assertThat(captured.text()).contains("The records of 1 calls are lost");
		}
	}

	@Test
	void aRecordThatIsThereInSpiteOfAFailureIsNotWrittenTwice() {
		this.stores.failNextAfterwards(1);
		assertThat(write("a")).isFalse();
		assertThat(ids()).containsExactly("a");
		this.time.advance(AuditTrail.PAUSE);
		assertThat(write("b")).isTrue();
		assertThat(ids()).containsExactly("a", "b");
		assertThat(this.log.verify().isIntact()).isTrue();
	}

	@Test
	void aRecordThatIsThereIsFoundBehindOthersWithTheSameId() {
		this.stores.failNextAfterwards(1);
		write("a");
		AuditTrail other = Records.trail(this.stores, this.time);
		IntStream.range(0, 50)
			.forEach((i) -> Records.write(other, Records.content("a", this.time.now().plusNanos(i + 1))));
		this.time.advance(AuditTrail.PAUSE);
		write("b");
		assertThat(ids()).hasSize(52);
	}

	@Test
	void aCallThatWasLikeAnotherHasARecordOfItsOwn() {
		write("a");
		this.stores.failNext(1);
		write("a");
		this.time.advance(AuditTrail.PAUSE);
		write("a");
		assertThat(ids()).containsExactly("a", "a", "a");
	}

	@Test
	void whatCanNotBeLookedUpIsNotWrittenBlindly() {
		this.stores.failNextAfterwards(1);
		write("a");
		this.time.advance(AuditTrail.PAUSE);
		this.stores.failReads();
		write("b");
		assertThat(this.trail.backlog()).isEqualTo(2);
		this.stores.recover();
		this.time.advance(AuditTrail.PAUSE);
		write("c");
		assertThat(ids()).containsExactly("a", "b", "c");
	}

	@Test
	void anInterruptMeantForTheToolDoesNotKeepTheRecordFromBeingWritten() {
		TamperableJournal waiting = new TamperableJournal() {

			@Override
			public synchronized AuditRecord append(Seal<AuditRecord> seal) {
				assertThat(Thread.currentThread().isInterrupted()).isFalse();
				return super.append(seal);
			}

		};
		Thread.currentThread().interrupt();
		assertThat(Records.write(Records.trail(waiting, this.time), Records.full(1))).isTrue();
		assertThat(Thread.interrupted()).isTrue();
	}

	@Test
	void aRecordThatTheJournalChokesOnDoesNotHoldUpTheOthers() {
		TamperableJournal choking = new TamperableJournal() {

			@Override
			public synchronized AuditRecord append(Seal<AuditRecord> seal) {
				AuditRecord record = seal.seal(this.bounds.last() + 1, this.bounds.lastMark());
				if (record.callId().equals("poison")) {
					throw new IllegalStateException("can't");
				}
				return super.append(seal);
			}

		};
		AuditTrail trail = Records.trail(choking, this.time);
		Records.write(trail, Records.content("poison", this.time.now()));
		for (int i = 0; i < 4; i++) {
			this.time.advance(AuditTrail.PAUSE);
			Records.write(trail, Records.content("good", this.time.now()));
		}
		assertThat(choking.records).hasSize(4);
		assertThat(trail.dropped()).isEqualTo(1);
	}

	@Test
	void closedWithholdsTheResultOfACallWithoutARecord() {
		this.closed.run((context) -> {
			Toolbox toolbox = context.getBean(Toolbox.class);
			Machine machine = context.getBean(Machine.class);
			this.stores.failNext(1);
			ToolResult result = toolbox.execute(ToolCall.of("act"));
			assertThat(machine.runs()).isEqualTo(1);
			assertThat(result.outcome()).isEqualTo(Outcome.ERROR);
			assertThat(result.error()).satisfies((error) -> {
				assertThat(error.is(ErrorCode.STORE_UNAVAILABLE)).isTrue();
				assertThat(error.retryable()).isFalse();
				assertThat(error.message()).contains("'act' may have run").contains("Do not simply call it again");
			});
			this.time.advance(AuditTrail.PAUSE);
			this.stores.failNext(1);
			assertThat(toolbox.execute(ToolCall.of("read")).error()).satisfies((error) -> {
				assertThat(error.is(ErrorCode.STORE_UNAVAILABLE)).isTrue();
				assertThat(error.message()).contains("was not run");
			});
		});
	}

	@Test
	void closedSaysThatAReadMayBeTriedAgain() {
		this.closed.run((context) -> {
			this.stores.failNext(1);
			assertThat(context.getBean(Toolbox.class).execute(ToolCall.of("read")).error()).satisfies((error) -> {
				assertThat(error.retryable()).isTrue();
				assertThat(error.retryAfter()).isEqualTo(AuditTrail.PAUSE);
				assertThat(error.message()).contains("may have run").contains("Try again later");
			});
		});
	}

	@Test
	void closedRefusesFurtherCallsBeforeTheyRunAndKeepsRecordsOfAll() {
		this.closed.run((context) -> {
			Toolbox toolbox = context.getBean(Toolbox.class);
			Machine machine = context.getBean(Machine.class);
			this.stores.fail();
			toolbox.execute(ToolCall.json("c-0", "act", "{}"));
			for (int i = 1; i < 4; i++) {
				this.time.advance(Duration.ofSeconds(i));
				ToolResult refused = toolbox.execute(ToolCall.json("c-" + i, "act", "{}"));
				assertThat(refused.error().message()).contains("'act' was not run");
				assertThat(refused.error().retryAfter()).isEqualTo(AuditTrail.PAUSE);
			}
			assertThat(machine.runs()).isEqualTo(1);
			this.stores.recover();
			this.time.advance(AuditTrail.PAUSE);
			assertThat(toolbox.execute(ToolCall.json("c-4", "act", "{}")).isSuccess()).isTrue();
			assertThat(machine.runs()).isEqualTo(2);
			assertThat(AuditTests.records(context)).extracting(AuditRecord::callId)
				.containsExactly("c-0", "c-1", "c-2", "c-3", "c-4");
			assertThat(AuditTests.records(context)).extracting(AuditRecord::outcome)
				.as("the first one ran, whatever its caller was told")
				.startsWith(Outcome.SUCCESS, Outcome.ERROR);
		});
	}

	@Test
	void closedHoldsForEveryKindOfResult() {
		this.closed.run((context) -> {
			Machine machine = context.getBean(Machine.class);
			List<Runnable> calls = List.of(machine::read, () -> machine.future().join(), () -> machine.mono().block(),
					() -> machine.flux().blockLast(), () -> machine.lines().toList());
			for (Runnable call : calls) {
				machine.read();
				this.stores.failNext(1);
				Throwable failure = catchThrowable(call::run);
				assertThat((failure instanceof CompletionException) ? failure.getCause() : failure)
					.isInstanceOf(AuditFailedException.class);
				this.time.advance(AuditTrail.PAUSE);
			}
			machine.read();
			assertThat(AuditTests.records(context)).hasSize(2 * calls.size() + 1);
		});
	}

	@Test
	void closedTellsOfADenialThatTheToolDidNotRun() {
		this.closed.withPropertyValues("armorer.policy.read-only=true").run((context) -> {
			this.stores.failNext(1);
			assertThat(context.getBean(Toolbox.class).execute(ToolCall.of("act")).error().message())
				.contains("was not run");
		});
	}

	@Test
	void closedForOneTool() {
		this.runner.withPropertyValues("armorer.tools.act.audit.failure-mode=fail-closed").run((context) -> {
			this.stores.fail();
			Toolbox toolbox = context.getBean(Toolbox.class);
			assertThat(toolbox.execute(ToolCall.of("read")).isSuccess()).isTrue();
			assertThat(toolbox.execute(ToolCall.of("act")).error().message()).contains("was not run");
		});
	}

	@Test
	void callsThatNeverReachATool() {
		this.closed.run((context) -> {
			this.stores.fail();
			Toolbox toolbox = context.getBean(Toolbox.class);
			assertThat(toolbox.execute(ToolCall.of("nothing"), ToolContext.empty()).error())
				.matches((error) -> error.is(ErrorCode.UNKNOWN_TOOL));
			this.stores.recover();
			this.time.advance(AuditTrail.PAUSE);
			toolbox.execute(ToolCall.of("read"));
			assertThat(AuditTests.records(context)).extracting(AuditRecord::tool).containsExactly("nothing", "read");
		});
	}

	@Test
	void noRecordIsLostOrDoubledInARaceWithAFailingJournal() throws Exception {
		int threads = 6;
		int rounds = 150;
		ExecutorService pool = Executors.newFixedThreadPool(threads + 1);
		try {
			CyclicBarrier barrier = new CyclicBarrier(threads + 1);
			AtomicInteger ids = new AtomicInteger();
			List<Future<?>> all = new ArrayList<>();
			for (int t = 0; t < threads; t++) {
				all.add(pool.submit(() -> {
					barrier.await();
					for (int i = 0; i < rounds; i++) {
						write("c-" + ids.getAndIncrement());
						this.time.advance(Duration.ofMillis(400));
					}
					return null;
				}));
			}
			all.add(pool.submit(() -> {
				barrier.await();
				for (int i = 0; i < rounds; i++) {
					switch (i % 4) {
						case 0 -> this.stores.failNext(2);
						case 1 -> this.stores.failNextAfterwards(1);
						case 2 -> this.stores.fail();
						default -> this.stores.recover();
					}
					Thread.yield();
				}
				return null;
			}));
			for (Future<?> each : all) {
				each.get();
			}
		}
		finally {
			pool.shutdownNow();
		}
		this.stores.recover();
		this.trail.close();
		assertThat(this.trail.backlog()).isZero();
		assertThat(this.trail.dropped()).isZero();
		assertThat(ids()).hasSize(threads * rounds).doesNotHaveDuplicates();
		assertThat(this.log.verify().isIntact()).isTrue();
		assertThat(this.trail.written()).isEqualTo(threads * rounds);
	}

	@Test
	void thousandsOfCallsFromManyThreadsMakeOneChain() throws Exception {
		ExecutorService pool = Executors.newFixedThreadPool(8);
		try {
			CyclicBarrier barrier = new CyclicBarrier(8);
			List<CompletableFuture<Void>> all = IntStream.range(0, 8).mapToObj((t) -> CompletableFuture.runAsync(() -> {
				try {
					barrier.await();
				}
				catch (Exception ex) {
					throw new IllegalStateException(ex);
				}
				IntStream.range(0, 1000).forEach((i) -> write("c-" + t + "-" + i));
			}, pool)).toList();
			all.forEach(CompletableFuture::join);
		}
		finally {
			pool.shutdownNow();
		}
		assertThat(this.log.verify())
			.matches((report) -> report.isIntact() && report.checked() == 8000 && report.last() == 8000);
	}

	private boolean write(String callId) {
		return Records.write(this.trail, Records.content(callId, MovableTime.START));
	}

	private List<String> ids() {
		return this.log.find(AuditQuery.oldest(10_000)).items().stream().map(AuditRecord::callId).toList();
	}

	static class Machine {

		private final AtomicInteger runs = new AtomicInteger();

		int runs() {
			return this.runs.get();
		}

		@ArmorerTool
		public String act() {
			this.runs.incrementAndGet();
			return "acted";
		}

		@ArmorerTool(effect = Effect.READ)
		public String read() {
			return "read";
		}

		@ArmorerTool
		public CompletableFuture<String> future() {
			return CompletableFuture.supplyAsync(() -> "later");
		}

		@ArmorerTool
		public Mono<String> mono() {
			return Mono.just("later");
		}

		@ArmorerTool
		public Flux<String> flux() {
			return Flux.just("a", "b");
		}

		@ArmorerTool
		public Stream<String> lines() {
			return Stream.of("a", "b");
		}

	}

}
