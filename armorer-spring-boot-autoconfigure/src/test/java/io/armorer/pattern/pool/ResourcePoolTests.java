package io.armorer.pattern.pool;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import ch.qos.logback.classic.Level;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import io.armorer.config.InvalidSettingException;
import io.armorer.pattern.pool.Pages.Page;
import io.armorer.testing.CapturedLog;
import io.armorer.testing.MovableTime;
import io.armorer.testing.TestInvocation;
import io.armorer.tool.ErrorCode;
import io.armorer.tool.Tool;
import io.armorer.tool.ToolContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@Timeout(60)
class ResourcePoolTests {

	private final MovableTime time = new MovableTime();

	private final Pages pages = new Pages();

	private final PoolOptions options = new PoolOptions();

	private final Tool tool = Tool.builder("print").build((input, context) -> null);

	private final ExecutorService threads = Executors.newCachedThreadPool();

	@AfterEach
	void stop() {
		this.threads.shutdownNow();
	}

	@Test
	void firstUseCreatesAndTheNextTakesTheSame() {
		ResourcePool<Page> pool = pool();
		assertThat(pool.look()).isEqualTo(new PoolSnapshot("pages", 10, 0, 0, 0, 0, 0, 0, 0, 0));
		Page first;
		try (Lease<Page> lease = pool.lease()) {
			first = lease.get();
			assertThat(pool.look()).isEqualTo(new PoolSnapshot("pages", 10, 1, 0, 1, 0, 1, 0, 0, 0));
		}
		try (Lease<Page> lease = pool.lease()) {
			assertThat(lease.get()).isSameAs(first);
		}
		assertThat(pool.look()).isEqualTo(new PoolSnapshot("pages", 10, 1, 1, 0, 0, 1, 0, 0, 0));
	}

	@Test
	void leasesNoMoreThanItMay() {
		this.options.setMaxSize(2);
		this.options.setAcquireTimeout(Duration.ofMillis(5));
		ResourcePool<Page> pool = pool();
		Lease<Page> one = pool.lease();
		Lease<Page> other = pool.lease();
		assertThat(one.get()).isNotSameAs(other.get());
		assertThatExceptionOfType(PoolExhaustedException.class).isThrownBy(pool::lease).satisfies((ex) -> {
			assertThat(ex.error().is(ErrorCode.POOL_EXHAUSTED)).isTrue();
			assertThat(ex.error().retryable()).isTrue();
			assertThat(ex.error().message()).isEqualTo("The tool needs a resource of which all are in use, and none "
					+ "became free within 5 milliseconds. Try again in a moment, or do without it.");
			assertThat(ex.error().details()).isEqualTo(Map.of("pool", "pages", "maxSize", 2));
		});
		assertThat(pool.look().timeouts()).isEqualTo(1);
		one.close();
		pool.lease().close();
	}

	@Test
	void waiterGetsWhatIsReturned() throws Exception {
		this.options.setMaxSize(1);
		ResourcePool<Page> pool = patient();
		Lease<Page> lease = pool.lease();
		Page page = lease.get();
		Future<Page> waiter = this.threads.submit(() -> pool.lease().get());
		awaitWaiting(pool, 1);
		lease.close();
		assertThat(waiter.get()).isSameAs(page);
	}

	@Test
	void waiterGetsANewOneForOneThatBroke() throws Exception {
		this.options.setMaxSize(1);
		ResourcePool<Page> pool = patient();
		Lease<Page> lease = pool.lease();
		Page page = lease.get();
		Future<Page> waiter = this.threads.submit(() -> pool.lease().get());
		awaitWaiting(pool, 1);
		lease.invalidate();
		assertThat(waiter.get()).isNotSameAs(page);
		assertThat(this.pages.alive).containsExactly(waiter.get());
	}

	@Test
	void waiterTriesItselfAfterACreationThatFailed() throws Exception {
		this.options.setMaxSize(1);
		ResourcePool<Page> pool = patient();
		Lease<Page> lease = pool.lease();
		Future<Page> waiter = this.threads.submit(() -> pool.lease().get());
		Future<Page> next = this.threads.submit(() -> pool.lease().get());
		awaitWaiting(pool, 2);
		this.pages.down = true;
		lease.invalidate();
		assertThatThrownBy(waiter::get).hasCauseInstanceOf(ResourceCreationException.class);
		assertThatThrownBy(next::get).hasCauseInstanceOf(ResourceCreationException.class);
		this.pages.down = false;
		pool.lease().close();
	}

	@Test
	void failedCreationIsTriedAgainAtTheNextCall() {
		this.options.setMaxSize(1);
		ResourcePool<Page> pool = pool();
		this.pages.down = true;
		for (int i = 0; i < 5; i++) {
			assertThatExceptionOfType(ResourceCreationException.class).isThrownBy(pool::lease)
				.withCauseInstanceOf(IOException.class)
				.satisfies((ex) -> assertThat(ex.error().is(ErrorCode.UPSTREAM_FAILED)).isTrue());
		}
		this.pages.down = false;
		pool.lease().close();
		assertThat(pool.look().size()).isEqualTo(1);
	}

	@Test
	void factoryThatCreatesNothingFailed() {
		ResourcePool<Page> pool = new ResourcePool<>("pages", () -> null, this.options, this.time);
		assertThatExceptionOfType(ResourceCreationException.class).isThrownBy(pool::lease);
	}

	@Test
	void idleResourceThatIsNotWellIsNotHandedOn() {
		ResourcePool<Page> pool = pool();
		Lease<Page> one = pool.lease();
		Lease<Page> other = pool.lease();
		one.get().torn = true;
		other.get().unreadable = true;
		one.close();
		other.close();
		try (Lease<Page> lease = pool.lease()) {
			assertThat(lease.get().number).isEqualTo(3);
			assertThat(this.pages.alive).containsExactly(lease.get());
		}
		assertThat(pool.look().destroyed()).isEqualTo(2);
	}

	@Test
	void validationCanBeSwitchedOff() {
		this.options.setValidateOnAcquire(false);
		ResourcePool<Page> pool = pool();
		try (Lease<Page> lease = pool.lease()) {
			lease.get().torn = true;
		}
		try (Lease<Page> lease = pool.lease()) {
			assertThat(lease.get().torn).isTrue();
		}
	}

	@Test
	void failureThatBreaksTheResourceDestroysItAndAnotherDoesNot() {
		ResourcePool<Page> pool = pool();
		pool.settle(pool.lease(), new IllegalStateException());
		assertThat(this.pages.alive).hasSize(1);
		pool.settle(pool.lease(), new IOException());
		assertThat(this.pages.alive).isEmpty();
	}

	@Test
	void secondReturnIsRefusedAndFreesNothing() {
		this.options.setMaxSize(1);
		this.options.setAcquireTimeout(Duration.ZERO);
		ResourcePool<Page> pool = pool();
		Lease<Page> lease = pool.lease();
		lease.close();
		Lease<Page> next = pool.lease();
		assertThatIllegalStateException().isThrownBy(lease::close);
		assertThatIllegalStateException().isThrownBy(lease::invalidate);
		assertThatIllegalStateException().isThrownBy(lease::get);
		assertThatExceptionOfType(PoolExhaustedException.class).isThrownBy(pool::lease);
		next.close();
	}

	@Test
	void brokenOneCanBeClosedOnce() {
		ResourcePool<Page> pool = pool();
		Lease<Page> lease = pool.lease();
		lease.invalidate();
		assertThatIllegalStateException().isThrownBy(lease::get);
		assertThatIllegalStateException().isThrownBy(lease::invalidate);
		lease.close();
		assertThatIllegalStateException().isThrownBy(lease::close);
		assertThat(pool.look().size()).isZero();
	}

	@Test
	void whatIsIdleForTooLongIsDestroyed() {
		this.options.setMaxIdleTime(Duration.ofMinutes(10));
		ResourcePool<Page> pool = pool();
		pool.lease().close();
		this.time.advance(Duration.ofMinutes(10));
		pool.tidy();
		assertThat(pool.look().idle()).isEqualTo(1);
		this.time.advance(Duration.ofMillis(1));
		pool.tidy();
		assertThat(pool.look().size()).isZero();
		pool.lease().close();
		this.time.advance(Duration.ofMinutes(11));
		try (Lease<Page> lease = pool.lease()) {
			assertThat(lease.get().number).as("though nobody tidied").isEqualTo(3);
		}
	}

	@Test
	void keepsReadyWhatItShould() {
		this.options.setMinIdle(2);
		ResourcePool<Page> pool = pool();
		this.pages.down = true;
		pool.tidy();
		assertThat(pool.look().size()).isZero();
		this.pages.down = false;
		pool.tidy();
		assertThat(pool.look().idle()).isEqualTo(2);
	}

	@Test
	void leaseThatIsHeldForTooLongIsToldOnce() {
		ResourcePool<Page> pool = pool();
		Lease<Page> byHand = pool.lease();
		Lease<Page> byCall = pool.lease(TestInvocation.of(this.tool), null);
		this.time.advance(Duration.ofSeconds(29));
		pool.findLeaks();
		assertThat(pool.look().leaks()).isZero();
		this.time.advance(Duration.ofSeconds(1));
		try (CapturedLog log = new CapturedLog(ResourcePool.class.getName(), Level.WARN)) {
			pool.findLeaks();
			pool.findLeaks();
			assertThat(log.events()).hasSize(2);
			assertThat(log.events()).anySatisfy((event) -> {
				assertThat(event.getFormattedMessage()).contains("pool 'pages'").contains("code outside of any call");
				assertThat(event.getThrowableProxy().getStackTraceElementProxyArray())
					.anySatisfy((frame) -> assertThat(frame.toString()).contains("ResourcePoolTests"));
			});
			assertThat(log.events()).anySatisfy((event) -> assertThat(event.getFormattedMessage())
				.contains("longer than PT30S by call call-1 of tool 'print'"));
		}
		assertThat(pool.look().leaks()).isEqualTo(2);
		byHand.close();
		byCall.close();
	}

	@Test
	void whoGivesUpLosesNoResource() throws Exception {
		this.options.setMaxSize(1);
		ResourcePool<Page> pool = patient();
		Lease<Page> lease = pool.lease();
		TestInvocation cancelled = TestInvocation.of(this.tool);
		Future<?> one = this.threads.submit(() -> pool.lease(cancelled, null));
		AtomicReference<Thread> thread = new AtomicReference<>();
		Future<Boolean> other = this.threads.submit(() -> {
			thread.set(Thread.currentThread());
			assertThatExceptionOfType(CancellationException.class).isThrownBy(pool::lease);
			return Thread.interrupted();
		});
		awaitWaiting(pool, 2);
		cancelled.cancel();
		thread.get().interrupt();
		assertThatThrownBy(one::get).hasCauseInstanceOf(CancellationException.class);
		assertThat(other.get()).as("stays interrupted").isTrue();
		ToolContext hurried = ToolContext.builder().deadline(MovableTime.START.plusMillis(5)).build();
		assertThatExceptionOfType(PoolExhaustedException.class)
			.isThrownBy(() -> pool.lease(new TestInvocation(this.tool, Map.of(), hurried), null));
		lease.close();
		pool.lease().close();
		assertThat(pool.isQuiet()).isTrue();
	}

	@Test
	void closingFailsWhoWaitsAndDestroysAllEvenWhatIsInUse() throws Exception {
		this.options.setMaxSize(2);
		ResourcePool<Page> pool = patient();
		pool.lease();
		Lease<Page> idle = pool.lease();
		Lease<Page> held = idle;
		Future<?> waiter = this.threads.submit(() -> pool.lease());
		awaitWaiting(pool, 1);
		pool.close();
		assertThatThrownBy(waiter::get).hasCauseInstanceOf(PoolExhaustedException.class)
			.hasMessageContaining("shutting down");
		assertThat(this.pages.alive).isEmpty();
		assertThatIllegalStateException().isThrownBy(held::get);
		held.close();
		assertThatExceptionOfType(PoolExhaustedException.class).isThrownBy(pool::lease)
			.satisfies((ex) -> assertThat(ex.error().retryable()).isFalse());
	}

	@ParameterizedTest
	@CsvSource({ "max-size,0", "min-idle,-1", "min-idle,11", "acquire-timeout,-1s", "max-idle-time,0s",
			"max-idle-time,-1s", "leak-detection,-1s", "acquire-timeout,4000d" })
	void refusesSettingsThatCanNotBe(String key, String value) {
		PoolOptions bound = new Binder(new MapConfigurationPropertySource(Map.of("pool." + key, value)))
			.bind("pool", PoolOptions.class)
			.get();
		assertThatExceptionOfType(InvalidSettingException.class).isThrownBy(() -> bound.validate("armorer.pools.pages"))
			.satisfies((ex) -> assertThat(ex.key()).isEqualTo("armorer.pools.pages." + key));
	}

	@Test
	void neverMoreThanItMayAndNothingLostWhateverHappens() throws Exception {
		this.options.setMaxSize(3);
		this.options.setMinIdle(1);
		this.options.setMaxIdleTime(Duration.ofSeconds(1));
		this.options.setAcquireTimeout(Duration.ofMillis(2));
		ResourcePool<Page> pool = pool();
		AtomicInteger shared = new AtomicInteger();
		AtomicInteger served = new AtomicInteger();
		List<Thread> running = Collections.synchronizedList(new ArrayList<>());
		List<Future<?>> done = new ArrayList<>();
		int threadCount = 64;
		for (int i = 0; i < threadCount; i++) {
			SplittableRandom random = new SplittableRandom(i);
			done.add(this.threads.submit(() -> {
				running.add(Thread.currentThread());
				for (int round = 0; round < 800; round++) {
					TestInvocation call = TestInvocation.of(this.tool);
					try {
						Lease<Page> lease = pool.lease(call, null);
						if (!lease.get().inUse.compareAndSet(false, true)) {
							shared.incrementAndGet();
						}
						if (random.nextInt(3) == 0) {
							Thread.yield();
						}
						served.incrementAndGet();
						lease.get().torn = random.nextInt(10) == 0;
						lease.get().inUse.set(false);
						switch (random.nextInt(6)) {
							case 0 -> lease.invalidate();
							case 1 -> pool.settle(lease, new IOException());
							case 2 -> pool.settle(lease, new IllegalStateException());
							default -> lease.close();
						}
					}
					catch (PoolExhaustedException | ResourceCreationException | CancellationException ex) {
						Thread.interrupted();
					}
					switch (random.nextInt(40)) {
						case 0 -> this.pages.down = true;
						case 1, 2, 3 -> this.pages.down = false;
						case 4 -> running.get(random.nextInt(running.size())).interrupt();
						case 5 -> this.time.advance(Duration.ofMillis(500));
						case 6 -> pool.tidy();
						default -> {
							// go on
						}
					}
				}
			}));
		}
		for (Future<?> each : done) {
			each.get(50, TimeUnit.SECONDS);
		}
		assertThat(this.pages.most.get()).isLessThanOrEqualTo(3);
		assertThat(shared).hasValue(0);
		assertThat(served.get()).isPositive();
		assertThat(pool.isQuiet()).isTrue();
		assertThat(pool.look().leased()).isZero();
		this.pages.down = false;
		List<Lease<Page>> all = List.of(pool.lease(), pool.lease(), pool.lease());
		assertThat(pool.look().size()).as("nothing lost").isEqualTo(3);
		assertThat(this.pages.alive).hasSize(3);
		all.forEach(Lease::close);
		pool.close();
		assertThat(this.pages.alive).isEmpty();
		assertThat(this.pages.present).hasValue(0);
	}

	private ResourcePool<Page> pool() {
		return new ResourcePool<>("pages", this.pages, this.options, this.time);
	}

	private ResourcePool<Page> patient() {
		this.options.setAcquireTimeout(Duration.ofMinutes(5));
		return pool();
	}

	private static void awaitWaiting(ResourcePool<?> pool, int count) {
		Awaitility.await().pollInterval(Duration.ofMillis(1)).until(() -> pool.look().waiting() == count);
	}

}
