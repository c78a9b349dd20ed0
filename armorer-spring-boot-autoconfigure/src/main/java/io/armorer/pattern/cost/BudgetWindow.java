package io.armorer.pattern.cost;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.time.zone.ZoneOffsetTransition;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.convert.DurationStyle;

/**
 * How a budget's time is cut: into hours, days, weeks or months of a time zone, into
 * periods of one length, or not at all. The periods follow each other without a gap and
 * without overlap, also where clocks are put forward or back.
 * <ul>
 * <li>{@code hour}: from full hour to full hour of the zone; the hour that a clock goes
 * through twice is two. Where clocks are put by half an hour, an hour is cut there.</li>
 * <li>{@code day}: from the first instant of a date to that of the next, 23 to 25 hours
 * where clocks are changed.</li>
 * <li>{@code week}: from Monday to Monday; {@code month}: from the 1st to the 1st.</li>
 * <li>a duration such as {@code 6h} or {@code 7d}: of exactly that length, counted from
 * 1970-01-01T00:00Z whatever the zone.</li>
 * <li>{@code none}: one period that never ends.</li>
 * </ul>
 */
public final class BudgetWindow {

	private static final long SECONDS_PER_HOUR = 3600;

	private static final Duration SHORTEST = Duration.ofSeconds(1);

	private static final Duration LONGEST = Duration.ofDays(36_500);

	private static final BudgetPeriod ALWAYS = new BudgetPeriod("none", Instant.MIN, null);

	private final String name;

	private final Function<Instant, BudgetPeriod> cut;

	// most questions are about now
	private volatile @Nullable BudgetPeriod latest;

	private BudgetWindow(String name, Function<Instant, BudgetPeriod> cut) {
		this.name = name;
		this.cut = cut;
	}

	/**
	 * Read a window as it is written in a setting.
	 * @param text {@code none}, {@code hour}, {@code day}, {@code week}, {@code month} or
	 * a duration such as {@code 6h}, in any case
	 * @param zone whose days they are
	 * @return the window
	 * @throws IllegalArgumentException if it is something else, or a duration of less
	 * than a second or more than a hundred years; the message says which values there are
	 */
	public static BudgetWindow of(String text, ZoneId zone) {
		String name = text.trim().toLowerCase(Locale.ROOT);
		return switch (name) {
			case "none" -> new BudgetWindow(name, (instant) -> ALWAYS);
			case "hour" -> new BudgetWindow(name, (instant) -> hour(instant, zone));
			case "day" -> ofDates(name, zone, UnaryOperator.identity(), (date) -> date.plusDays(1));
			case "week" -> ofDates(name, zone, (date) -> date.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)),
					(date) -> date.plusWeeks(1));
			case "month" -> ofDates(name, zone, (date) -> date.withDayOfMonth(1), (date) -> date.plusMonths(1));
			default -> ofLength(text.trim());
		};
	}

	private static BudgetWindow ofLength(String text) {
		Duration length = null;
		try {
			length = DurationStyle.detectAndParse(text);
		}
		catch (IllegalArgumentException | ArithmeticException ex) {
			// the same answer as for a length out of range
		}
		if (length == null || length.compareTo(SHORTEST) < 0 || length.compareTo(LONGEST) > 0) {
			throw new IllegalArgumentException("must be none, hour, day, week, month or a duration of 1s to 36500d"
					+ " such as 6h, but is '" + text + "'");
		}
		return ofLength(length);
	}

	private static BudgetWindow ofLength(Duration length) {
		String name = length.toString();
		long millis = length.toMillis();
		return new BudgetWindow(name, (instant) -> {
			Instant start = Instant.ofEpochMilli(Math.floorDiv(instant.toEpochMilli(), millis) * millis);
			return period(name, start, start.plusMillis(millis));
		});
	}

	private static BudgetWindow ofDates(String name, ZoneId zone, UnaryOperator<LocalDate> first,
			UnaryOperator<LocalDate> next) {
		return new BudgetWindow(name, (instant) -> {
			LocalDate date = first.apply(LocalDate.ofInstant(instant, zone));
			// Clocks that are put back over midnight show a date for a second time, after
			// the next one began.
			while (!instant.isBefore(start(next.apply(date), zone))) {
				date = next.apply(date);
			}
			return period(name, start(date, zone), start(next.apply(date), zone));
		});
	}

	private static Instant start(LocalDate date, ZoneId zone) {
		return date.atStartOfDay(zone).toInstant();
	}

	private static BudgetPeriod hour(Instant instant, ZoneId zone) {
		long offset = zone.getRules().getOffset(instant).getTotalSeconds();
		long local = Math.floorDiv(instant.getEpochSecond() + offset, SECONDS_PER_HOUR) * SECONDS_PER_HOUR;
		Instant start = Instant.ofEpochSecond(local - offset);
		Instant end = start.plusSeconds(SECONDS_PER_HOUR);
		ZoneOffsetTransition before = zone.getRules().previousTransition(instant.plusNanos(1));
		if (before != null && before.getInstant().isAfter(start)) {
			start = before.getInstant();
		}
		ZoneOffsetTransition after = zone.getRules().nextTransition(instant);
		if (after != null && after.getInstant().isBefore(end)) {
			end = after.getInstant();
		}
		return period("hour", start, end);
	}

	private static BudgetPeriod period(String name, Instant start, Instant end) {
		return new BudgetPeriod(name + "@" + start, start, end);
	}

	/**
	 * Return the window's name.
	 * @return {@code none}, {@code hour}, {@code day}, {@code week}, {@code month}, or a
	 * duration such as {@code PT6H}
	 */
	public String name() {
		return this.name;
	}

	/**
	 * Find the period that an instant lies in. Takes nanoseconds where it is that of the
	 * question before.
	 * @param instant the instant
	 * @return the period
	 */
	public BudgetPeriod at(Instant instant) {
		BudgetPeriod known = this.latest;
		if (known == null || !known.holds(instant)) {
			known = this.cut.apply(instant);
			this.latest = known;
		}
		return known;
	}

	@Override
	public String toString() {
		return this.name;
	}

}
