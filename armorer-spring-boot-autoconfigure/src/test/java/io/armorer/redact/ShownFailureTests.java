package io.armorer.redact;

import java.io.IOException;
import java.util.function.UnaryOperator;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ShownFailureTests {

	private final UnaryOperator<String> safe = (text) -> text.replace("canary", "***").replace("\n", "\\n");

	@Test
	void leavesAloneWhatIsSafe() {
		Exception failure = new IllegalStateException("fine", new IOException("fine, too"));
		assertThat(ShownFailure.of(failure, this.safe)).isSameAs(failure);
	}

	@Test
	void copiesWhatIsNotWithItsStacks() {
		Exception failure = new IllegalStateException("fine", new IOException("canary\nx"));
		failure.addSuppressed(new IllegalArgumentException("canary"));
		Throwable shown = ShownFailure.of(failure, this.safe);
		assertThat(shown).hasToString("java.lang.IllegalStateException: fine");
		assertThat(shown.getStackTrace()).isEqualTo(failure.getStackTrace());
		assertThat(shown.getCause()).hasToString("java.io.IOException: ***\\nx");
		assertThat(shown.getSuppressed()[0]).hasToString("java.lang.IllegalArgumentException: ***");
	}

	@Test
	void seesWhatOnlyToStringTells() {
		Exception failure = new IOException("fine") {
			@Override
			public String toString() {
				return "canary";
			}
		};
		assertThat(ShownFailure.of(failure, this.safe)).hasToString("***: fine");
		assertThat(ShownFailure.chain(failure, this.safe)).isEqualTo("***: fine");
	}

	@Test
	void endsInCircles() {
		Exception first = new IllegalStateException("canary");
		Exception second = new IllegalStateException("b", first);
		first.initCause(second);
		first.addSuppressed(second);
		assertThat(ShownFailure.of(first, this.safe)).hasToString("java.lang.IllegalStateException: ***");
		assertThat(ShownFailure.chain(first, this.safe)).hasSizeLessThan(2000);
		Exception harmless = new IllegalStateException("a");
		harmless.initCause(new IllegalStateException("b", harmless));
		assertThat(ShownFailure.of(harmless, this.safe)).hasToString("java.lang.IllegalStateException: a");
	}

	@Test
	void survivesAnExceptionThatCanNotBeDescribed() {
		Exception failure = new IOException() {
			@Override
			public String getMessage() {
				throw new IllegalStateException();
			}
		};
		assertThat(ShownFailure.chain(failure, this.safe)).startsWith(ShownFailureTests.class.getName());
	}

}
