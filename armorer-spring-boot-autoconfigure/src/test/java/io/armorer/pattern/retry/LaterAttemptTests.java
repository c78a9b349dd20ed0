package io.armorer.pattern.retry;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;

import org.junit.jupiter.api.Test;

import io.armorer.testing.TestInvocation;
import io.armorer.tool.Tool;

import static org.assertj.core.api.Assertions.assertThat;

class LaterAttemptTests {

	private final Tool tool = Tool.builder("search").build((input, context) -> "found");

	private final Queue<Runnable> tasks = new ArrayDeque<>();

	@Test
	void threadOfAnAttemptThatWasNeverMadeIsNotInterrupted() {
		LaterAttempt attempt = new LaterAttempt(TestInvocation.of(this.tool), () -> "found",
				new IllegalStateException());
		attempt.after(CompletableFuture.completedFuture(null), this.tasks::add, UnaryOperator.identity());
		attempt.cancel(true);
		this.tasks.remove().run();
		// the caller and the call both give up
		attempt.cancel(true);
		assertThat(Thread.interrupted()).as("what this thread does now is no part of the attempt").isFalse();
	}

}
