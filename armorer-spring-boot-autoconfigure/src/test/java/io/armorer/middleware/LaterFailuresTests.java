package io.armorer.middleware;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LaterFailuresTests {

	private final Exception first = new Exception("first");

	@Test
	void keepsEachFailureOnce() {
		Exception second = new Exception("second");
		Exception third = new Exception("third");
		LaterFailures.add(this.first, second);
		LaterFailures.add(this.first, third);
		LaterFailures.add(this.first, second);
		assertThat(this.first.getSuppressed()).containsExactly(second, third);
	}

	@Test
	void keepsNoMoreThanAFewInAnExceptionThatIsShared() {
		for (int i = 0; i < 1000; i++) {
			LaterFailures.add(this.first, new Exception());
		}
		assertThat(this.first.getSuppressed()).hasSize(16);
	}

	@Test
	void failureIsNotKeptInItself() {
		LaterFailures.add(this.first, this.first);
		assertThat(this.first.getSuppressed()).isEmpty();
	}

	@Test
	void mindsNoExceptionThatKeepsNothing() {
		Exception closed = new Exception("closed", null, false, false) {
		};
		LaterFailures.add(closed, new Exception());
		assertThat(closed.getSuppressed()).isEmpty();
	}

}
