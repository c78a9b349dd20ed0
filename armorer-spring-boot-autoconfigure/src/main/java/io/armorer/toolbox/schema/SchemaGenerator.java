package io.armorer.toolbox.schema;

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Flow;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.BaseStream;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import io.armorer.tool.JsonSchema;
import io.armorer.tool.ToolParameter;
import io.armorer.tool.ToolResult;
import io.armorer.toolbox.json.BeanForm;
import io.armorer.toolbox.json.BeanGuard;
import io.armorer.toolbox.json.ParameterElement;
import io.armorer.toolbox.json.Requirement;
import io.armorer.toolbox.json.StrictJson;

/**
 * Generates the JSON schemas (draft 2020-12) of arguments and results. Safe for use by
 * many threads; a type is looked at once.
 * <p>
 * The schema of arguments says what {@code ArgumentBinders} accept, with {@code format}
 * as an assertion. What it can't say, and binding refuses nevertheless: keys that occur
 * twice, lone surrogates, numbers whose exponent is beyond
 * {@value io.armorer.toolbox.json.NumberType#MAX_EXPONENT}, constraints that have no
 * keyword. What it does not say, and binding accepts: {@code null} for a value that may
 * be left out.
 */
public final class SchemaGenerator {

	private static final Set<String> PROMISES_OF_ONE = Set.of(CompletionStage.class.getName(), Future.class.getName(),
			Optional.class.getName(), "reactor.core.publisher.Mono");

	private static final Set<String> PROMISES_OF_MANY = Set.of(BaseStream.class.getName(),
			Flow.Publisher.class.getName(), "org.reactivestreams.Publisher");

	private static final Set<Class<?>> NOTHING_TO_SAY = Set.of(void.class, Void.class, Object.class, ToolResult.class);

	private final StrictJson json;

	private final WriterLook writers;

	private final Map<Type, JsonSchema> inputs = new ConcurrentHashMap<>();

	private final Map<Type, Optional<JsonSchema>> results = new ConcurrentHashMap<>();

	/**
	 * A generator that names and shapes things as a mapper would.
	 * @param mapper the application's mapper
	 */
	public SchemaGenerator(JsonMapper mapper) {
		this.json = new StrictJson(mapper, BeanGuard.NONE);
		this.writers = new WriterLook(mapper);
	}

	/**
	 * Return the schema of the arguments of a method: an object with one property for
	 * each parameter that the library does not supply itself.
	 * @param parameters the parameters
	 * @return the schema, generated at the first look
	 */
	public JsonSchema forParameters(List<ToolParameter> parameters) {
		List<ToolParameter> declared = parameters.stream().filter((parameter) -> !parameter.injected()).toList();
		return JsonSchema.lazy(() -> arguments((shapes) -> parameters(shapes, declared)));
	}

	/**
	 * Return the schema of a type that takes all arguments at once.
	 * @param type a record or another type whose JSON form is an object
	 * @return the schema, generated at the first look
	 * @throws IllegalArgumentException if the JSON form of the type is no object
	 */
	public JsonSchema forType(Type type) {
		return this.inputs.computeIfAbsent(type, (key) -> {
			JavaType javaType = this.json.type(type);
			if (!isObject(javaType)) {
				throw new IllegalArgumentException("Arguments are a JSON object, but " + type.getTypeName()
						+ " is read from something else. Wrap it in a record, whose components become the arguments: "
						+ "record Input(" + javaType.getRawClass().getSimpleName() + " value) {}");
			}
			return JsonSchema.lazy(() -> arguments((shapes) -> shapes.shape(javaType, null)));
		});
	}

	/**
	 * Return the schema of what a tool gives, once it has settled: a promise of a value
	 * is described as the value, a stream as an array.
	 * @param type the return type of the tool
	 * @return the schema, or {@code null} where the type says nothing: {@code void},
	 * {@code Object}, a wildcard
	 */
	public @Nullable JsonSchema forResult(Type type) {
		return this.results.computeIfAbsent(type, (key) -> Optional.ofNullable(result(this.json.type(type), false)))
			.orElse(null);
	}

	private @Nullable JsonSchema result(JavaType type, boolean many) {
		Class<?> one = firstOf(type.getRawClass(), PROMISES_OF_ONE);
		if (one != null) {
			return result(argument(type, one), many);
		}
		Class<?> several = firstOf(type.getRawClass(), PROMISES_OF_MANY);
		if (several != null) {
			return result(argument(type, several), true);
		}
		if (NOTHING_TO_SAY.contains(type.getRawClass())) {
			return null;
		}
		return JsonSchema.lazy(() -> this.writers.look(
				(writing) -> SchemaRun
					.generate((context) -> new ResultShapes(this.json, context, writing),
							(shapes) -> many ? array(shapes, type) : shapes.shape(type, null))
					.toString()));
	}

	private JavaType argument(JavaType type, Class<?> promise) {
		JavaType[] arguments = this.json.mapper().getTypeFactory().findTypeParameters(type, promise);
		return (arguments.length > 0) ? arguments[0] : this.json.type(Object.class);
	}

	private static @Nullable Class<?> firstOf(@Nullable Class<?> type, Set<String> names) {
		if (type == null || names.contains(type.getName())) {
			return type;
		}
		for (Class<?> parent : type.getInterfaces()) {
			Class<?> found = firstOf(parent, names);
			if (found != null) {
				return found;
			}
		}
		return firstOf(type.getSuperclass(), names);
	}

	private String arguments(Function<Shapes, ObjectNode> root) {
		return this.json
			.look((reading) -> SchemaRun.generate((context) -> new ArgumentShapes(this.json, context, reading), root)
				.toString());
	}

	private ObjectNode parameters(Shapes shapes, List<ToolParameter> parameters) {
		ObjectNode schema = Shapes.object("object");
		ObjectNode properties = schema.putObject("properties");
		for (ToolParameter parameter : parameters) {
			AnnotatedElement element = parameter.element();
			List<Annotation> annotations = Arrays.asList(element.getAnnotations());
			AnnotatedType annotated = ParameterElement.annotatedType(element);
			properties.set(parameter.name(), shapes.element(this.json.type(parameter.type()), annotations, annotated));
			if (Requirement.isRequired(parameter)) {
				schema.withArray("required").add(parameter.name());
			}
		}
		schema.put("additionalProperties", false);
		return schema;
	}

	private boolean isObject(JavaType type) {
		if (type.isMapLikeType() || type.getRawClass().getSimpleName().equals("ObjectNode")) {
			return true;
		}
		if (type.isContainerType() || type.isPrimitive() || type.isEnumType() || type.isReferenceType()) {
			return false;
		}
		return this.json.look((reading) -> BeanForm.of(reading.findNonContextualValueDeserializer(type), reading))
			.kind() == BeanForm.Kind.OBJECT;
	}

	private static ObjectNode array(Shapes shapes, JavaType element) {
		ObjectNode array = Shapes.object("array");
		array.set("items", shapes.shape(element, null));
		return array;
	}

}
