package io.armorer.toolbox;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An interrupt that was meant for a call stays with the call.
 */
class CallWorkerTests {

	@AfterEach
	void clear() {
		Thread.interrupted();
	}

	@Test
	void takesTheInterruptAlongThatWasMeantForTheCall() {
		CallWorker worker = new CallWorker();
		worker.interrupt();
		assertThat(Thread.currentThread().isInterrupted()).isTrue();
		worker.leave();
		assertThat(Thread.currentThread().isInterrupted()).isFalse();
	}

	@Test
	void leavesAnInterruptThatWasMeantForTheThread() {
		CallWorker worker = new CallWorker();
		Thread.currentThread().interrupt();
		worker.leave();
		assertThat(Thread.currentThread().isInterrupted()).isTrue();
	}

	@Test
	void interruptsNobodyOnceTheCallHasLeft() {
		CallWorker worker = new CallWorker();
		worker.leave();
		worker.interrupt();
		assertThat(Thread.currentThread().isInterrupted()).isFalse();
	}

}
