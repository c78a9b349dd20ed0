package io.armorer.redact;

import java.lang.reflect.AnnotatedElement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.springframework.core.annotation.AnnotatedElementUtils;

import io.armorer.tool.Tool;
import io.armorer.tool.ToolParameter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ToolRedactorTests {

	private static final List<String> NAMES = List.of("number", "text", "password", "tokens", "login", "pin", "list",
			"Bearer abcdefghijkl", "Basic YWxhZGRpbjpvcGVu");

	private static final List<Object> VALUES = Arrays.asList(null, 17, -3L, 1.5, true, "hello world", "",
			"x".repeat(3000), "password=canary", "Bearer canary", "{\"password\":\"canary\",\"a\":[1]}", "{\"a\": no",
			'c', Map.of("password", "canary", "user", Map.of("secret", "canary")),
			List.of("a", List.of(Map.of("api_key", 1))), new Object[] { "a", Map.of("token", "canary") },
			"12345".toCharArray(), new byte[3], new Login("ada", "canary"), Collections.nCopies(1200, "x"),
			Collections.nCopies(40, "y".repeat(1500)), Double.NaN, new Object());

	private final Redactor redactor = Redactor.withDefaults();

	@Test
	void showsWhatTheRedactorShowsWhateverACallBrings() {
		Random random = new Random(4711);
		for (int round = 0; round < 4000; round++) {
			Tool tool = tool(some(random, NAMES, 4));
			ToolRedactor forTool = this.redactor.forTool(tool);
			for (int call = 0; call < 3; call++) {
				Map<String, @Nullable Object> arguments = arguments(random, tool);
				List<?> shown = List.copyOf(forTool.arguments(arguments).entrySet());
				assertThat(shown).isEqualTo(List.copyOf(this.redactor.arguments(tool, arguments).entrySet()));
				assertThat(shown).asString().doesNotContain("canary");
			}
		}
	}

	@Test
	void showsArgumentsThatCanNotBeReadAsTheRedactorDoes() {
		Tool tool = tool(List.of("text"));
		Map<String, Object> broken = new LinkedHashMap<>() {

			private static final long serialVersionUID = 1L;

			@Override
			public java.util.Set<Map.Entry<String, Object>> entrySet() {
				throw new IllegalStateException();
			}

		};
		assertThat(this.redactor.forTool(tool).arguments(broken)).isEqualTo(this.redactor.arguments(tool, broken))
			.hasSize(1);
	}

	@Test
	void givesCopiesThatNobodyCanChange() {
		Map<String, @Nullable Object> arguments = new LinkedHashMap<>();
		arguments.put("login", new LinkedHashMap<>(Map.of("user", "ada")));
		arguments.put("list", new ArrayList<>(List.of("a")));
		arguments.put("text", new Object[] { "a" });
		for (List<String> names : List.of(List.of("login", "list", "text"), List.of("other"))) {
			Map<String, @Nullable Object> shown = this.redactor.forTool(tool(names)).arguments(arguments);
			assertUnchangeable(() -> shown.put("login", "x"));
			assertUnchangeable(() -> shown.remove("login"));
			assertUnchangeable(() -> shown.entrySet().iterator().next().setValue("x"));
			assertUnchangeable(() -> ((Map<?, ?>) shown.get("login")).clear());
			assertUnchangeable(() -> ((List<?>) shown.get("list")).clear());
			assertUnchangeable(() -> ((List<?>) shown.get("text")).clear());
			assertThat(shown).containsKeys("login", "list", "text").doesNotContainKey("other");
		}
	}

	private static void assertUnchangeable(Runnable change) {
		assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(change::run);
	}

	private static Map<String, @Nullable Object> arguments(Random random, Tool tool) {
		List<String> names = new ArrayList<>(tool.parameters().stream().map(ToolParameter::name).toList());
		switch (random.nextInt(6)) {
			case 0 -> Collections.shuffle(names, random);
			case 1 -> names.add("more");
			case 2 -> names.remove(random.nextInt(names.size()));
			default -> {
				// as declared
			}
		}
		Map<String, @Nullable Object> arguments = new LinkedHashMap<>();
		names.forEach((name) -> arguments.put(name, VALUES.get(random.nextInt(VALUES.size()))));
		return arguments;
	}

	private static <T> List<T> some(Random random, List<T> all, int max) {
		List<T> some = new ArrayList<>(all);
		Collections.shuffle(some, random);
		return some.subList(0, 1 + random.nextInt(max));
	}

	private static Tool tool(List<String> names) {
		List<ToolParameter> parameters = new ArrayList<>();
		AnnotatedElement none = AnnotatedElementUtils.forAnnotations();
		for (String name : names) {
			parameters.add(new ToolParameter(parameters.size(), name, name.equals("login") ? Login.class : Object.class,
					none, false));
		}
		return new MethodTool(Tool.builder("any").build((input, context) -> "").definition(), parameters);
	}

	record Login(String user, @Sensitive String pin) {

	}

}
