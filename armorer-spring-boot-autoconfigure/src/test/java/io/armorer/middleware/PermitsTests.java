package io.armorer.middleware;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.armorer.middleware.Permits.Answer;
import io.armorer.testing.MovableTime;
import io.armorer.testing.Race;
import io.armorer.testing.TestInvocation;
import io.armorer.tool.Tool;
import io.armorer.tool.ToolContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

@Timeout(60)
class PermitsTests {

	private static final Duration LONG = Duration.ofMinutes(5);

	private final ExecutorService threads = Executors.newCachedThreadPool();

	private final Tool tool = Tool.builder("search").build((input, context) -> null);

	@AfterEach
	void stop() {
		this.threads.shutdownNow();
	}

	@Test
	void givesAsManyAsThereAre() throws Exception {
		Permits permits = new Permits(2);
		assertThat(permits.acquire(null, Duration.ZERO)).isEqualTo(Answer.GRANTED);
		assertThat(permits.acquire(null, Duration.ZERO)).isEqualTo(Answer.GRANTED);
		assertThat(permits.acquire(null, Duration.ZERO)).isEqualTo(Answer.LATE);
		assertThat(permits.acquire(null, Duration.ofMillis(1))).isEqualTo(Answer.LATE);
		assertThat(permits.used()).isEqualTo(2);
		permits.release();
		assertThat(permits.acquire(null, Duration.ZERO)).isEqualTo(Answer.GRANTED);
	}

	@Test
	void refusesMoreThanWereTaken() {
		Permits permits = new Permits(2);
		assertThatIllegalStateException().isThrownBy(permits::release);
	}

	@Test
	void servesInOrderOfArrival() throws Exception {
		Permits permits = new Permits(1);
		permits.acquire(null, Duration.ZERO);
		List<Integer> order = Collections.synchronizedList(new ArrayList<>());
		List<Future<?>> done = new ArrayList<>();
		for (int i = 0; i < 20; i++) {
			int number = i;
			done.add(this.threads.submit(() -> {
				permits.acquire(null, LONG);
				order.add(number);
				permits.release();
				return null;
			}));
			awaitWaiting(permits, i + 1);
		}
		permits.release();
		for (Future<?> each : done) {
			each.get();
		}
		assertThat(order).isSorted().hasSize(20);
	}

	@Test
	void newcomerDoesNotOvertakeWhoWaits() throws Exception {
		Permits permits = new Permits(1);
		permits.acquire(null, Duration.ZERO);
		Future<Answer> waiter = this.threads.submit(() -> permits.acquire(null, LONG));
		awaitWaiting(permits, 1);
		permits.release();
		assertThat(permits.acquire(null, Duration.ZERO)).isEqualTo(Answer.LATE);
		assertThat(waiter.get()).isEqualTo(Answer.GRANTED);
	}

	@Test
	void waitsNoLongerThanTheDeadlineAllows() throws Exception {
		Permits permits = new Permits(1);
		permits.acquire(null, Duration.ZERO);
		ToolContext hurried = ToolContext.builder().deadline(MovableTime.START.plusMillis(20)).build();
		assertThat(permits.acquire(new TestInvocation(this.tool, Map.of(), hurried), LONG)).isEqualTo(Answer.LATE);
		assertThat(permits.waiting()).isZero();
	}

	@Test
	void cancelFreesTheWaiterAndLosesNoPermit() throws Exception {
		Permits permits = new Permits(1);
		permits.acquire(null, Duration.ZERO);
		TestInvocation call = TestInvocation.of(this.tool);
		Future<Answer> waiter = this.threads.submit(() -> permits.acquire(call, LONG));
		awaitWaiting(permits, 1);
		call.cancel();
		assertThat(waiter.get()).isEqualTo(Answer.CANCELLED);
		permits.release();
		assertThat(permits.used()).isZero();
		assertThat(permits.acquire(null, Duration.ZERO)).isEqualTo(Answer.GRANTED);
	}

	@Test
	void cancelOfAnEnclosingCallFreesTheWaiterToo() throws Exception {
		Permits permits = new Permits(1);
		permits.acquire(null, Duration.ZERO);
		AtomicBoolean cancelled = new AtomicBoolean();
		TestInvocation call = new TestInvocation(this.tool, Map.of(), ToolContext.empty()) {

			@Override
			public void onCancel(Runnable action) {
				// the enclosing call does not tell
				cancelled.set(true);
			}

		};
		call.cancel();
		assertThat(permits.acquire(call, LONG)).isEqualTo(Answer.CANCELLED);
		assertThat(cancelled).isTrue();
	}

	@Test
	void interruptFreesTheWaiterAndLosesNoPermit() throws Exception {
		Permits permits = new Permits(1);
		permits.acquire(null, Duration.ZERO);
		AtomicReference<Thread> thread = new AtomicReference<>();
		Future<Boolean> waiter = this.threads.submit(() -> {
			thread.set(Thread.currentThread());
			try {
				permits.acquire(null, LONG);
				return false;
			}
			catch (InterruptedException ex) {
				return true;
			}
		});
		awaitWaiting(permits, 1);
		thread.get().interrupt();
		assertThat(waiter.get()).isTrue();
		assertThat(permits.waiting()).isZero();
		permits.release();
		assertThat(permits.used()).isZero();
	}

	@Test
	void closeFreesAllWaitersAndTakesPermitsBack() throws Exception {
		Permits permits = new Permits(1);
		permits.acquire(null, Duration.ZERO);
		Future<Answer> one = this.threads.submit(() -> permits.acquire(null, LONG));
		Future<Answer> other = this.threads.submit(() -> permits.acquire(null, LONG));
		awaitWaiting(permits, 2);
		permits.close();
		assertThat(List.of(one.get(), other.get())).containsOnly(Answer.CLOSED);
		permits.release();
		assertThat(permits.used()).isZero();
		assertThat(permits.acquire(null, LONG)).isEqualTo(Answer.CLOSED);
	}

	@Test
	void balancesAfterManyMixedEnds() throws Exception {
		Permits permits = new Permits(3);
		AtomicInteger inside = new AtomicInteger();
		AtomicInteger most = new AtomicInteger();
		AtomicInteger granted = new AtomicInteger();
		int threadCount = 32;
		CountDownLatch ready = new CountDownLatch(threadCount);
		List<Thread> running = Collections.synchronizedList(new ArrayList<>());
		List<TestInvocation> calls = Collections.synchronizedList(new ArrayList<>());
		for (int i = 0; i < 256; i++) {
			calls.add(TestInvocation.of(this.tool));
		}
		List<Future<?>> done = new ArrayList<>();
		for (int i = 0; i < threadCount; i++) {
			SplittableRandom random = new SplittableRandom(i);
			done.add(this.threads.submit(() -> {
				running.add(Thread.currentThread());
				ready.countDown();
				while (ready.getCount() > 0) {
					Thread.onSpinWait();
				}
				for (int round = 0; round < 3500; round++) {
					int slot = random.nextInt(256);
					TestInvocation call = TestInvocation.of(this.tool);
					calls.set(slot, call);
					try {
						Answer answer = permits.acquire(call, Duration.ofNanos(random.nextInt(300_000)));
						if (answer == Answer.GRANTED) {
							granted.incrementAndGet();
							most.accumulateAndGet(inside.incrementAndGet(), Math::max);
							if (random.nextInt(4) == 0) {
								Thread.yield();
							}
							inside.decrementAndGet();
							permits.release();
						}
					}
					catch (InterruptedException ex) {
						// go on
					}
					if (random.nextInt(8) == 0) {
						calls.get(random.nextInt(256)).cancel();
					}
					if (random.nextInt(16) == 0) {
						running.get(random.nextInt(threadCount)).interrupt();
					}
				}
				return null;
			}));
		}
		for (Future<?> each : done) {
			each.get(50, TimeUnit.SECONDS);
		}
		assertThat(most.get()).isLessThanOrEqualTo(3);
		assertThat(granted.get()).isPositive();
		assertThat(permits.used()).isZero();
		assertThat(permits.waiting()).isZero();
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 2, 3, 8 })
	void givesNoneTwiceAndLosesNoneInAnyRace(int total) throws Exception {
		Permits permits = new Permits(total);
		AtomicInteger inside = new AtomicInteger();
		List<Boolean> fine = Race.run(6, (number) -> {
			boolean within = true;
			for (int i = 0; i < 30_000; i++) {
				Duration wait = (number % 2 == 0) ? LONG : Duration.ZERO;
				if (permits.acquire(null, wait) == Answer.GRANTED) {
					within &= inside.incrementAndGet() <= total;
					inside.decrementAndGet();
					permits.release();
				}
				else if (number % 2 == 0) {
					within = false;
				}
			}
			return within;
		});
		assertThat(fine).containsOnly(true);
		assertThat(permits.used()).isZero();
		assertThat(permits.waiting()).isZero();
		assertThatIllegalStateException().isThrownBy(permits::release);
	}

	@Test
	void givesNoneThatIsAskedForAfterTheCloseInAnyRace() throws Exception {
		for (int round = 0; round < 500; round++) {
			Permits permits = new Permits(3);
			AtomicBoolean closed = new AtomicBoolean();
			List<Boolean> fine = Race.run(3, (number) -> {
				boolean within = true;
				for (int i = 0; i < 60; i++) {
					if (number == 0 && i == 30) {
						permits.close();
						closed.set(true);
					}
					boolean after = closed.get();
					Answer answer = permits.acquire(null, Duration.ZERO);
					within &= after ? answer == Answer.CLOSED : answer != Answer.LATE;
					if (answer == Answer.GRANTED) {
						permits.release();
					}
				}
				return within;
			});
			assertThat(fine).containsOnly(true);
			assertThat(permits.used()).isZero();
		}
	}

	private static void awaitWaiting(Permits permits, int count) {
		Awaitility.await().pollInterval(Duration.ofMillis(1)).until(() -> permits.waiting() == count);
	}

}
