package io.armorer.toolbox.binding;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.armorer.tool.ErrorCategory;
import io.armorer.tool.ErrorCode;
import io.armorer.tool.ToolContext;
import io.armorer.tool.ToolParam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** JSON text to the parameters of a method. */
class StrictBindingTests {

	private final BoundMethod search = BoundMethod.of(Tools.class, "search");

	private final BoundMethod numbers = BoundMethod.of(Tools.class, "numbers");

	private final BoundMethod optional = BoundMethod.of(Tools.class, "optional");

	@Test
	void bindsByNameInAnyOrderAndLeavesWhatTheLibrarySuppliesOut() {
		assertThat(this.search.json("{\"limit\": 3, \"query\": \"boots\"}").values()).containsExactly("boots", null, 3);
		assertThat(this.search.schema()).doesNotContain("context");
		assertThat(this.search.faults("{\"query\":\"a\",\"limit\":1,\"context\":{}}"))
			.containsExactly("/context: unknown argument 'context', known are: query, limit");
	}

	@Test
	void hasNothingToRepairWhenAllIsWell() {
		assertThat(this.search.json("{\"query\":\"a\",\"limit\":1}").repairs()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "   ", "null", " null\n", "{}" })
	void takesNothingForNoArguments(String nothing) {
		assertThat(this.optional.json(nothing).values()).containsExactly(Optional.empty(), OptionalInt.empty(), null, 0,
				Optional.empty());
		assertThat(this.search.faults(nothing)).containsExactly("/query: is required: a string",
				"/limit: is required: a whole number");
	}

	@Test
	void takesNoTextAtAllForNoArguments() {
		assertThat(this.search.faults((String) null)).hasSize(2);
	}

	@Test
	void tellsAnOptionalValueFromNoneAndTakesNullForNone() {
		assertThat(this.optional.json("{\"a\":\"x\",\"b\":1,\"c\":\"y\",\"d\":2,\"e\":[]}").values())
			.containsExactly(Optional.of("x"), OptionalInt.of(1), "y", 2, Optional.of(List.of()));
		assertThat(this.optional.json("{\"a\":null,\"b\":null,\"c\":null,\"d\":null,\"e\":null}").values())
			.containsExactly(Optional.empty(), OptionalInt.empty(), null, 0, Optional.empty());
	}

	@Test
	void refusesNullForWhatIsRequired() {
		assertThat(this.search.faults("{\"query\":null,\"limit\":null}"))
			.containsExactly("/query: must be a string, but is null", "/limit: must be a whole number, but is null");
	}

	@Test
	void tellsAllFaultsAtOnce() {
		assertThat(this.search.faults("{\"querry\":\"boots\",\"limit\":\"3\"}")).containsExactlyInAnyOrder(
				"/query: is required: a string", "/limit: must be a whole number, but is \"3\"",
				"/querry: unknown argument 'querry', did you mean 'query'?");
	}

	@Test
	void saysInTheErrorWhatProgramsNeed() {
		InvalidArgumentsException refusal = catchThrowableOfType(InvalidArgumentsException.class,
				() -> this.search.json("{\"query\":1,\"limit\":1}"));
		assertThat(refusal.error().is(ErrorCode.INVALID_ARGUMENTS)).isTrue();
		assertThat(refusal.error().category()).isEqualTo(ErrorCategory.VALIDATION);
		assertThat(refusal.error().details()).containsEntry("issues",
				List.of(Map.of("pointer", "/query", "message", "must be a string, but is 1", "keyword", "type")));
		assertThat(refusal.error().message()).contains("/query: must be a string, but is 1").doesNotContain("java");
		assertThat(refusal.getStackTrace()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "{", "{\"query\":\"a\",\"limit\":3", "{\"query\":\"a\" \"limit\":3}", "{query:1}",
			"{'query':'a','limit':3}", "{\"query\":\"a\",\"limit\":3,}", "{\"query\":\"a\",\"limit\":03}", "hello",
			"{\"query\":\"a\",\"limit\":3} x", "{\"query\":\"a\",\"limit\":3}{}", "/* c */ {}", "\u0000", "[",
			"{\"query\":\"a\nb\",\"limit\":3}", "{\"query\":\"a\\x\",\"limit\":3}", "tru", "NaN" })
	void refusesWhatIsNoJson(String text) {
		assertThat(this.search.faults(text)).singleElement()
			.asString()
			.startsWith("the arguments must be")
			.contains("JSON")
			.doesNotContain("java")
			.doesNotContain("Feature");
	}

	@ParameterizedTest
	@ValueSource(strings = { "[]", "[{\"query\":\"a\",\"limit\":1}]", "3", "\"{}\"", "true" })
	void refusesWhatIsNoObject(String text) {
		assertThat(this.search.faults(text)).singleElement()
			.asString()
			.startsWith("the arguments must be a JSON object with the arguments by name, but are ");
	}

	@Test
	void readsOverAByteOrderMarkAndWhiteSpace() {
		assertThat(this.search.json("\uFEFF \n\t{ \"query\" : \"a\" , \"limit\" : 1 } \r\n").values()).contains("a", 1);
	}

	@Test
	void refusesAKeyThatOccursTwice() {
		String fault = "must not have the same key twice in one object";
		assertThat(this.search.faults("{\"query\":\"a\",\"limit\":1,\"query\":\"b\"}")).singleElement()
			.asString()
			.contains(fault);
		BoundMethod nested = BoundMethod.of(Tools.class, "nested");
		assertThat(nested.faults("{\"item\":{\"name\":\"a\",\"count\":1,\"count\":1}}")).singleElement()
			.asString()
			.contains(fault);
		assertThat(BoundMethod.of(Tools.class, "free").faults("{\"free\":{\"a\":[{\"b\":1,\"b\":2}]}}")).singleElement()
			.asString()
			.contains(fault);
	}

	@ParameterizedTest
	@ValueSource(strings = { "NaN", "Infinity", "-Infinity", "+1", ".5", "1.", "0x10" })
	void refusesNumbersThatJsonDoesNotHave(String number) {
		assertThat(this.numbers.faults("{\"d\":" + number + "}")).singleElement()
			.asString()
			.startsWith("the arguments must be");
	}

	@ParameterizedTest
	@ValueSource(strings = { "\"NaN\"", "\"Infinity\"", "\"1\"", "true", "[]", "{}", "[1]", "\"\"" })
	void refusesWhatIsNoNumber(String value) {
		assertThat(this.numbers.faults("{\"d\":" + value + "}")).singleElement()
			.asString()
			.startsWith("/d: must be a number, but is ");
	}

	@Test
	void refusesNumbersThatDoNotFit() {
		assertThat(this.numbers.faults("{\"i\":2147483648,\"l\":9223372036854775808,\"d\":1e400,\"s\":32768}"))
			.containsExactlyInAnyOrder("/i: must be a whole number from -2147483648 to 2147483647, but is 2147483648",
					"/l: must be a whole number from -9223372036854775808 to 9223372036854775807, but is 9223372036854775808",
					"/d: must be a number that fits double, but is 1E+400", "/s: must be at most 32767, but is 32768");
	}

	@Test
	void refusesAFractionForAWholeNumberButNotOneOfZero() {
		assertThat(this.numbers.faults("{\"i\":1.5}")).containsExactly("/i: must be a whole number, but is 1.5");
		assertThat(this.numbers.json("{\"i\":3.0,\"l\":1e3,\"s\":-0.0,\"big\":12e1}").values())
			.startsWith(3, 1000L, (short) 0)
			.contains(Optional.of(new BigInteger("120")));
	}

	@ParameterizedTest
	@ValueSource(strings = { "i", "l", "s", "d", "exact", "big", "any" })
	void refusesNumbersThatWouldFillTheMemory(String name) {
		assertThat(this.numbers.faults("{\"" + name + "\":1e1000000000}")).isNotEmpty();
		if (!name.equals("d") && !name.equals("any")) {
			// which a double holds as zero
			assertThat(this.numbers.faults("{\"" + name + "\":1e-1000000000}")).isNotEmpty();
		}
		assertThat(this.numbers.faults("{\"" + name + "\":" + "9".repeat(100_000) + "}")).isNotEmpty();
	}

	@Test
	void keepsEveryDigitOfADecimal() {
		assertThat(this.numbers.json("{\"exact\":1234567890123456789.123456789012345678901}").values())
			.contains(Optional.of(new BigDecimal("1234567890123456789.123456789012345678901")));
		// the long way, too
		assertThat(this.numbers.values(Map.of("exact", new BigDecimal("0.10"))).values())
			.contains(Optional.of(new BigDecimal("0.10")));
	}

	@Test
	void refusesHalfOfASurrogatePair() {
		String message = "must be Unicode text";
		char high = '\uD83D';
		char low = '\uDE00';
		for (String half : List.of("\\ud83d", "\\ude00", "\\ud83dx", "\\ude00\\ud83d", "\\ud83d\\u0041", "" + high,
				"" + low, "" + low + high, high + "\\ude00")) {
			assertThat(this.search.faults("{\"query\":\"" + half + "\",\"limit\":1}")).singleElement()
				.asString()
				.contains(message);
			assertThat(this.search.faults("{\"query\":\"\",\"limit\":1,\"" + half + "\":1}")).singleElement()
				.asString()
				.contains(message);
		}
		for (String whole : List.of("\\ud83d\\ude00", "" + high + low, "\\\\ud83d", "\\u00e4")) {
			assertThat(this.search.faults("{\"query\":\"" + whole + "\",\"limit\":1}")).isEmpty();
		}
		assertThat(this.search.faults(Map.of("query", "" + high, "limit", 1))).singleElement()
			.asString()
			.contains(message);
	}

	@Test
	void bindsTimesAndBinaryDataInOneSpellingOnly() {
		BoundMethod times = BoundMethod.of(Tools.class, "times");
		assertThat(times.json(
				"{\"date\":\"2026-11-22\",\"instant\":\"2026-11-22T14:30:00+01:00\",\"duration\":\"PT90S\",\"bytes\":\"aGk=\"}")
			.values()).containsExactly(LocalDate.of(2026, 11, 22), Instant.parse("2026-11-22T13:30:00Z"),
					Duration.ofSeconds(90), new byte[] { 'h', 'i' });
		assertThat(
				times.faults("{\"date\":\"2026-02-30\",\"instant\":\"yesterday\",\"duration\":90,\"bytes\":\"%%%\"}"))
			.containsExactlyInAnyOrder("/date: must be a date such as 2026-11-22, but is \"2026-02-30\"",
					"/instant: must be a date and time with offset such as 2026-11-22T14:30:00Z, but is \"yesterday\"",
					"/duration: must be a string, but is 90", "/bytes: must be base64 text, but is \"%%%\"");
		assertThat(times.faults("{\"date\":[2026,11,22],\"instant\":0,\"duration\":\"1h\",\"bytes\":[104]}"))
			.hasSize(4);
	}

	@ParameterizedTest
	@ValueSource(strings = { "+12026-11-22", "2026-11-22T00:00:00", "20261122", "2026-1-1", " 2026-11-22", "" })
	void takesADateAsRfc3339HasItAndNoOther(String date) {
		assertThat(BoundMethod.of(Tools.class, "day").faults("{\"day\":\"" + date + "\"}")).hasSize(1);
	}

	@ParameterizedTest
	@ValueSource(strings = { "2026-11-22T14:30:00", "2026-11-22 14:30:00Z", "2026-11-22T14:30Z", "2026-11-22T25:00:00Z",
			"+12026-11-22T14:30:00Z", "1700000000" })
	void takesAnInstantAsRfc3339HasItAndNoOther(String instant) {
		assertThat(BoundMethod.of(Tools.class, "moment").faults("{\"moment\":\"" + instant + "\"}")).hasSize(1);
	}

	@Test
	void namesTheConstantsOfAnEnum() {
		BoundMethod paint = BoundMethod.of(Tools.class, "paint");
		assertThat(paint.json("{\"color\":\"deep-red\"}").values()).containsExactly(Zoo.Color.RED);
		assertThat(paint.faults("{\"color\":\"RED\"}"))
			.containsExactly("/color: must be one of: deep-red, GREEN, BLUE, but is \"RED\"");
		assertThat(paint.faults("{\"color\":0}")).contains("/color: must be a string, but is 0");
		assertThat(paint.faults("{\"color\":\" GREEN\"}")).hasSize(1);
	}

	@Test
	void tellsTheFaultsOfTheVariantThatWasMeant() {
		BoundMethod draw = BoundMethod.of(Tools.class, "draw");
		assertThat(draw.json("{\"shape\":{\"radius\":2,\"kind\":\"circle\"}}").values())
			.containsExactly(new Zoo.Circle(2));
		assertThat(draw.faults("{\"shape\":{\"kind\":\"circle\",\"radius\":\"2\",\"side\":1}}"))
			.containsExactlyInAnyOrder("/shape/radius: must be a number, but is \"2\"",
					"/shape/side: unknown property 'side', known are: kind, radius");
		assertThat(draw.faults("{\"shape\":{\"kind\":\"oval\",\"radius\":2}}"))
			.containsExactly("/shape/kind: must be one of: circle, square, group, but is \"oval\"");
		assertThat(draw.faults("{\"shape\":{\"radius\":2}}"))
			.containsExactly("/shape/kind: must be one of: circle, square, group");
		assertThat(draw.faults("{\"shape\":{\"kind\":\"group\",\"members\":[{\"kind\":\"square\",\"side\":true}]}}"))
			.containsExactly("/shape/members/0/side: must be a whole number, but is true");
		assertThat(draw.faults("{\"shape\":[\"circle\",{\"radius\":1}]}")).singleElement()
			.asString()
			.startsWith("/shape: must be an object");
	}

	@Test
	void bindsWhatIsNestedAndGeneric() {
		BoundMethod nested = BoundMethod.of(Tools.class, "nested");
		assertThat(nested.faults("{\"item\":{\"name\":1,\"coun\":1}}")).containsExactlyInAnyOrder(
				"/item/name: must be a string, but is 1", "/item/count: is required: a whole number",
				"/item/coun: unknown property 'coun', did you mean 'count'?");
		BoundMethod lists = BoundMethod.of(Tools.class, "lists");
		assertThat(lists
			.json("{\"items\":[{\"name\":\"a\",\"count\":1}],\"stock\":{\"deep-red\":{\"items\":[1],\"page\":2}}}")
			.values()).containsExactly(List.of(new Item("a", 1)), Map.of(Zoo.Color.RED, new Zoo.Page<>(List.of(1), 2)));
		assertThat(lists.faults(
				"{\"items\":[null,{\"name\":\"a\",\"count\":1.5}],\"stock\":{\"RED\":{\"items\":[\"1\"],\"page\":2}}}"))
			.containsExactlyInAnyOrder("/items/0: must be an object, but is null",
					"/items/1/count: must be a whole number, but is 1.5",
					"/stock/RED: must not be there: keys are deep-red, GREEN, BLUE",
					"/stock/RED/items/0: must be a whole number, but is \"1\"");
	}

	@Test
	void neverTellsASecretOrALongValue() {
		BoundMethod login = BoundMethod.of(Tools.class, "login");
		assertThat(login.faults("{\"password\":12345678,\"pins\":[\"4711\"]}")).containsExactlyInAnyOrder(
				"/password: must be a string, but is a number", "/pins/0: must be a whole number, but is a string");
		assertThat(this.numbers.faults("{\"i\":\"" + "x".repeat(5000) + "\"}")).singleElement()
			.asString()
			.hasSizeLessThan(120)
			.endsWith("…\"");
	}

	@Test
	void refusesDepthAndLengthBeyondTheLimits() {
		BindingOptions options = new BindingOptions(BindingOptions.Coercion.NONE, 100, 4);
		BoundMethod free = BoundMethod.of(Tools.class, "free", options);
		assertThat(free.faults("{\"free\":{\"a\":{\"b\":{}}}}")).isEmpty();
		assertThat(free.faults("{\"free\":{\"a\":{\"b\":{\"c\":{}}}}}"))
			.containsExactly("the arguments must not be nested more than 4 levels deep");
		assertThat(free.faults("{\"free\":{\"a\":\"" + "x".repeat(100) + "\"}}")).singleElement()
			.asString()
			.startsWith("the arguments must be at most 100 characters of JSON, but are 117");
	}

	@Test
	void bindsForManyThreadsFromTheFirstCallOn() {
		for (int round = 0; round < 20; round++) {
			BoundMethod fresh = BoundMethod.of(Tools.class, "search");
			List<String> outcomes = IntStream.range(0, 64)
				.parallel()
				.mapToObj(
						(i) -> (i % 2 == 0) ? List.of(fresh.json("{\"query\":\"q" + i + "\",\"limit\":1}").values()[0])
							.equals(List.of("q" + i)) + "" : fresh.faults("{\"query\":\"a\"}").toString())
				.distinct()
				.toList();
			assertThat(outcomes).containsExactlyInAnyOrder("true", "[/limit: is required: a whole number]");
		}
	}

	@Test
	void survivesTenMegabytesOfNesting() {
		BindingOptions options = new BindingOptions(BindingOptions.Coercion.LENIENT, Integer.MAX_VALUE, 500);
		BoundMethod free = BoundMethod.of(Tools.class, "free", options);
		String deep = "{\"free\":{\"a\":" + "[".repeat(5_000_000) + "]".repeat(5_000_000) + "}}";
		assertThat(free.faults(deep)).containsExactly("the arguments must not be nested more than 500 levels deep");
		assertThat(free.faults(deep.replace('[', '{'))).isNotEmpty();
		assertThat(BoundMethod.of(Tools.class, "free").faults(deep)).singleElement()
			.asString()
			.contains("at most 1048576");
		assertThat(free.faults("[".repeat(10_000_000))).isNotEmpty();
	}

	record Item(String name, int count) {

	}

	@Retention(RetentionPolicy.RUNTIME)
	@interface Sensitive {

	}

	@SuppressWarnings("unused") // called by name
	public static class Tools {

		public void search(String query, ToolContext context, int limit) {
		}

		public void numbers(@ToolParam(required = false) int i, @ToolParam(required = false) long l,
				@ToolParam(required = false) short s, Optional<Double> d, Optional<BigDecimal> exact,
				Optional<BigInteger> big, Optional<Object> any) {
		}

		public void optional(Optional<String> a, OptionalInt b, @Nullable String c, @ToolParam(required = false) int d,
				Optional<List<Item>> e) {
		}

		public void nested(Item item) {
		}

		public void free(Map<String, Object> free) {
		}

		public void times(LocalDate date, Instant instant, Duration duration, byte[] bytes) {
		}

		public void day(LocalDate day) {
		}

		public void moment(Instant moment) {
		}

		public void paint(Zoo.Color color) {
		}

		public void draw(Zoo.Shape shape) {
		}

		public void lists(List<Item> items, Map<Zoo.Color, Zoo.Page<Integer>> stock) {
		}

		public void login(@Sensitive String password, @Sensitive List<Integer> pins) {
		}

	}

}
