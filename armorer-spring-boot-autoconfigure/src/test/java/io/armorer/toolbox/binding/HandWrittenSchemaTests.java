package io.armorer.toolbox.binding;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import io.armorer.tool.JsonSchema;
import io.armorer.tool.ToolArguments;
import io.armorer.toolbox.schema.SchemaGenerator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** Tools whose schema somebody wrote by hand. */
class HandWrittenSchemaTests {

	private final ArgumentBinders binders = new ArgumentBinders(JsonMapper.builder().build(),
			ArgumentConstraints.none(), BindingOptions.DEFAULTS);

	@Test
	void checksEveryKeyword() {
		ArgumentBinder binder = binder(
				"""
						{"type":"object","properties":{"a":{"type":"integer","multipleOf":5},"b":{"type":"array","uniqueItems":true},
						"c":{"oneOf":[{"type":"string"},{"type":"integer"}]},"d":{"const":"x"},"e":{"not":{"type":"string"}},
						"f":{"type":"array","contains":{"const":1}}},"dependentRequired":{"a":["b"]},"minProperties":1}""");
		assertThat(bind(binder, "{\"a\":10,\"b\":[1,2],\"c\":1,\"d\":\"x\",\"e\":1,\"f\":[1],\"more\":null}"))
			.isEqualTo(Map.of());
		assertThat(faults(binder, "{\"a\":3}")).contains("/a: must be a multiple of 5, but is 3").hasSize(2);
		assertThat(faults(binder, "{\"b\":[1,1]}")).containsExactly("/b: must not have equal elements");
		assertThat(faults(binder, "{\"c\":true}"))
			.containsExactly("/c: must be a string or a whole number, but is true");
		assertThat(faults(binder, "{\"d\":\"y\"}")).containsExactly("/d: must be \"x\", but is \"y\"");
		assertThat(faults(binder, "{\"e\":\"y\"}")).hasSize(1);
		assertThat(faults(binder, "{\"f\":[2]}")).hasSize(1);
		assertThat(faults(binder, "{}")).containsExactly("the arguments must have at least 1 entry, but has 0");
	}

	@Test
	void tellsTheFaultsOfTheVariantThatIsNearest() {
		ArgumentBinder binder = binder(
				"""
						{"type":"object","properties":{"x":{"anyOf":[
						{"type":"object","properties":{"c":{"type":"string"},"d":{"type":"string"}},"required":["c","d"]},
						{"type":"object","properties":{"a":{"type":"integer"},"b":{"type":"integer"}},"required":["a","b"]}]}}}""");
		assertThat(faults(binder, "{\"x\":{\"a\":\"1\",\"b\":2}}"))
			.containsExactly("/x/a: must be a whole number, but is \"1\"");
		assertThat(faults(binder, "{\"x\":{\"c\":\"1\"}}")).containsExactly("/x/d: is required");
	}

	@Test
	void comparesNumbersBeyondLongExactly() {
		ArgumentBinder binder = binder("""
				{"type":"object","properties":{"a":{"type":"integer","minimum":1,"maximum":9223372036854775807}}}""");
		assertThat(faults(binder, "{\"a\":9223372036854775807}")).isEmpty();
		assertThat(faults(binder, "{\"a\":1e30}"))
			.containsExactly("/a: must be at most 9223372036854775807, but is 1E+30");
		assertThat(faults(binder, "{\"a\":-1e30}")).containsExactly("/a: must be at least 1, but is -1E+30");
	}

	@Test
	void takesNullAsTheSchemaSays() {
		ArgumentBinder binder = binder("""
				{"type":"object","properties":{"a":{"type":["string","null"]},"b":{"type":"string"}}}""");
		assertThat(faults(binder, "{\"a\":null}")).isEmpty();
		assertThat(faults(binder, "{\"b\":null}")).containsExactly("/b: must be a string, but is null");
	}

	@Test
	void givesValuesByNameInTheirNaturalTypes() {
		BoundArguments bound = binder("{\"type\":\"object\"}").bind(new ToolArguments.Json(
				"{\"a\":1,\"b\":2.5,\"c\":[true,null],\"d\":{\"e\":\"f\"},\"g\":12345678901,\"h\":123456789012345678901}"));
		assertThat(bound.value()).asInstanceOf(InstanceOfAssertFactories.MAP)
			.containsEntry("a", 1)
			.containsEntry("b", 2.5)
			.containsEntry("c", Arrays.asList(true, null))
			.containsEntry("d", Map.of("e", "f"))
			.containsEntry("g", 12345678901L)
			.containsEntry("h", new BigInteger("123456789012345678901"));
	}

	@Test
	void checksForManyThreadsAtOnceThatAreTheFirst() throws Exception {
		ArgumentBinder binder = this.binders.forWholeInput(Order.class,
				new SchemaGenerator(JsonMapper.shared()).forType(Order.class), false);
		CyclicBarrier barrier = new CyclicBarrier(8);
		ExecutorService threads = Executors.newFixedThreadPool(8);
		try {
			Callable<List<String>> first = () -> {
				barrier.await();
				return faults(binder, "{\"count\":\"many\"}");
			};
			for (Future<List<String>> each : threads.invokeAll(Collections.nCopies(8, first))) {
				assertThat(each.get()).containsExactly("/count: must be a whole number, but is \"many\"");
			}
		}
		finally {
			threads.shutdownNow();
		}
	}

	@Test
	void tellsNoSecret() {
		ArgumentBinder binder = binder("""
				{"type":"object","properties":{"pin":{"type":"integer","writeOnly":true}}}""");
		assertThat(faults(binder, "{\"pin\":\"4711\"}"))
			.containsExactly("/pin: must be a whole number, but is a string");
	}

	@Test
	void refusesASchemaThatIsNone() {
		for (String schema : List.of("{", "[]", "{\"type\":\"array\"}", "{}",
				"{\"type\":\"object\",\"required\":\"a\"}", "{\"type\":\"objekt\"}")) {
			assertThatIllegalArgumentException().as(schema)
				.isThrownBy(() -> binder(schema))
				.withMessageContaining("schema");
		}
	}

	@Test
	void fetchesNothing() {
		ArgumentBinder binder = binder("""
				{"type":"object","properties":{"a":{"$ref":"http://127.0.0.1:9/never.json"}}}""");
		assertThat(faults(binder, "{\"a\":1}")).isNotEmpty();
	}

	@Test
	void survivesASchemaThatRefersToItselfForEver() {
		ArgumentBinder binder = binder("""
				{"type":"object","properties":{"a":{"$ref":"#/$defs/x"}},"$defs":{"x":{"$ref":"#/$defs/x"}}}""");
		assertThatExceptionOfType(InvalidArgumentsException.class)
			.isThrownBy(() -> binder.bind(new ToolArguments.Json("{\"a\":1}")));
	}

	private ArgumentBinder binder(String schema) {
		return this.binders.forWholeInput(Map.class, JsonSchema.of(schema), true);
	}

	private static Object bind(ArgumentBinder binder, String json) {
		assertThat(binder.bind(new ToolArguments.Json(json)).value()).isNotNull();
		return Map.of();
	}

	private static List<String> faults(ArgumentBinder binder, String json) {
		try {
			binder.bind(new ToolArguments.Json(json));
			return List.of();
		}
		catch (InvalidArgumentsException ex) {
			return ex.issues().stream().map(ArgumentIssue::text).toList();
		}
	}

	record Order(int count) {

	}

}
