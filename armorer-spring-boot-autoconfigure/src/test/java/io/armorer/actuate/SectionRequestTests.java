package io.armorer.actuate;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import io.armorer.tool.Outcome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

class SectionRequestTests {

	@Test
	void readsEachKind() {
		SectionRequest request = SectionRequest.of(Map.of("text", " a b ", "number", "7", "decimal", "12.50", "flag",
				"TRUE", "time", "2026-01-31T12:00:00Z", "choice", "action-required"), true);
		assertThat(request.showValues()).isTrue();
		assertThat(request.text("text")).isEqualTo("a b");
		assertThat(request.requiredText("text")).isEqualTo("a b");
		assertThat(request.number("number", 1, 1, 10)).isEqualTo(7);
		assertThat(request.decimal("decimal")).isEqualTo(new BigDecimal("12.50"));
		assertThat(request.flag("flag", false)).isTrue();
		assertThat(request.time("time")).isEqualTo(Instant.parse("2026-01-31T12:00:00Z"));
		assertThat(request.choice("choice", Outcome.class)).isEqualTo(Outcome.ACTION_REQUIRED);
		assertThat(request.requiredChoice("choice", Outcome.class)).isEqualTo(Outcome.ACTION_REQUIRED);
	}

	@Test
	void whatIsNotThereIsNullOrTheFallback() {
		SectionRequest request = SectionRequest.of(Map.of("empty", ""), false);
		assertThat(request.text("empty")).isNull();
		assertThat(request.text("text")).isNull();
		assertThat(request.number("number", 3, 1, 10)).isEqualTo(3);
		assertThat(request.decimal("decimal")).isNull();
		assertThat(request.flag("flag", true)).isTrue();
		assertThat(request.time("time")).isNull();
		assertThat(request.choice("choice", Outcome.class)).isNull();
	}

	@Test
	void whatHasToBeThereIsNamed() {
		SectionRequest request = SectionRequest.of(Map.of(), false);
		assertBad("text", "'text' is missing", () -> request.requiredText("text"));
		assertBad("choice", "'choice' is missing", () -> request.requiredChoice("choice", Outcome.class));
	}

	@Test
	void whatCantBeReadIsNamed() {
		SectionRequest request = SectionRequest.of(Map.of("x", "?"), false);
		assertBad("x", "'x' must be a whole number from 1 to 10 but is '?'", () -> request.number("x", 1, 1, 10));
		assertBad("x", "'x' must be a number but is '?'", () -> request.decimal("x"));
		assertBad("x", "'x' must be true or false but is '?'", () -> request.flag("x", false));
		assertBad("x", "'x' must be a time such as 2026-01-31T12:00:00Z but is '?'", () -> request.time("x"));
		assertBad("x", "'x' must be one of success, error, denied, cancelled, action-required but is '?'",
				() -> request.choice("x", Outcome.class));
	}

	@Test
	void refusesParametersThatTheSectionDoesNotKnow() {
		SectionRequest request = SectionRequest.of(Map.of("tol", "search"), false);
		assertThatNoException().isThrownBy(() -> request.allow("tol"));
		assertBad("tol", "'tol' is unknown here; there are: tool, user", () -> request.allow("tool", "user"));
		assertBad("tol", "'tol' is unknown here; there are no parameters", request::allow);
	}

	@Test
	void ofSeveralValuesTheLastCounts() {
		assertThat(SectionRequest.of(Map.of("tool", List.of("a", "b")), false).text("tool")).isEqualTo("b");
		assertThat(SectionRequest.of(Map.of("tool", Arrays.asList("a", null)), false).text("tool")).isNull();
		assertThat(SectionRequest.of(Map.of("tool", List.of()), false).text("tool")).isNull();
	}

	@Test
	void parsesAQuery() {
		SectionRequest request = SectionRequest.parse("tool=a%26b&user=Ada+L&empty=", false);
		assertThat(request.text("tool")).isEqualTo("a&b");
		assertThat(request.text("user")).isEqualTo("Ada L");
		assertThat(request.text("empty")).isNull();
		assertThatNoException().isThrownBy(() -> SectionRequest.parse("", false).allow());
		assertBad("parameters", "'parameters' has a broken escape in '%zz'",
				() -> SectionRequest.parse("tool=%zz", false));
	}

	private static void assertBad(String parameter, String message, Runnable action) {
		assertThatExceptionOfType(EndpointProblemException.class).isThrownBy(action::run)
			.satisfies((ex) -> assertThat(ex.problem()).isEqualTo(new EndpointProblem(400, message, parameter)));
	}

}
