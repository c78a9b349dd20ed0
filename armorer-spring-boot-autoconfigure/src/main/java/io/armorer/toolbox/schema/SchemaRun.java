package io.armorer.toolbox.schema;

import java.lang.annotation.Annotation;
import java.util.function.Function;

import com.github.victools.jsonschema.generator.FieldScope;
import com.github.victools.jsonschema.generator.Option;
import com.github.victools.jsonschema.generator.OptionPreset;
import com.github.victools.jsonschema.generator.SchemaGenerationContext;
import com.github.victools.jsonschema.generator.SchemaGeneratorConfigBuilder;
import com.github.victools.jsonschema.generator.SchemaVersion;
import com.github.victools.jsonschema.generator.TypeScope;
import com.github.victools.jsonschema.module.jackson.JacksonOption;
import com.github.victools.jsonschema.module.jackson.JacksonSchemaModule;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.util.ClassUtils;

import io.armorer.tool.ToolParam;

/**
 * One run of the schema library. It keeps the definitions, finds cycles and, through its
 * modules, reads annotations; what a type consists of is told by {@link Shapes}.
 */
final class SchemaRun {

	private static final boolean JAKARTA = ClassUtils.isPresent("jakarta.validation.Constraint",
			SchemaRun.class.getClassLoader());

	private static final JsonMapper MAPPER = new JsonMapper();

	private final Function<SchemaGenerationContext, Shapes> factory;

	private final Function<Shapes, ObjectNode> root;

	private @Nullable Shapes shapes;

	private SchemaRun(Function<SchemaGenerationContext, Shapes> factory, Function<Shapes, ObjectNode> root) {
		this.factory = factory;
		this.root = root;
	}

	/**
	 * Generate a schema.
	 * @param factory makes the shapes for a run
	 * @param root gives the schema itself
	 * @return the schema, definitions in place
	 */
	static ObjectNode generate(Function<SchemaGenerationContext, Shapes> factory, Function<Shapes, ObjectNode> root) {
		return new SchemaRun(factory, root).run();
	}

	private ObjectNode run() {
		SchemaGeneratorConfigBuilder builder = new SchemaGeneratorConfigBuilder(MAPPER, SchemaVersion.DRAFT_2020_12,
				OptionPreset.PLAIN_JSON)
			.without(Option.SCHEMA_VERSION_INDICATOR)
			.with(Option.DEFINITIONS_FOR_ALL_OBJECTS);
		builder.forFields()
			.withIgnoreCheck((field) -> true)
			.withDescriptionResolver(SchemaRun::description)
			.withWriteOnlyCheck(SchemaRun::isSensitive);
		builder.with(new JacksonSchemaModule(JacksonOption.SKIP_SUBTYPE_LOOKUP,
				JacksonOption.IGNORE_TYPE_INFO_TRANSFORM, JacksonOption.IGNORE_PROPERTY_NAMING_STRATEGY));
		if (JAKARTA) {
			JakartaKeywords.apply(builder);
		}
		builder.forTypesInGeneral().withTypeAttributeOverride(this::describe);
		ObjectNode schema = new com.github.victools.jsonschema.generator.SchemaGenerator(builder.build())
			.generateSchema(Root.class);
		ObjectNode definitions = (schema.get("$defs") instanceof ObjectNode found) ? found : schema.objectNode();
		return Inlining.apply((ObjectNode) schema.path("properties").path("root"), definitions);
	}

	private void describe(ObjectNode node, TypeScope scope, SchemaGenerationContext context) {
		Shapes current = this.shapes;
		if (current == null) {
			current = this.factory.apply(context);
			this.shapes = current;
		}
		if (scope.getType().getErasedType() == Root.class) {
			node.putObject("properties").set("root", this.root.apply(current));
		}
		else {
			current.describe(node, current.javaType(scope.getType()));
		}
	}

	private static @Nullable String description(FieldScope scope) {
		ToolParam param = scope.getAnnotation(ToolParam.class);
		return (param != null && !param.description().isEmpty()) ? param.description() : null;
	}

	private static boolean isSensitive(FieldScope scope) {
		for (Annotation annotation : scope.getMember().getAnnotations()) {
			if (annotation.annotationType().getSimpleName().equals("Sensitive")) {
				return true;
			}
		}
		return false;
	}

	/** Stands for the schema that is wanted, so that even that can be referred to. */
	private static final class Root {

	}

}
