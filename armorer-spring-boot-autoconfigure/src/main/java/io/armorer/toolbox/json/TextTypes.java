package io.armorer.toolbox.json;

import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Base64;
import java.util.Calendar;
import java.util.Currency;
import java.util.Date;
import java.util.GregorianCalendar;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TimeZone;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * The types whose JSON form is a string, and how each is spelled. Dates and times follow
 * RFC 3339, so that all validators of JSON schemas agree.
 */
public final class TextTypes {

	private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");

	private static final String LOCAL_TIME = "\\d{2}:\\d{2}(:\\d{2}(\\.\\d{1,9})?)?";

	private static final Pattern FULL_TIME = Pattern
		.compile("\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?([Zz]|[+-]\\d{2}:\\d{2})");

	private static final Pattern DATE_TIME = Pattern.compile(DATE + "[Tt]" + FULL_TIME);

	private static final String LOCAL_TIME_PATTERN = "^" + LOCAL_TIME + "$";

	private static final String LOCAL_DATE_TIME_PATTERN = "^" + DATE + "T" + LOCAL_TIME + "$";

	private static final String YEAR_MONTH_PATTERN = "^\\d{4}-\\d{2}$";

	private static final String MONTH_DAY_PATTERN = "^--\\d{2}-\\d{2}$";

	private static final Pattern UUID_FORM = Pattern
		.compile("[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}");

	private static final Map<Class<?>, TextType<?>> BY_TYPE = new LinkedHashMap<>();

	private static final Map<String, TextType<?>> BY_FORMAT = new LinkedHashMap<>();

	static {
		add(LocalDate.class, "date", null, "a date such as 2026-11-22", (text) -> LocalDate.parse(check(DATE, text)));
		String dateTime = "a date and time with offset such as 2026-11-22T14:30:00Z";
		add(OffsetDateTime.class, "date-time", null, dateTime, TextTypes::dateTime);
		add(ZonedDateTime.class, "date-time", null, dateTime, (text) -> dateTime(text).toZonedDateTime());
		add(Instant.class, "date-time", null, dateTime, (text) -> dateTime(text).toInstant());
		add(Date.class, "date-time", null, dateTime, (text) -> Date.from(dateTime(text).toInstant()));
		add(Calendar.class, "date-time", null, dateTime,
				(text) -> GregorianCalendar.from(dateTime(text).toZonedDateTime()));
		add(LocalDateTime.class, "local-date-time", LOCAL_DATE_TIME_PATTERN,
				"a date and time without offset such as 2026-11-22T14:30:00",
				(text) -> LocalDateTime.parse(check(Pattern.compile(LOCAL_DATE_TIME_PATTERN), text)));
		add(LocalTime.class, "local-time", LOCAL_TIME_PATTERN, "a time of day such as 14:30:00",
				(text) -> LocalTime.parse(check(Pattern.compile(LOCAL_TIME_PATTERN), text)));
		add(OffsetTime.class, "time", null, "a time with offset such as 14:30:00Z",
				(text) -> OffsetTime.parse(check(FULL_TIME, text).toUpperCase(Locale.ROOT)));
		add(Duration.class, "duration", null, "an ISO-8601 duration such as PT1H30M or P2D", Duration::parse);
		add(Period.class, "period", null, "an ISO-8601 period such as P1Y2M10D", Period::parse);
		add(YearMonth.class, "year-month", YEAR_MONTH_PATTERN, "a month such as 2026-11",
				(text) -> YearMonth.parse(check(Pattern.compile(YEAR_MONTH_PATTERN), text)));
		add(MonthDay.class, "month-day", MONTH_DAY_PATTERN, "a day of the year such as --11-22",
				(text) -> MonthDay.parse(check(Pattern.compile(MONTH_DAY_PATTERN), text)));
		add(ZoneId.class, "time-zone", null, "a time zone such as Europe/Berlin", ZoneId::of);
		add(TimeZone.class, "time-zone", null, "a time zone such as Europe/Berlin",
				(text) -> TimeZone.getTimeZone(ZoneId.of(text)));
		add(ZoneOffset.class, "zone-offset", null, "an offset such as +02:00", ZoneOffset::of);
		add(UUID.class, "uuid", null, "a UUID", (text) -> UUID.fromString(check(UUID_FORM, text)));
		add(URI.class, "uri-reference", null, "a URI", URI::create);
		add(URL.class, "uri", null, "an absolute URL such as https://example.com/", TextTypes::url);
		add(Locale.class, "language-tag", null, "a language tag such as en-GB",
				(text) -> new Locale.Builder().setLanguageTag(text).build());
		add(Currency.class, "currency", null, "an ISO-4217 currency such as EUR", Currency::getInstance);
		add(Charset.class, "charset", null, "the name of a character set such as UTF-8", Charset::forName);
		add(Pattern.class, "java-regex", null, "a regular expression", Pattern::compile);
		add(Path.class, null, null, "a path", Path::of);
		add(Character.class, "char", null, "a single character", TextTypes::character);
		add(char[].class, null, null, "a text", String::toCharArray);
		add(byte[].class, "byte", null, "base64 text", Base64.getDecoder()::decode);
		BY_TYPE.put(char.class, BY_TYPE.get(Character.class));
	}

	private TextTypes() {
	}

	/**
	 * Find out how a type is spelled.
	 * @param type the type
	 * @return its entry, or {@code null} where its JSON form is no string
	 */
	public static @Nullable TextType<?> of(Class<?> type) {
		return BY_TYPE.get(type);
	}

	/**
	 * All formats that stand for a type.
	 * @return one entry per format, by the format's name
	 */
	public static Map<String, TextType<?>> byFormat() {
		return Map.copyOf(BY_FORMAT);
	}

	static Map<Class<?>, TextType<?>> byType() {
		return BY_TYPE;
	}

	private static <T> void add(Class<T> type, @Nullable String format, @Nullable String pattern, String hint,
			Function<String, T> parser) {
		TextType<T> entry = new TextType<>(type, format, pattern, hint, parser);
		BY_TYPE.put(type, entry);
		if (format != null) {
			BY_FORMAT.putIfAbsent(format, entry);
		}
	}

	private static OffsetDateTime dateTime(String text) {
		return OffsetDateTime.parse(check(DATE_TIME, text).toUpperCase(Locale.ROOT));
	}

	private static String check(Pattern form, String text) {
		if (!form.matcher(text).matches()) {
			throw new IllegalArgumentException("not of the form " + form);
		}
		return text;
	}

	private static URL url(String text) {
		try {
			return new URI(text).toURL();
		}
		catch (MalformedURLException | java.net.URISyntaxException ex) {
			throw new IllegalArgumentException(ex);
		}
	}

	private static Character character(String text) {
		if (text.length() != 1) {
			throw new IllegalArgumentException("not one character");
		}
		return text.charAt(0);
	}

}
