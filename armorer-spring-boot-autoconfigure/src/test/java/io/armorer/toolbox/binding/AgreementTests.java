package io.armorer.toolbox.binding;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.validation.Validation;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import io.armorer.tool.JsonSchema;
import io.armorer.tool.ToolArguments;
import io.armorer.toolbox.schema.SchemaGenerator;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the schema accepts can be bound, and what it refuses can't and is told why.
 * Random, but the same at each run; a failure prints what it takes to repeat it.
 */
class AgreementTests {

	private static final int ROUNDS = 600;

	private static final JsonMapper MAPPER = JsonMapper.builder().build();

	private static final SchemaGenerator SCHEMAS = new SchemaGenerator(MAPPER);

	private static final ArgumentBinders BINDERS = new ArgumentBinders(MAPPER,
			new JakartaConstraints(Validation.buildDefaultValidatorFactory().getValidator()), BindingOptions.DEFAULTS);

	static Stream<Class<?>> types() {
		return Zoo.TYPES.stream();
	}

	@ParameterizedTest
	@MethodSource("types")
	void schemaAndBindingAgree(Class<?> type) {
		JsonSchema schema = SCHEMAS.forType(type);
		SchemaCheck check = new SchemaCheck(schema);
		ArgumentBinder binder = BINDERS.forWholeInput(type, schema, false);
		JsonGenerator generator = new JsonGenerator(42);
		int accepted = 0;
		int refused = 0;
		for (int round = 0; round < ROUNDS; round++) {
			JsonNode json = generator.valid(check.root(), 0);
			if (round % 3 != 0) {
				json = generator.spoil(json);
			}
			if (round % 3 == 2) {
				json = generator.spoil(json);
			}
			if (!json.isObject()) {
				continue;
			}
			List<ArgumentIssue> expected = check.check(AbsentNulls.remove(json, check.root()));
			String description = type.getSimpleName() + " round " + round + ": " + json + "\nschema " + schema;
			assertThat(round % 3 != 0 || expected.isEmpty())
				.as("valid by construction, but " + expected + " " + description)
				.isTrue();
			List<ArgumentIssue> actual = bind(binder, json.toString());
			assertThat(actual.isEmpty())
				.as("schema says " + expected + ", binding says " + actual + " of " + description)
				.isEqualTo(expected.isEmpty());
			assertThat(pointers(actual)).as(description).containsAll(pointers(expected));
			if (expected.isEmpty()) {
				byte[] text = json.toString().getBytes(StandardCharsets.UTF_8);
				assertThat(((PlannedBinder) binder).tryToBind(text)).as("bound at once " + description).isNotNull();
				accepted++;
			}
			else {
				refused++;
			}
		}
		assertThat(accepted).as("accepted").isGreaterThan(ROUNDS / 5);
		assertThat(refused).as("refused").isGreaterThan(ROUNDS / 8);
	}

	private static List<ArgumentIssue> bind(ArgumentBinder binder, String json) {
		try {
			assertThat(binder.bind(new ToolArguments.Json(json)).value()).isNotNull();
			return List.of();
		}
		catch (InvalidArgumentsException ex) {
			assertThat(ex.issues()).isNotEmpty();
			return ex.issues();
		}
	}

	private static Set<String> pointers(List<ArgumentIssue> issues) {
		return issues.stream().map(ArgumentIssue::pointer).collect(Collectors.toCollection(TreeSet::new));
	}

}
