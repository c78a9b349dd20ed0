package io.armorer.middleware;

import java.io.ByteArrayInputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.json.JsonMapper;

import io.armorer.testing.TestInvocation;
import io.armorer.tool.Tool;
import io.armorer.tool.ToolContext;
import io.armorer.tool.ToolDefinition;
import io.armorer.tool.ToolParameter;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(60)
class CallFingerprintTests {

	private static final Tool TOOL = Tool.builder("search").build((input, context) -> null);

	@Test
	void orderOfKeysDoesNotMatterAtAnyDepth() {
		Map<String, Object> one = new LinkedHashMap<>();
		one.put("a", Map.of("x", 1));
		one.put("b", ordered("k", List.of(ordered("m", 1, "n", 2)), "l", 3));
		Map<String, Object> other = new LinkedHashMap<>();
		other.put("b", ordered("l", 3, "k", List.of(ordered("n", 2, "m", 1))));
		other.put("a", Map.of("x", 1));
		assertThat(of(one)).isEqualTo(of(other)).hasSameHashCodeAs(of(other));
	}

	@Test
	void spellingOfNumbersDoesNotMatter() {
		for (Object one : List.of(1L, (short) 1, (byte) 1, 1.0, 1.0f, BigInteger.ONE, new BigDecimal("1.000"),
				new BigDecimal("1e0"))) {
			assertSame(1, one);
		}
		assertSame(1000, new BigDecimal("1E+3"));
		assertSame(new BigDecimal("0.10"), 0.1);
		assertSame(0, -0.0);
		assertSame(1e20, new BigInteger("100000000000000000000"));
		assertSame(Long.MAX_VALUE, new BigDecimal(Long.MAX_VALUE));
		assertSame(1e300, new BigDecimal("1e300"));
	}

	@Test
	void differentNumbersDiffer() {
		assertDiffer(1, 2, 1.1, 0.1, 1e-300, 1e300, 1e20, Long.MAX_VALUE, Long.MAX_VALUE - 1, Double.NaN,
				Double.POSITIVE_INFINITY, new BigDecimal("0.1000000000000000000000000000001"));
	}

	@Test
	void valuesOfDifferentTypesDiffer() {
		assertDiffer("1", 1, true, "true", "null", List.of(), Map.of(), "", "[]", List.of(1), List.of("1"),
				List.of(List.of(1)), List.of(1, 1), Map.of("a", 1), Map.of("a", "1"), Color.RED, "RED", Set.of(1),
				LocalDate.of(2026, 1, 1), "2026-01-01", Instant.EPOCH, Duration.ZERO, new UUID(1, 2), new Circle(1),
				new Square(1));
	}

	@Test
	void textCanNotImitateStructure() {
		assertThat(of(Map.of("a", "x\",\"b\":\"y"))).isNotEqualTo(of(Map.of("a", "x", "b", "y")));
		assertThat(of(Map.of("a", "\\u0022"))).isNotEqualTo(of(Map.of("a", "\"")));
		assertThat(of(Map.of("a", "x\ny"))).isNotEqualTo(of(Map.of("a", "x\\ny")));
		assertDiffer(List.of("a,b"), List.of("a", "b"), List.of("a\",\"b"));
	}

	@Test
	void equalObjectsOfEveryKindAreTheSame() {
		for (Supplier<Object> kind : List.<Supplier<Object>>of(() -> new Circle(2.5), () -> new Pair("a", List.of(1)),
				() -> new int[] { 1, 2 }, () -> new String[] { "a" }, () -> new byte[] { 1, 2, 3 },
				() -> new Object[][] { { 1 }, { "b" } }, () -> List.of(Color.RED), () -> new Bean("name", 3),
				() -> LocalDate.of(2026, 1, 31), () -> Optional.of(new Circle(1)), () -> new HashMap<>(Map.of(1, "a")),
				() -> Map.of(Color.RED, new Circle(1)), () -> Locale(), () -> new ArrayList<>(List.of('c')))) {
			assertThat(of(kind.get())).isNotNull().isEqualTo(of(kind.get()));
		}
		assertDiffer(new Bean("name", 3), new Bean("name", 4), new Bean("other", 3), new Pair("name", 3));
	}

	private static Object Locale() {
		return java.util.Locale.forLanguageTag("de-CH");
	}

	@Test
	void setsAreTheSameInAnyOrderAndListsAreNot() {
		assertSame(new LinkedHashSet<>(List.of("a", "b")), new LinkedHashSet<>(List.of("b", "a")));
		assertDiffer(List.of("a", "b"), List.of("b", "a"));
		assertSame(List.of(1, 2), new int[] { 1, 2 });
	}

	@Test
	void jsonTreesAreComparedByContent() {
		JsonMapper json = JsonMapper.shared();
		assertThat(of(json.readTree("{\"a\": 1, \"b\": [true, null, \"x\"]}")))
			.isEqualTo(of(json.readTree("{\"b\": [true, null, \"x\"], \"a\": 1.0}")))
			.isNotEqualTo(of(json.readTree("{\"a\": \"1\", \"b\": [true, null, \"x\"]}")));
	}

	@Test
	void boundArgumentThatIsNullIsAbsent() {
		Tool bound = new BoundTool();
		assertThat(of(bound, mapWithNull("b"))).isEqualTo(of(bound, Map.of("a", 1)))
			.isEqualTo(of(bound, Map.of("a", 1, "b", Optional.empty())))
			.isEqualTo(of(bound, Map.of("a", 1, "b", OptionalInt.empty())));
	}

	@Test
	void nullIsNotAbsentWhereNothingIsBoundNorDeepInside() {
		assertThat(of(mapWithNull("b"))).isNotEqualTo(of(Map.of("a", 1)));
		Tool bound = new BoundTool();
		assertThat(of(bound, Map.of("o", mapWithNull("b")))).isNotEqualTo(of(bound, Map.of("o", Map.of("a", 1))));
	}

	@Test
	void whatCanNotBeToldApartHasNone() {
		List<Object> self = new ArrayList<>();
		self.add(self);
		Runnable lambda = () -> {
		};
		for (Object opaque : List.of(new Object(), lambda, new ByteArrayInputStream(new byte[0]), new StringBuilder(),
				List.of(1).iterator(), new CompletableFuture<>(), self, "x".repeat(70_000),
				Collections.nCopies(70_000, 1), Thread.currentThread(), new Pair("a", new Object()))) {
			assertThat(of(opaque)).as(opaque.getClass().getName()).isNull();
		}
	}

	@Test
	void objectsThatFailToBeReadHaveNone() {
		assertThat(of(new Object[] { new HashMap<>(Map.of("a", 1)) {

			private static final long serialVersionUID = 1L;

			@Override
			public Set<String> keySet() {
				throw new IllegalStateException("closed");
			}

		} })).isNull();
	}

	@Test
	void laterChangesOfArgumentsDoNotMatter() {
		List<Object> list = new ArrayList<>(List.of(1));
		CallFingerprint before = of(list);
		list.add(2);
		assertThat(before).isEqualTo(of(List.of(1))).isNotEqualTo(of(list));
	}

	@Test
	void toolsAreKeptApart() {
		Tool other = Tool.builder("find").build((input, context) -> null);
		assertThat(of(TOOL, Map.of())).isNotEqualTo(of(other, Map.of()));
	}

	@Test
	void usersAndSessionsAreKeptApart() {
		assertThat(of("ann", "s", CallScope.USER)).isEqualTo(of("ann", "t", CallScope.USER))
			.isNotEqualTo(of("bob", "s", CallScope.USER));
		assertThat(of("ann", "s", CallScope.SESSION)).isEqualTo(of("ann", "s", CallScope.SESSION))
			.isNotEqualTo(of("ann", "t", CallScope.SESSION))
			.isNotEqualTo(of("bob", "s", CallScope.SESSION));
		assertThat(of(null, "s", CallScope.SESSION)).isEqualTo(of(null, "s", CallScope.SESSION))
			.isNotEqualTo(of("null", "s", CallScope.SESSION));
		assertThat(of("ann", "s", CallScope.GLOBAL)).isEqualTo(of(null, null, CallScope.GLOBAL));
	}

	@Test
	void callsOfNobodyShareNothingUnlessAllDo() {
		assertThat(of(null, "s", CallScope.USER)).isNull();
		assertThat(of("", "s", CallScope.USER)).isNull();
		assertThat(of("ann", null, CallScope.SESSION)).isNull();
		assertThat(of(null, null, CallScope.GLOBAL)).isNotNull();
	}

	@Test
	void collisionOfHashesIsNoMatch() {
		// two texts with one hash
		assertThat(of("Aa")).hasSameHashCodeAs(of("BB")).isNotEqualTo(of("BB"));
	}

	@Test
	void doesNotTellArguments() {
		assertThat(of("secret").toString()).doesNotContain("secret");
	}

	private static void assertSame(Object one, Object other) {
		assertThat(of(one)).as(one + " and " + other).isNotNull().isEqualTo(of(other));
	}

	private static void assertDiffer(Object... values) {
		for (int i = 0; i < values.length; i++) {
			for (int j = i + 1; j < values.length; j++) {
				assertThat(of(values[i])).as(values[i] + " and " + values[j]).isNotNull().isNotEqualTo(of(values[j]));
			}
		}
	}

	private static @Nullable CallFingerprint of(Object value) {
		return (value instanceof Map<?, ?> map && map.keySet().stream().allMatch(String.class::isInstance))
				? of(TOOL, map) : of(TOOL, Map.of("value", value));
	}

	@SuppressWarnings("unchecked")
	private static @Nullable CallFingerprint of(Tool tool, Map<?, ?> arguments) {
		return new CallFingerprints(tool, CallScope.USER)
			.of(new TestInvocation(tool, (Map<String, Object>) arguments, ToolContext.ofUser("ann")));
	}

	private static @Nullable CallFingerprint of(@Nullable String user, @Nullable String session, CallScope scope) {
		ToolContext context = ToolContext.builder().userId(user).sessionId(session).build();
		return new CallFingerprints(TOOL, scope).of(new TestInvocation(TOOL, Map.of(), context));
	}

	private static Map<String, Object> ordered(String key, Object value, String secondKey, Object secondValue) {
		Map<String, Object> map = new LinkedHashMap<>();
		map.put(key, value);
		map.put(secondKey, secondValue);
		return map;
	}

	private static Map<String, Object> mapWithNull(String key) {
		Map<String, Object> map = new HashMap<>(Map.of("a", 1));
		map.put(key, null);
		return map;
	}

	enum Color {

		RED

	}

	record Circle(double size) {

	}

	record Square(double size) {

	}

	record Pair(String first, Object second) {

	}

	static class Named {

		private final String name;

		Named(String name) {
			this.name = name;
		}

		@Override
		public String toString() {
			return this.name;
		}

	}

	static class Bean extends Named {

		private final int count;

		Bean(String name, int count) {
			super(name);
			this.count = count;
		}

		@Override
		public String toString() {
			return super.toString() + this.count;
		}

	}

	private static final class BoundTool implements Tool {

		@Override
		public ToolDefinition definition() {
			return TOOL.definition();
		}

		@Override
		public List<ToolParameter> parameters() {
			return List.of(new ToolParameter(0, "a", Integer.class, String.class, false),
					new ToolParameter(1, "b", Optional.class, String.class, false),
					new ToolParameter(2, "o", Object.class, String.class, false));
		}

		@Override
		public @Nullable Object call(Object input, ToolContext context) {
			return null;
		}

	}

}
