package io.armorer.actuate;

import java.time.Duration;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

import io.armorer.middleware.Settled;
import io.armorer.middleware.ToolCallObserver;
import io.armorer.middleware.UnknownTool;
import io.armorer.tool.ErrorCode;
import io.armorer.tool.Tool;

import static org.assertj.core.api.Assertions.assertThat;

class ToolMetricsTests {

	private final MeterRegistry registry = new SimpleMeterRegistry();

	private final ToolMetrics metrics = new ToolMetrics(this.registry);

	private final Tool search = Calls.tool("search");

	@Test
	void timesEachCallByOutcomeAndError() {
		finish(this.search, Calls.success(Duration.ofMillis(40)));
		finish(this.search, Calls.success(Duration.ofMillis(60)));
		finish(this.search, Calls.failed(ErrorCode.CIRCUIT_OPEN));
		finish(this.search, Calls.failed(ErrorCode.RATE_LIMITED));
		finish(this.search, Calls.failed(ErrorCode.ACTION_REQUIRED));
		Timer success = timer("search", "success", "none");
		assertThat(success.count()).isEqualTo(2);
		assertThat(success.totalTime(TimeUnit.MILLISECONDS)).isEqualTo(100);
		assertThat(success.max(TimeUnit.MILLISECONDS)).isEqualTo(60);
		assertThat(timer("search", "error", "CIRCUIT_OPEN").count()).isEqualTo(1);
		assertThat(timer("search", "denied", "RATE_LIMITED").count()).isEqualTo(1);
		assertThat(timer("search", "action-required", "ACTION_REQUIRED").count()).isEqualTo(1);
	}

	@Test
	void keepsToolsApart() {
		finish(this.search, Calls.success(Duration.ofMillis(1)));
		finish(Calls.tool("refund"), Calls.success(Duration.ofMillis(1)));
		assertThat(timer("search", "success", "none").count()).isEqualTo(1);
		assertThat(timer("refund", "success", "none").count()).isEqualTo(1);
	}

	@Test
	void namesThatNoToolHasShareOneTag() {
		for (int i = 0; i < 500; i++) {
			finish(new UnknownTool("made-up-" + i), Calls.failed(ErrorCode.UNKNOWN_TOOL));
		}
		assertThat(this.registry.getMeters()).hasSize(1);
		assertThat(timer(ToolMetrics.UNKNOWN_TOOL, "error", "UNKNOWN_TOOL").count()).isEqualTo(500);
	}

	@Test
	void onlyTheFirstCustomCodesHaveTagsOfTheirOwn() {
		for (int i = 0; i < 500; i++) {
			finish(this.search, Calls.failed("ORDER_" + i + "_LOCKED"));
		}
		finish(this.search, Calls.failed("ORDER_3_LOCKED"));
		finish(this.search, Calls.failed(ErrorCode.TIMEOUT));
		assertThat(timer("search", "error", "ORDER_3_LOCKED").count()).isEqualTo(2);
		assertThat(timer("search", "error", "TIMEOUT").count()).isEqualTo(1);
		assertThat(timer("search", "error", "other").count()).isEqualTo(500 - ToolTimers.MAX_CUSTOM_CODES);
		assertThat(this.registry.getMeters()).hasSize(ToolTimers.MAX_CUSTOM_CODES + 2);
	}

	@Test
	void noTagTellsWhoCalled() {
		finish(this.search, Calls.success(Duration.ofMillis(1)));
		finish(this.search, Calls.failed(ErrorCode.QUOTA_EXCEEDED));
		finish(new UnknownTool("made-up"), Calls.failed(ErrorCode.UNKNOWN_TOOL));
		assertThat(this.registry.getMeters()).isNotEmpty().allSatisfy((meter) -> {
			assertThat(meter.getId().getTags()).extracting(Tag::getKey).containsExactly("error", "outcome", "tool");
			assertThat(meter.getId().getTags()).extracting(Tag::getValue)
				.doesNotContain("call-4711", "user-0815", "session-42", "run-7", "made-up");
		});
	}

	@Test
	void reachesRegistriesThatAreAddedLater() {
		CompositeMeterRegistry composite = new CompositeMeterRegistry();
		ToolCallObserver.Watch watch = new ToolMetrics(composite).watch(this.search);
		watch.finished(Calls.call(this.search), Calls.success(Duration.ofMillis(1)));
		SimpleMeterRegistry late = new SimpleMeterRegistry();
		composite.add(late);
		watch.finished(Calls.call(this.search), Calls.success(Duration.ofMillis(1)));
		assertThat(late.get(ToolMetrics.CALLS).timer().count()).isEqualTo(1);
	}

	@Test
	void watchesAToolOnceHoweverOftenItIsAsked() {
		assertThat(this.metrics.watch(this.search)).isSameAs(this.metrics.watch(this.search));
	}

	@Test
	void forgetsAToolThatIsUnregistered() {
		finish(this.search, Calls.success(Duration.ofMillis(1)));
		finish(this.search, Calls.failed("OWN"));
		finish(this.search, Calls.failed(ErrorCode.TIMEOUT));
		this.metrics.release(this.search);
		assertThat(this.registry.getMeters()).isEmpty();
	}

	@Test
	void losesNoCallAndKeepsTheBoundUnderARace() throws Exception {
		int threads = 8;
		int rounds = 200;
		int codes = 5;
		ExecutorService executor = Executors.newFixedThreadPool(threads);
		CyclicBarrier barrier = new CyclicBarrier(threads);
		try {
			for (int t = 0; t < threads; t++) {
				int thread = t;
				executor.submit(() -> {
					for (int round = 0; round < rounds; round++) {
						Tool tool = Calls.tool("tool-" + round);
						barrier.await();
						for (int code = 0; code < codes; code++) {
							finish(tool, Calls.failed("CODE_" + thread + "_" + code));
							finish(tool, Calls.failed(ErrorCode.TIMEOUT));
						}
					}
					return null;
				});
			}
		}
		finally {
			executor.shutdown();
			assertThat(executor.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
		}
		for (int round = 0; round < rounds; round++) {
			String tool = "tool-" + round;
			assertThat(timer(tool, "error", "TIMEOUT").count()).isEqualTo(threads * codes);
			assertThat(this.registry.find(ToolMetrics.CALLS).tag("tool", tool).timers())
				.hasSize(ToolTimers.MAX_CUSTOM_CODES + 2)
				.satisfies((timers) -> assertThat(timers.stream().mapToLong(Timer::count).sum())
					.isEqualTo(2L * threads * codes));
		}
	}

	private void finish(Tool tool, Settled settled) {
		ToolCallObserver.Watch watch = this.metrics.watch(tool);
		watch.finished(Calls.call(tool), settled);
	}

	private Timer timer(String tool, String outcome, String error) {
		return this.registry.get(ToolMetrics.CALLS).tags("tool", tool, "outcome", outcome, "error", error).timer();
	}

}
