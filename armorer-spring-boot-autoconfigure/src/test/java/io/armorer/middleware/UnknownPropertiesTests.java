package io.armorer.middleware;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import io.armorer.tool.Tool;

import static org.assertj.core.api.Assertions.assertThat;

class UnknownPropertiesTests {

	@Test
	void hidesWhatStandsUnderANameThatTheSchemaDoesNotKnow() {
		assertHidden("""
				{"properties":{"pin":{"type":"string"},"amount":{"type":"integer"}}}""",
				Map.of("pinn", "9876", "amount", 5), Map.of("pinn", "******", "amount", 5));
	}

	@Test
	void hidesItHoweverDeep() {
		assertHidden("""
				{"properties":{"card":{"$ref":"#/$defs/Card"},"cards":{"items":{"$ref":"#/$defs/Card"}},
				"byName":{"additionalProperties":{"$ref":"#/$defs/Card"}}},
				"$defs":{"Card":{"type":"object","properties":{"number":{"type":"string"},
				"next":{"$ref":"#/$defs/Card"}},"additionalProperties":false}}}""",
				Map.of("card", Map.of("nummer", "4", "next", Map.of("number", "4", "nr", List.of("4"))), "cards",
						List.of(Map.of("no", 4)), "byName", Map.of("x", Map.of("n", "4", "number", "4"))),
				Map.of("card", Map.of("nummer", "******", "next", Map.of("number", "4", "nr", "******")), "cards",
						List.of(Map.of("no", "******")), "byName", Map.of("x", Map.of("n", "******", "number", "4"))));
	}

	@Test
	void hidesATextWhereAnObjectShouldBe() {
		assertHidden("""
				{"properties":{"card":{"type":"object","properties":{"number":{}}},
				"either":{"anyOf":[{"type":"object","properties":{"number":{}}},{"type":["string","null"]}]}}}""",
				Map.of("card", "{\"nummer\":\"4\"}", "either", "some text"),
				Map.of("card", "******", "either", "some text"));
	}

	@Test
	void knowsWhatOneOfSeveralSchemasKnows() {
		assertHidden("""
				{"allOf":[{"properties":{"a":{}}}],"oneOf":[{"properties":{"b":{}}},{"properties":{"c":{}}}]}""",
				Map.of("a", 1, "b", 2, "c", 3, "d", 4), Map.of("a", 1, "b", 2, "c", 3, "d", "******"));
	}

	@Test
	void leavesAloneWhatMayHaveAnyName() {
		Map<String, Object> arguments = Map.of("anything", Map.of("at", "all"));
		assertHidden("{}", arguments, arguments);
		assertHidden("{\"properties\":{},\"additionalProperties\":true}", arguments, arguments);
		assertHidden("{\"properties\":{},\"patternProperties\":{\".*\":{}}}", arguments, arguments);
		assertHidden("{\"properties\":{\"anything\":{}}}", arguments, arguments);
	}

	@Test
	void hidesAllWhereNobodyCanTell() {
		assertHidden("no schema", Map.of("a", Map.of("b", 1)), Map.of("a", "******"));
		assertHidden(null, Map.of("a", Map.of("b", 1)), Map.of("a", "******"));
	}

	private static void assertHidden(@Nullable String schema, Map<String, Object> arguments,
			Map<String, Object> expected) {
		var builder = Tool.builder("any");
		Tool tool = ((schema != null) ? builder.inputSchema(schema) : builder).build((input, context) -> null);
		Object hidden = UnknownProperties.hide(tool, arguments);
		assertThat(hidden).isEqualTo(expected);
	}

}
