package io.armorer.pattern.cost;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Objects;
import java.util.SplittableRandom;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class BudgetWindowTests {

	private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

	@Test
	void neverEndsWithoutWindow() {
		BudgetPeriod period = BudgetWindow.of("none", BERLIN).at(Instant.parse("2026-03-29T10:00:00Z"));

		assertThat(period.end()).isNull();
		assertThat(period.holds(Instant.EPOCH)).isTrue();
		assertThat(period.holds(Instant.parse("2226-03-29T10:00:00Z"))).isTrue();
	}

	@Test
	void dayIsThatOfTheZone() {
		BudgetPeriod period = BudgetWindow.of("day", BERLIN).at(Instant.parse("2026-01-15T23:30:00Z"));

		assertPeriod(period, "2026-01-15T23:00:00Z", "2026-01-16T23:00:00Z");
		assertThat(period.key()).isEqualTo("day@2026-01-15T23:00:00Z");
	}

	@Test
	void dayHas23HoursWhenClocksGoForward() {
		assertPeriod(BudgetWindow.of("day", BERLIN).at(Instant.parse("2026-03-29T10:00:00Z")), "2026-03-28T23:00:00Z",
				"2026-03-29T22:00:00Z");
	}

	@Test
	void dayHas25HoursWhenClocksGoBack() {
		assertPeriod(BudgetWindow.of("day", BERLIN).at(Instant.parse("2026-10-25T10:00:00Z")), "2026-10-24T22:00:00Z",
				"2026-10-25T23:00:00Z");
	}

	@Test
	void dayBeginsAfterMidnightWhereThereIsNone() {
		assertPeriod(BudgetWindow.of("day", ZoneId.of("America/Sao_Paulo")).at(Instant.parse("2018-11-04T12:00:00Z")),
				"2018-11-04T03:00:00Z", "2018-11-05T02:00:00Z");
	}

	@Test
	void dayThatWasLeftOutIsNoPeriod() {
		BudgetWindow window = BudgetWindow.of("day", ZoneId.of("Pacific/Apia"));

		assertPeriod(window.at(Instant.parse("2011-12-30T09:59:59Z")), "2011-12-29T10:00:00Z", "2011-12-30T10:00:00Z");
		assertPeriod(window.at(Instant.parse("2011-12-30T10:00:00Z")), "2011-12-30T10:00:00Z", "2011-12-31T10:00:00Z");
	}

	@Test
	void weekBeginsOnMonday() {
		assertPeriod(BudgetWindow.of("week", BERLIN).at(Instant.parse("2026-03-29T21:59:59Z")), "2026-03-22T23:00:00Z",
				"2026-03-29T22:00:00Z");
	}

	@Test
	void monthBeginsOnTheFirst() {
		assertPeriod(BudgetWindow.of("Month", BERLIN).at(Instant.parse("2026-03-31T21:59:59Z")), "2026-02-28T23:00:00Z",
				"2026-03-31T22:00:00Z");
	}

	@Test
	void hourThatComesTwiceIsTwo() {
		BudgetWindow window = BudgetWindow.of("hour", BERLIN);

		assertPeriod(window.at(Instant.parse("2026-10-25T00:30:00Z")), "2026-10-25T00:00:00Z", "2026-10-25T01:00:00Z");
		assertPeriod(window.at(Instant.parse("2026-10-25T01:30:00Z")), "2026-10-25T01:00:00Z", "2026-10-25T02:00:00Z");
	}

	@Test
	void hourIsThatOfTheZone() {
		assertPeriod(BudgetWindow.of("hour", ZoneId.of("Asia/Kolkata")).at(Instant.parse("2026-10-25T00:45:00Z")),
				"2026-10-25T00:30:00Z", "2026-10-25T01:30:00Z");
	}

	@Test
	void durationIsCountedFromTheEpoch() {
		assertPeriod(BudgetWindow.of("6h", BERLIN).at(Instant.parse("2026-10-25T13:30:00Z")), "2026-10-25T12:00:00Z",
				"2026-10-25T18:00:00Z");
		assertPeriod(BudgetWindow.of("PT1.5S", BERLIN).at(Instant.parse("1969-12-31T23:59:59.999Z")),
				"1969-12-31T23:59:58.500Z", "1970-01-01T00:00:00Z");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "year", "0s", "-1h", "999ms", "36501d", "day or so", "99999999999999999999d" })
	void saysWhatThereIsForAnythingElse(String text) {
		assertThatIllegalArgumentException().isThrownBy(() -> BudgetWindow.of(text, BERLIN))
			.withMessageContaining("none, hour, day, week, month or a duration")
			.withMessageContaining("'" + text + "'");
	}

	@ParameterizedTest
	@ValueSource(strings = { "hour", "day", "week", "month", "7h", "1d" })
	void periodsFollowEachOtherWithoutGapOrOverlapInEveryZone(String name) {
		SplittableRandom random = new SplittableRandom(7);
		long from = Instant.parse("1950-01-01T00:00:00Z").getEpochSecond();
		long to = Instant.parse("2040-01-01T00:00:00Z").getEpochSecond();
		for (String zone : ZoneId.getAvailableZoneIds()) {
			ZoneId zoneId = ZoneId.of(zone);
			BudgetWindow window = BudgetWindow.of(name, zoneId);
			for (int i = 0; i < 6; i++) {
				Instant at = Instant.ofEpochSecond(random.nextLong(from, to));
				if (i % 2 == 1) {
					var transition = zoneId.getRules().nextTransition(at);
					at = (transition != null) ? transition.getInstant().plusSeconds(random.nextLong(-7200, 7200)) : at;
				}
				BudgetPeriod period = window.at(at);
				assertThat(period.holds(at)).as("%s in %s: %s", at, zone, period).isTrue();
				Instant end = Objects.requireNonNull(period.end());
				assertThat(BudgetWindow.of(name, zoneId).at(end).start()).as("%s in %s", at, zone).isEqualTo(end);
				assertThat(BudgetWindow.of(name, zoneId).at(end.minusNanos(1))).as("%s in %s", at, zone)
					.isEqualTo(period);
				assertThat(BudgetWindow.of(name, zoneId).at(period.start())).as("%s in %s", at, zone).isEqualTo(period);
			}
		}
	}

	@Test
	void sameQuestionGetsTheSamePeriod() {
		BudgetWindow window = BudgetWindow.of("month", BERLIN);
		BudgetPeriod first = window.at(Instant.parse("2026-03-03T00:00:00Z"));

		assertThat(window.at(Instant.parse("2026-03-30T00:00:00Z"))).isSameAs(first);
		assertThat(window.at(Instant.parse("2026-04-30T00:00:00Z"))).isNotEqualTo(first);
	}

	private static void assertPeriod(BudgetPeriod period, String start, String end) {
		assertThat(period.start()).isEqualTo(Instant.parse(start));
		assertThat(period.end()).isEqualTo(Instant.parse(end));
		assertThat(Duration.between(period.start(), period.end())).isPositive();
	}

}
