package com.example.outfitter.replay;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import io.armorer.tool.Outcome;

import static org.assertj.core.api.Assertions.assertThat;

class ReplayReportTests {

	private final ReplayReport report = new ReplayReport();

	@Test
	void linesUpOneLinePerCall() {
		this.report
			.add(new ReplayedCall("get-counter", Outcome.SUCCESS, null, Duration.ofNanos(1_250_000), 1, "itself"));
		this.report.remark("the lights go out");
		this.report
			.add(new ReplayedCall("fetch-from-api", Outcome.ERROR, "CIRCUIT_OPEN", Duration.ofMillis(12), 0, null));
		assertThat(this.report.table()).isEqualTo("""
				#  tool            outcome  code            ms  try  served by
				-  --------------  -------  ------------  ----  ---  ---------
				1  get-counter     SUCCESS  -              1.3    1  itself
				   ~ the lights go out
				2  fetch-from-api  ERROR    CIRCUIT_OPEN  12.0    0  -
				""");
	}

	@Test
	void fitsAHundredColumnsWhateverAModelWrote() {
		this.report.add(new ReplayedCall("x".repeat(70) + "\u001b[31m\n", Outcome.ACTION_REQUIRED, "Y".repeat(40),
				Duration.ofHours(1), 12345, "z".repeat(40)));
		for (int i = 0; i < 10_000; i++) {
			this.report.add(new ReplayedCall("\u001b[2Jrm\n\t\u2603", Outcome.ERROR, null, Duration.ZERO, 1, null));
		}
		assertThat(this.report.table().lines()).hasSize(10_003).allSatisfy((line) -> {
			assertThat(line).hasSizeLessThanOrEqualTo(100);
			assertThat(line).matches("[\\x20-\\x7e]*");
		});
	}

	@Test
	void sumsUp() {
		this.report.add(new ReplayedCall("a", Outcome.SUCCESS, null, Duration.ZERO, 1, "itself"));
		this.report.add(new ReplayedCall("b", Outcome.DENIED, "POLICY_DENIED", Duration.ZERO, 0, null));
		this.report.add(new ReplayedCall("c", Outcome.SUCCESS, null, Duration.ZERO, 1, "d"));
		assertThat(this.report.isAllAnswered()).isTrue();
		assertThat(this.report.summary(Duration.ofMillis(2345))).isEqualToNormalizingNewlines("""
				3 calls in 2.3 s: 2 success, 1 denied
				all 3 calls got an answer
				""");
	}

	@Test
	void saysHowManyCallsGotNoAnswer() {
		this.report.add(ReplayedCall.unanswered("a", new IllegalStateException("broken")));
		this.report.add(new ReplayedCall("b", Outcome.SUCCESS, null, Duration.ZERO, 1, "itself"));
		assertThat(this.report.isAllAnswered()).isFalse();
		assertThat(this.report.table()).contains("NO ANSWER");
		assertThat(this.report.summary(Duration.ZERO)).contains("1 of 2 calls got NO answer");
	}

}
