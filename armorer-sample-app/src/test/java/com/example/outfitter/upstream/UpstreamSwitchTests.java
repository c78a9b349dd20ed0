package com.example.outfitter.upstream;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import com.example.outfitter.upstream.UpstreamSwitch.Mode;

import static org.assertj.core.api.Assertions.assertThat;

class UpstreamSwitchTests {

	private final UpstreamSwitch upstream = new UpstreamSwitch();

	@Test
	void letsRequestsThroughUnlessToldOtherwise() throws Exception {
		assertThat(this.upstream.awaitWhileHanging(Duration.ofDays(1))).isEqualTo(Mode.OK);
		this.upstream.turnTo(Mode.FAIL);
		assertThat(this.upstream.awaitWhileHanging(Duration.ofDays(1))).isEqualTo(Mode.FAIL);
	}

	@Test
	void failsEveryOtherTimeFromTheNextOnWhenFlaky() throws Exception {
		for (int i = 0; i < 2; i++) {
			this.upstream.turnTo(Mode.FLAKY);
			assertThat(this.upstream.awaitWhileHanging(Duration.ofDays(1))).isEqualTo(Mode.FAIL);
			assertThat(this.upstream.awaitWhileHanging(Duration.ofDays(1))).isEqualTo(Mode.OK);
			assertThat(this.upstream.awaitWhileHanging(Duration.ofDays(1))).isEqualTo(Mode.FAIL);
			assertThat(this.upstream.mode()).isEqualTo(Mode.FLAKY);
		}
	}

	@Test
	void hangsUntilTurned() throws Exception {
		this.upstream.turnTo(Mode.HANG);
		CompletableFuture<Mode> request = new CompletableFuture<>();
		Thread thread = new Thread(() -> {
			try {
				request.complete(this.upstream.awaitWhileHanging(Duration.ofDays(1)));
			}
			catch (InterruptedException ex) {
				request.completeExceptionally(ex);
			}
		});
		thread.start();
		Awaitility.await().until(thread::getState, (state) -> state == Thread.State.TIMED_WAITING);
		assertThat(request).isNotDone();
		this.upstream.turnTo(Mode.OK);
		assertThat(request.get(10, TimeUnit.SECONDS)).isEqualTo(Mode.OK);
	}

	@Test
	void hangsNoLongerThanAllowed() throws Exception {
		this.upstream.turnTo(Mode.HANG);
		assertThat(this.upstream.awaitWhileHanging(Duration.ofMillis(1))).isEqualTo(Mode.HANG);
	}

}
