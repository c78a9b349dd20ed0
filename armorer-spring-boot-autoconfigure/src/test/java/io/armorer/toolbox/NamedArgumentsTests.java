package io.armorer.toolbox;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import io.armorer.tool.ToolContext;
import io.armorer.tool.ToolParameter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class NamedArgumentsTests {

	private final List<ToolParameter> parameters = List.of(parameter(0, "city", false), parameter(1, "context", true),
			parameter(2, "days", false), parameter(3, "session", true));

	private final @Nullable Object[] values = { "Rome", ToolContext.empty(), null, "s-1" };

	@Test
	void namesWhatTheModelGaveInTheOrderOfTheParameters() {
		Map<String, @Nullable Object> expected = new LinkedHashMap<>();
		expected.put("city", "Rome");
		expected.put("days", null);
		Map<String, @Nullable Object> named = new NamedArguments(this.parameters, this.values);
		assertThat(named).isEqualTo(expected).hasSize(2);
		assertThat(List.copyOf(named.keySet())).containsExactly("city", "days");
		assertThat(named.get("city")).isEqualTo("Rome");
		assertThat(named.containsKey("days")).isTrue();
		assertThat(named.get("days")).isNull();
	}

	@Test
	void knowsNothingOfWhatTheLibrarySupplies() {
		Map<String, @Nullable Object> named = new NamedArguments(this.parameters, this.values);
		assertThat(named.containsKey("context")).isFalse();
		assertThat(named.get("session")).isNull();
		assertThat(new NamedArguments(List.of(parameter(0, "context", true)), new Object[] { "x" })).isEmpty();
	}

	@Test
	void staysAsItIs() {
		Map<String, @Nullable Object> named = new NamedArguments(this.parameters, this.values);
		Arrays.fill(this.values, "changed");
		assertThat(named.get("city")).isEqualTo("Rome");
		assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> named.put("city", "x"));
		assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(named::clear);
		assertThatExceptionOfType(UnsupportedOperationException.class)
			.isThrownBy(() -> named.entrySet().iterator().next().setValue("x"));
	}

	private static ToolParameter parameter(int index, String name, boolean injected) {
		return new ToolParameter(index, name, String.class, String.class, injected);
	}

}
