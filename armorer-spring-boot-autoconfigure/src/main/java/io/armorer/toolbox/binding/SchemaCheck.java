package io.armorer.toolbox.binding;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;

import com.networknt.schema.Error;
import com.networknt.schema.ExecutionContext;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaContext;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.DialectId;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.format.Format;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import io.armorer.tool.JsonSchema;
import io.armorer.toolbox.json.NumberType;
import io.armorer.toolbox.json.TextType;
import io.armorer.toolbox.json.TextTypes;

/**
 * Checks arguments against a schema, every keyword of it. Compiled when it is needed
 * first. Formats are assertions, and mean what the readers of the types mean by them.
 */
final class SchemaCheck {

	private static final Logger logger = LoggerFactory.getLogger(SchemaCheck.class);

	private static final JsonMapper MAPPER = new JsonMapper();

	private final JsonSchema schema;

	private volatile @Nullable Compiled compiled;

	SchemaCheck(JsonSchema schema) {
		this.schema = schema;
	}

	/**
	 * Compile a schema that somebody wrote by hand, now and not at the first call.
	 * @param schema the schema
	 * @return the check
	 * @throws IllegalArgumentException if it is no schema of an object
	 */
	static SchemaCheck handWritten(JsonSchema schema) {
		JsonNode node;
		try {
			node = MAPPER.readTree(schema.json());
		}
		catch (JacksonException ex) {
			throw new IllegalArgumentException("The schema is not valid JSON: " + ex.getOriginalMessage(), ex);
		}
		List<Error> errors = Validators.META.validate(node);
		if (!errors.isEmpty()) {
			throw new IllegalArgumentException("The schema is no JSON schema (draft 2020-12): " + errors);
		}
		if (!node.path("type").asString("").equals("object")) {
			throw new IllegalArgumentException("The schema of arguments must say \"type\": \"object\" at its root");
		}
		SchemaCheck check = new SchemaCheck(schema);
		check.compiled();
		return check;
	}

	/**
	 * Where the schema begins.
	 * @return the place
	 */
	SchemaView root() {
		return compiled().root();
	}

	/**
	 * Check arguments.
	 * @param arguments the arguments
	 * @return every issue; empty when there is none
	 */
	List<ArgumentIssue> check(JsonNode arguments) {
		Compiled ready = compiled();
		try {
			List<Error> errors = ready.schema().validate(arguments);
			return errors.isEmpty() ? List.of() : new Faults(ready.root(), arguments).report(errors);
		}
		catch (RuntimeException ex) {
			// whatever made the validator fail, it was in the arguments
			logger.warn("Arguments could not be checked against the schema: {}", ex.toString());
			return List.of(new ArgumentIssue("", "could not be checked against the tool's schema", "value"));
		}
	}

	private Compiled compiled() {
		Compiled ready = this.compiled;
		if (ready == null) {
			JsonNode node = exactBounds(MAPPER.readTree(this.schema.json()));
			ready = new Compiled(Validators.REGISTRY.getSchema(node), SchemaView.of(node));
			this.compiled = ready;
		}
		return ready;
	}

	/**
	 * The validator compares with a whole bound by casting to {@code long}, and fails for
	 * numbers beyond; with a decimal one it compares exactly.
	 */
	private static JsonNode exactBounds(JsonNode node) {
		node.forEach(SchemaCheck::exactBounds);
		if (node instanceof ObjectNode object) {
			for (String keyword : List.of("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum")) {
				if (object.path(keyword).isIntegralNumber()) {
					object.put(keyword, object.path(keyword).decimalValue());
				}
			}
		}
		return node;
	}

	private record Compiled(Schema schema, SchemaView root) {

	}

	/** Made when arguments are checked first: a start needs none of its many classes. */
	private static final class Validators {

		static final SchemaRegistry REGISTRY = SchemaRegistry
			.withDialect(dialect(), (builder) -> builder.schemaCacheEnabled(false)
				.schemaRegistryConfig(
						SchemaRegistryConfig.builder().formatAssertionsEnabled(true).locale(Locale.ENGLISH).build()));

		static final Schema META = REGISTRY.getSchema(SchemaLocation.of(DialectId.DRAFT_2020_12));

		private static Dialect dialect() {
			Dialect standard = Dialects.getDraft202012();
			Dialect.Builder builder = Dialect.builder(standard);
			TextTypes.byFormat().forEach((name, text) -> builder.format(new TextFormat(name, text)));
			for (String name : List.of("int32", "int64", "float", "double")) {
				builder.format(new NumberFormat(name));
			}
			// the constraint's validator knows better, and may have a pattern of its own
			builder.format(new AnyFormat("email"));
			return builder.build();
		}

	}

	private record TextFormat(String name, TextType<?> text) implements Format {

		@Override
		public String getName() {
			return this.name;
		}

		@Override
		public boolean matches(ExecutionContext context, String value) {
			return this.text.accepts(value);
		}

	}

	private record NumberFormat(String name) implements Format {

		@Override
		public String getName() {
			return this.name;
		}

		@Override
		public boolean matches(ExecutionContext context, SchemaContext schema, JsonNode value) {
			if (!value.isNumber()) {
				return true;
			}
			BigDecimal exact = value.decimalValue();
			// a fraction is the business of the type
			boolean fraction = this.name.startsWith("int") && !value.canConvertToExactIntegral();
			return fraction || NumberType.accepts(this.name, exact);
		}

	}

	private record AnyFormat(String name) implements Format {

		@Override
		public String getName() {
			return this.name;
		}

	}

}
