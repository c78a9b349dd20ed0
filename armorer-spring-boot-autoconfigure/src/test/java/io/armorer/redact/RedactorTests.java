package io.armorer.redact;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.reflect.AnnotatedElement;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonValue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.core.annotation.AnnotatedElementUtils;

import io.armorer.tool.Tool;
import io.armorer.tool.ToolCall;
import io.armorer.tool.ToolParameter;

import static org.assertj.core.api.Assertions.assertThat;

class RedactorTests {

	private final Redactor redactor = Redactor.withDefaults();

	private final Tool anyTool = Tool.builder("any").build((input, context) -> null);

	@Test
	void hidesByNameWhereverItStands() {
		Object shown = this.redactor.value(Map.of("user", Map.of("password", "canary", "name", "ada"), "list",
				List.of(Map.of("api_key", 1234)), "array", new Object[] { Map.of("secret", List.of("canary")) }));
		assertThat(shown).isEqualTo(Map.of("user", Map.of("password", "******", "name", "ada"), "list",
				List.of(Map.of("api_key", "******")), "array", List.of(Map.of("secret", "******"))));
	}

	@Test
	void showsThatASecretIsMissing() {
		assertThat(this.redactor.value(nullable("password", null))).isEqualTo(nullable("password", null));
	}

	@Test
	void showsCountsOfTokensButNoTokens() {
		Object shown = this.redactor.value(Map.of("usage", Map.of("prompt_tokens", 12, "max_tokens", 4096), "tokens",
				List.of("canary", 3, Map.of("x", "canary")), "token_count", 5));
		assertThat(shown).isEqualTo(Map.of("usage", Map.of("prompt_tokens", 12, "max_tokens", 4096), "tokens",
				List.of("******", 3, Map.of("x", "******")), "token_count", 5));
	}

	@Test
	void hidesWhatIsMarkedInRecordsBeansAndTypes() {
		Object shown = this.redactor.value(List.of(new Login("ada", "canary", new Card("canary"), "canary", null),
				new Bean(), new Card("canary"), new Wrapped("canary")));
		assertThat(shown).asString().doesNotContain("canary");
		assertThat(shown).isEqualTo(List.of(expectedLogin(), Map.of("field", "******", "getter", "******", "open", "x"),
				"******", "******"));
	}

	@Test
	void hidesWhatIsMarkedUnderTheApplicationsOwnNamingOfProperties() {
		Redactor snake = new Redactor(new RedactionSettings(),
				JsonMapper.builder().propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE).build());
		assertThat(snake.value(new Named("canary", "x"))).isEqualTo(Map.of("first_part", "******", "second_part", "x"));
	}

	@Test
	void hidesMarkedPartsOfArgumentsThatWereNeverBound() {
		Tool tool = Tool.builder("login").input(Login.class).build((input, context) -> null);
		Map<String, Object> raw = Map.of("user", "ada", "Pin", "canary", "card", "canary", "own", List.of("canary"));
		assertThat(this.redactor.arguments(tool, raw))
			.isEqualTo(Map.of("user", "ada", "Pin", "******", "card", "******", "own", "******"));
	}

	@Test
	void hidesMarkedPartsOfNestedArgumentsThatWereNeverBound() {
		Tool tool = Tool.builder("logins").input(Logins.class).build((input, context) -> null);
		Map<String, Object> login = Map.of("user", "ada", "pin", "canary");
		assertThat(this.redactor.arguments(tool,
				Map.of("all", List.of(login), "byName", Map.of("x", login), "one",
						"{\"user\":\"ada\",\"pin\":\"canary\"}", "shape", Map.of("inner", "canary"))))
			.isEqualTo(Map.of("all", List.of(Map.of("user", "ada", "pin", "******")), "byName",
					Map.of("x", Map.of("user", "ada", "pin", "******")), "one", "{\"user\":\"ada\",\"pin\":\"******\"}",
					"shape", Map.of("inner", "******")));
		assertThat(this.redactor.arguments(tool, Map.of("one", "user ada pin canary")))
			.isEqualTo(Map.of("one", "******"));
	}

	@Test
	void hidesMarkedParameters() throws Exception {
		Tool tool = MethodTool
			.of(RedactorTests.class.getDeclaredMethod("transfer", String.class, String.class, Login.class));
		assertThat(this.redactor.arguments(tool,
				Map.of("amount", "5", "pin", "canary", "login", Map.of("pin", "canary", "user", "ada"))))
			.isEqualTo(Map.of("amount", "5", "pin", "******", "login", Map.of("pin", "******", "user", "ada")));
	}

	@Test
	void tellsParametersApartThatHaveTheSameAnnotations() {
		AnnotatedElement none = AnnotatedElementUtils.forAnnotations();
		AnnotatedElement alsoNone = AnnotatedElementUtils.forAnnotations();
		Tool tool = new MethodTool(this.anyTool.definition(),
				List.of(new ToolParameter(0, "a", String.class, none, false),
						new ToolParameter(1, "login", Login.class, alsoNone, false)));
		assertThat(this.redactor.arguments(tool, Map.of("a", "x"))).isEqualTo(Map.of("a", "x"));
		assertThat(this.redactor.arguments(tool, Map.of("login", Map.of("pin", "canary"))))
			.isEqualTo(Map.of("login", Map.of("pin", "******")));
	}

	@Test
	void readsArgumentsThatWereNeverBound() {
		assertThat(this.redactor.unbound(ToolCall.json(null, "x", "{\"a\":{\"b\":1}}").arguments()))
			.isEqualTo(Map.of("a", Map.of("b", 1)));
		assertThat(this.redactor.unbound(ToolCall.of("x", Map.of("a", 1)).arguments())).isEqualTo(Map.of("a", 1));
		assertThat(this.redactor.unbound(ToolCall.json(null, "x", "[1]").arguments())).isEmpty();
		assertThat(this.redactor.unbound(ToolCall.json(null, "x", "{\"a\":").arguments())).isEmpty();
		assertThat(this.redactor.unbound(ToolCall.json(null, "x", null).arguments())).isEmpty();
	}

	@Test
	void hidesInsideOfJsonThatIsAText() {
		Object shown = this.redactor.value(Map.of("body", " {\"a\":{\"password\":\"canary\"},\"b\":[1.50]} ", "twice",
				"\"{\\\"token\\\":\\\"canary\\\"}\"", "broken", "{\"password\":\"canary\",}"));
		assertThat(shown).isEqualTo(Map.of("body", "{\"a\":{\"password\":\"******\"},\"b\":[1.50]}", "twice",
				"\"{\\\"token\\\":\\\"******\\\"}\"", "broken", "{\"password\":\"******\",}"));
	}

	@Test
	void hidesInNamesToo() {
		assertThat(this.redactor.value(Map.of("password=canary", 1))).asString().doesNotContain("canary");
	}

	@Test
	void turnsValuesIntoWhatJsonHas() {
		Map<String, Object> values = new LinkedHashMap<>();
		values.put("text", new StringBuilder("x"));
		values.put("number", new BigDecimal("1.50"));
		values.put("flag", true);
		values.put("time", Instant.parse("2026-01-31T12:00:00Z"));
		values.put("enum", Duration.ofSeconds(1).getClass().isRecord() ? null : Thread.State.NEW);
		values.put("optional", Optional.of("x"));
		values.put("ints", new int[] { 1, 2 });
		values.put("bytes", new byte[] { 1, 2 });
		values.put("chars", new char[] { 'a' });
		assertThat(this.redactor.value(values)).asString()
			.isEqualTo("{text=x, number=1.50, flag=true, time=2026-01-31T12:00:00Z, enum=NEW, optional=x, ints=[1, 2], "
					+ "bytes=<2 bytes>, chars=a}");
	}

	@Test
	void neverThrows() {
		Map<Object, Object> bad = new HashMap<>();
		bad.put("bean", new Failing());
		bad.put("key", Map.of(new Failing(), 1));
		bad.put("stream", Stream.of(1));
		bad.put("thread", Thread.currentThread());
		Object shown = this.redactor.value(bad);
		assertThat(shown).asString()
			.contains("bean=<unprintable " + Failing.class.getName() + ">")
			.contains("key=<unprintable ")
			.contains("stream=<java.util.stream.ReferencePipeline")
			.contains("thread=<java.lang.Thread>");
		assertThat(this.redactor.value(new Failing(), ValueMode.HASH)).asString().startsWith("<unprintable ");
		assertThat(this.redactor.value(bad, ValueMode.FULL)).asString().contains("<unprintable ");
	}

	@Test
	void endsInCyclicStructures() {
		List<Object> list = new ArrayList<>();
		list.add(list);
		Map<String, Object> map = new HashMap<>();
		map.put("self", map);
		Node node = new Node();
		node.next = node;
		assertThat(this.redactor.value(list)).isEqualTo(List.of("<cycle>"));
		assertThat(this.redactor.value(map)).isEqualTo(Map.of("self", "<cycle>"));
		assertThat(this.redactor.value(node)).isEqualTo("<unprintable " + Node.class.getName() + ">");
		assertThat(this.redactor.value(node, ValueMode.FULL)).isEqualTo("<unprintable " + Node.class.getName() + ">");
		assertThat(this.redactor.value(node, ValueMode.HASH)).isEqualTo("<unprintable " + Node.class.getName() + ">");
	}

	@Test
	void endsInStructuresThatMultiply() {
		Object layer = "x";
		Object bean = null;
		for (int i = 0; i < 60; i++) {
			layer = Arrays.asList(layer, layer);
			bean = new Pair(bean, bean);
		}
		assertThat(this.redactor.value(layer)).asString().hasSizeLessThan(50_000);
		assertThat(this.redactor.value(bean)).asString().hasSizeLessThan(50_000);
		assertThat(this.redactor.value(bean, ValueMode.HASH)).asString().startsWith("<unprintable");
	}

	@Test
	void showsSoMuchAndNoMore() {
		Object shown = this.redactor.value(Map.of("many", java.util.Collections.nCopies(5000, 1)));
		assertThat(((List<?>) ((Map<?, ?>) shown).get("many"))).hasSize(1000).last().isEqualTo("… (4001 more)");
		Object texts = this.redactor.value(java.util.Collections.nCopies(900, "a".repeat(900)));
		assertThat(texts).asString().hasSizeLessThan(20_000);
		Map<String, Object> wide = new HashMap<>();
		for (int i = 0; i < 5000; i++) {
			wide.put("k" + i, i);
		}
		assertThat((Map<?, ?>) this.redactor.value(wide)).hasSize(1001);
		assertThat(this.redactor.arguments(this.anyTool, wide)).hasSize(1001);
	}

	@Test
	void showsNoneAllOrAHash() {
		Map<String, Object> value = new LinkedHashMap<>();
		value.put("password", "x");
		value.put("a", new Login("ada", "1", new Card("2"), null, null));
		Map<String, Object> turned = new LinkedHashMap<>();
		turned.put("a", value.get("a"));
		turned.put("password", "x");
		assertThat(this.redactor.value(value, ValueMode.NONE)).isNull();
		assertThat(this.redactor.value(value, ValueMode.FULL)).asString().contains("password=x").contains("pin=1");
		assertThat(this.redactor.value(value, ValueMode.REDACTED)).asString().contains("password=******");
		assertThat(this.redactor.value(value, ValueMode.HASH)).asString()
			.matches("sha256:[0-9a-f]{64}")
			.isEqualTo(this.redactor.value(turned, ValueMode.HASH))
			.isNotEqualTo(this.redactor.value(Map.of(), ValueMode.HASH));
		assertThat(this.redactor.arguments(this.anyTool, Map.of("password", "x"), ValueMode.REDACTED))
			.isEqualTo(Map.of("password", "******"));
		assertThat(this.redactor.arguments(this.anyTool, Map.of("password", "x"), ValueMode.FULL))
			.isEqualTo(Map.of("password", "x"));
	}

	@Test
	void copiesWhatItShows() {
		List<Object> list = new ArrayList<>(List.of(1));
		Object shown = this.redactor.value(Map.of("list", list));
		list.add(2);
		assertThat(shown).isEqualTo(Map.of("list", List.of(1)));
	}

	@Test
	void findsACallsOwnSecretsInTextsAboutIt() {
		Tool tool = Tool.builder("login").input(Login.class).build((input, context) -> null);
		Map<String, Object> arguments = Map.of("pin", 4711, "user", "ada", "own", List.of("can", "canary"), "body",
				"{\"token\":\"canaryToo\"}", "login", new Login("ada", "canaryPin", null, null, null));
		assertThat(this.redactor.textAbout(tool, arguments)
			.apply("no 4711 or canary or canaryToo or canaryPin for ada, can"))
			.isEqualTo("no ****** or ****** or ****** or ****** for ada, can");
	}

	@Test
	void takesOtherKeys() {
		RedactionSettings settings = new RedactionSettings();
		settings.setKeys(List.of("iban"));
		settings.setAdditionalKeys(List.of("tax-number"));
		Redactor own = new Redactor(settings, JsonMapper.builder().build());
		assertThat(own.value(Map.of("password", "x", "my_iban", "y", "taxNumber", 5)))
			.isEqualTo(Map.of("password", "x", "my_iban", "******", "taxNumber", "******"));
		assertThat(own.isSensitive("IBAN")).isTrue();
		assertThat(own.isSensitive("password")).isFalse();
	}

	private static Map<String, @Nullable Object> expectedLogin() {
		Map<String, @Nullable Object> login = new HashMap<>(
				Map.of("user", "ada", "pin", "******", "card", "******", "own", "******"));
		login.put("missing", null);
		return login;
	}

	private static Map<String, @Nullable Object> nullable(String name, @Nullable Object value) {
		Map<String, @Nullable Object> map = new HashMap<>();
		map.put(name, value);
		return map;
	}

	@SuppressWarnings("unused")
	private static void transfer(String amount, @Sensitive String pin, Login login) {
	}

	@Retention(RetentionPolicy.RUNTIME)
	@Sensitive
	@interface Own {

	}

	record Login(String user, @Sensitive @Nullable String pin, @Nullable Card card, @Own @Nullable Object own,
			@Sensitive @Nullable String missing) {

	}

	@Sensitive
	record Card(String number) {

	}

	record Wrapped(@JsonValue @Sensitive String value) {

	}

	record Named(@Sensitive String firstPart, String secondPart) {

	}

	record Logins(List<Login> all, Map<String, Login> byName, Login one, @Nullable Logins more, Shape shape) {

	}

	sealed interface Shape permits Round {

	}

	record Round(@Sensitive String inner) implements Shape {

	}

	record Pair(@Nullable Object a, @Nullable Object b) {

	}

	static class Bean {

		@Sensitive
		@JsonProperty
		private final String field = "canary";

		public final String open = "x";

		@Sensitive
		public String getGetter() {
			return "canary";
		}

	}

	static class Node {

		public @Nullable Node next;

	}

	static class Failing {

		public String getValue() {
			throw new IllegalStateException("no");
		}

		@Override
		public String toString() {
			throw new IllegalStateException("no");
		}

	}

}
