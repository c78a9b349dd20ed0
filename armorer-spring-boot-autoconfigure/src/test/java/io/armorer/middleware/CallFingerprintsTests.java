package io.armorer.middleware;

import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.armorer.testing.TestInvocation;
import io.armorer.tool.Tool;
import io.armorer.tool.ToolContext;
import io.armorer.tool.ToolDefinition;
import io.armorer.tool.ToolParameter;

import static org.assertj.core.api.Assertions.assertThat;

/** The values themselves say the same as their text. */
@Timeout(60)
class CallFingerprintsTests {

	private static final Tool NAMED = Tool.builder("search").build((input, context) -> null);

	private static final List<String> TEXTS = List.of("", "a", "b", "null", "1", "Aa", "BB", "\"", "\\", "\\u0022",
			"\n", "é", "a\",\"b\":\"a");

	private static final Map<Class<?>, List<?>> VALUES = values();

	private static Map<Class<?>, List<?>> values() {
		Map<Class<?>, List<?>> values = new LinkedHashMap<>();
		values.put(String.class, TEXTS);
		values.put(int.class, List.of(0, 1, -1, 127, 1000, Integer.MIN_VALUE));
		values.put(Integer.class, List.of(0, 1, -1, 1000));
		values.put(long.class, List.of(0L, 1L, Long.MAX_VALUE, Long.MIN_VALUE));
		values.put(Long.class, List.of(0L, 1L, 1000L));
		values.put(short.class, List.of((short) 0, (short) 1));
		values.put(byte.class, List.of((byte) 0, (byte) -1));
		values.put(boolean.class, List.of(true, false));
		values.put(Boolean.class, List.of(true, false));
		values.put(char.class, List.of('a', '1', '"'));
		values.put(double.class, List.of(0.0, -0.0, 1.0, 0.1, 1e15, 1e15 + 2, 1e300, Double.NaN,
				Double.longBitsToDouble(0x7ff8000000000001L), Double.NEGATIVE_INFINITY, Double.MIN_VALUE));
		values.put(Float.class, List.of(0f, -0f, 0.1f, 16_777_216f, 1e20f, Float.NaN, Float.POSITIVE_INFINITY));
		values.put(DayOfWeek.class, List.of(DayOfWeek.MONDAY, DayOfWeek.SUNDAY));
		values.put(Sign.class, List.of(Sign.PLUS, Sign.MINUS));
		values.put(UUID.class, List.of(new UUID(1, 2), new UUID(2, 1)));
		values.put(Instant.class, List.of(Instant.EPOCH, Instant.ofEpochSecond(0, 1), Instant.MAX));
		values.put(LocalDate.class, List.of(LocalDate.EPOCH, LocalDate.MIN, LocalDate.MAX));
		values.put(LocalTime.class, List.of(LocalTime.MIDNIGHT, LocalTime.of(0, 0, 0, 1)));
		values.put(LocalDateTime.class, List.of(LocalDateTime.MIN, LocalDateTime.of(2026, 1, 31, 0, 0)));
		return values;
	}

	@Test
	void plainValuesAreEqualExactlyIfTheirCanonicalTextsAre() {
		Random random = new Random(4711);
		int equal = 0;
		for (int round = 0; round < 20_000; round++) {
			MethodTool tool = tool(random);
			CallScope scope = CallScope.values()[random.nextInt(3)];
			CallFingerprints fingerprints = new CallFingerprints(tool, scope);
			TestInvocation one = call(tool, random);
			TestInvocation other = (random.nextInt(3) == 0) ? copy(one) : call(tool, random);
			CallFingerprint first = fingerprints.of(one);
			CallFingerprint second = fingerprints.of(other);
			String firstText = canonical(one, scope);
			String secondText = canonical(other, scope);
			assertThat((first != null) ? first.text() : null).isEqualTo(firstText);
			assertThat((second != null) ? second.text() : null).isEqualTo(secondText);
			if (first == null || second == null) {
				continue;
			}
			assertThat(first).isInstanceOf(ValueFingerprint.class);
			assertThat(first.equals(second)).as(firstText + " and " + secondText)
				.isEqualTo(Objects.equals(firstText, secondText));
			assertThat(first.compareTo(second) == 0).isEqualTo(first.equals(second));
			if (first.equals(second)) {
				equal++;
				assertThat(first).hasSameHashCodeAs(second);
			}
		}
		assertThat(equal).isBetween(2_000, 15_000);
	}

	@Test
	void otherParametersAreWrittenAsText() {
		for (Type type : List.of(Object.class, BigDecimal.class, List.class, String[].class, Number.class,
				Comparable.class, Enum.class)) {
			MethodTool tool = new MethodTool(List.of(parameter(0, "a", String.class), parameter(1, "b", type)));
			assertThat(new CallFingerprints(tool, CallScope.GLOBAL).of(call(tool, Map.of("a", "x"))))
				.as(type.getTypeName())
				.isInstanceOf(TextFingerprint.class);
		}
	}

	@Test
	void partsOfOneInputAreWrittenAsText() {
		// they need not be of the type of the field
		MethodTool tool = new MethodTool(List.of(parameter(-1, "a", long.class)));
		CallFingerprints fingerprints = new CallFingerprints(tool, CallScope.GLOBAL);
		assertThat(fingerprints.of(call(tool, Map.of("a", 1)))).isNotNull()
			.isEqualTo(fingerprints.of(call(tool, Map.of("a", 1L))));
	}

	@Test
	void whatIsNotDeclaredIsLikeNothingElse() {
		MethodTool tool = new MethodTool(List.of(parameter(0, "a", String.class), parameter(1, "b", int.class)));
		CallFingerprints fingerprints = new CallFingerprints(tool, CallScope.GLOBAL);
		assertThat(fingerprints.of(call(tool, Map.of("a", "x", "b", "1")))).isNull();
		assertThat(fingerprints.of(call(tool, Map.of("a", "x", "c", 1)))).isNull();
		assertThat(fingerprints.of(call(tool, Map.of("a", "x", "b", 1, "c", 1)))).isNull();
		assertThat(fingerprints.of(call(tool, Map.of("a", "x", "b", 1)))).isNotNull();
	}

	@Test
	void lengthIsThatOfTheText() {
		MethodTool tool = new MethodTool(List.of(parameter(0, "a", String.class)));
		CallFingerprints fingerprints = new CallFingerprints(tool, CallScope.USER);
		for (String one : List.of("x", "\n")) {
			for (int length : List.of(100, 8_190, 8_200, 10_900, 11_000, 65_500, 65_514, 65_515, 65_516, 65_517,
					70_000)) {
				TestInvocation call = call(tool, Map.of("a", one.repeat(length)));
				CallFingerprint fingerprint = fingerprints.of(call);
				assertThat((fingerprint != null) ? fingerprint.text() : null)
					.isEqualTo(canonical(call, CallScope.USER));
			}
		}
		TestInvocation long_ = new TestInvocation(tool, Map.of("a", "x"), ToolContext.ofUser("\n".repeat(30_000)));
		assertThat(fingerprints.of(long_)).isNull();
	}

	@Test
	void injectedParametersMakeNoDifference() {
		MethodTool tool = new MethodTool(
				List.of(new ToolParameter(0, "context", ToolContext.class, String.class, true)));
		CallFingerprints fingerprints = new CallFingerprints(tool, CallScope.USER);
		assertThat(fingerprints.of(call(tool, Map.of()))).isInstanceOf(ValueFingerprint.class)
			.isEqualTo(fingerprints.of(call(tool, Map.of())));
	}

	@Test
	void whoeverTakesTheFingerprintTakesTheSame() {
		MethodTool tool = new MethodTool(List.of(parameter(0, "a", String.class)));
		TestInvocation call = call(tool, Map.of("a", "x"));
		CallFingerprint global = new CallFingerprints(tool, CallScope.GLOBAL).of(call);
		assertThat(global).isEqualTo(new CallFingerprints(tool, CallScope.GLOBAL).of(call))
			.isNotEqualTo(new CallFingerprints(tool, CallScope.USER).of(call));
		MethodTool renamed = new MethodTool("find", tool.parameters());
		assertThat(global).isNotEqualTo(new CallFingerprints(renamed, CallScope.GLOBAL).of(call));
	}

	/** What a fingerprint was before there were any of values. */
	private static @Nullable String canonical(TestInvocation call, CallScope scope) {
		CallFingerprints text = new CallFingerprints(new MethodTool(List.of(parameter(0, "a", Object.class))), scope);
		CallFingerprint fingerprint = text.of(call);
		return (fingerprint != null) ? fingerprint.text() : null;
	}

	private static MethodTool tool(Random random) {
		List<ToolParameter> parameters = new ArrayList<>();
		int count = random.nextInt(3) + 1;
		for (int i = 0; i < count; i++) {
			// not in order of the names
			parameters.add(parameter(i, "p" + (9 - i), pick(random, List.copyOf(VALUES.keySet()))));
		}
		return new MethodTool(parameters);
	}

	private static TestInvocation call(MethodTool tool, Random random) {
		Map<String, @Nullable Object> arguments = new LinkedHashMap<>();
		for (ToolParameter parameter : tool.parameters()) {
			int missing = random.nextInt(10);
			if (missing > 0) {
				arguments.put(parameter.name(),
						(missing > 1) ? pick(random, Objects.requireNonNull(VALUES.get(parameter.type()))) : null);
			}
		}
		return new TestInvocation(tool, arguments,
				ToolContext.builder()
					.userId((random.nextInt(6) > 0) ? pick(random, TEXTS.subList(0, 4)) : null)
					.sessionId((random.nextInt(6) > 0) ? pick(random, TEXTS.subList(0, 4)) : null)
					.build());
	}

	/** The same, in other objects and another order, and without what is null. */
	private static TestInvocation copy(TestInvocation call) {
		Map<String, @Nullable Object> arguments = new HashMap<>();
		call.arguments().forEach((name, value) -> {
			if (value != null) {
				arguments.put(name, (value instanceof String text) ? new String(text.toCharArray())
						: (value instanceof Long number) ? Long.valueOf(number.toString()) : value);
			}
		});
		ToolContext context = call.context();
		return new TestInvocation(call.tool(), arguments,
				ToolContext.builder().userId(context.userId()).sessionId(context.sessionId()).build());
	}

	private static <T> T pick(Random random, List<T> from) {
		return from.get(random.nextInt(from.size()));
	}

	private static TestInvocation call(Tool tool, Map<String, @Nullable Object> arguments) {
		return new TestInvocation(tool, arguments, ToolContext.ofUser("ann"));
	}

	private static ToolParameter parameter(int index, String name, Type type) {
		return new ToolParameter(index, name, type, String.class, false);
	}

	enum Sign {

		PLUS {
			@Override
			int of(int number) {
				return number;
			}
		},

		MINUS {
			@Override
			int of(int number) {
				return -number;
			}
		};

		abstract int of(int number);

	}

	private record MethodTool(String name, List<ToolParameter> parameters) implements Tool {

		MethodTool(List<ToolParameter> parameters) {
			this(NAMED.name(), parameters);
		}

		@Override
		public ToolDefinition definition() {
			return NAMED.definition();
		}

		@Override
		public @Nullable Object call(Object input, ToolContext context) {
			return null;
		}

	}

}
