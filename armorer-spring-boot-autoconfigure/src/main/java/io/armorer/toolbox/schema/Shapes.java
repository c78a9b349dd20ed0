package io.armorer.toolbox.schema;

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedArrayType;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

import com.fasterxml.classmate.ResolvedType;
import com.github.victools.jsonschema.generator.SchemaGenerationContext;
import com.github.victools.jsonschema.generator.impl.AttributeCollector;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import io.armorer.toolbox.json.KeyType;
import io.armorer.toolbox.json.NumberType;
import io.armorer.toolbox.json.Requirement;
import io.armorer.toolbox.json.StrictJson;
import io.armorer.toolbox.json.TextType;
import io.armorer.toolbox.json.TextTypes;

/**
 * The schemas of types, as far as arguments and results have them in common. What has
 * properties is left to the schema library, which keeps the definitions and finds cycles,
 * and comes back to {@link #describe}.
 */
abstract class Shapes {

	private static final Map<Class<?>, Class<?>> OPTIONAL_NUMBERS = Map.of(OptionalInt.class, int.class,
			OptionalLong.class, long.class, OptionalDouble.class, double.class);

	private final Map<ResolvedType, JavaType> types = new HashMap<>();

	protected final StrictJson json;

	protected final SchemaGenerationContext context;

	protected Shapes(StrictJson json, SchemaGenerationContext context) {
		this.json = json;
		this.context = context;
	}

	/**
	 * Fill in the definition of a type with properties.
	 * @param node the definition, registered already, so that it can refer to itself
	 * @param type the type
	 */
	abstract void describe(ObjectNode node, JavaType type);

	/**
	 * The schema of a place in a signature.
	 * @param type its type
	 * @param annotations its annotations
	 * @param annotated its type with the annotations of type arguments, or {@code null}
	 * @return the schema
	 */
	ObjectNode element(JavaType type, Collection<Annotation> annotations, @Nullable AnnotatedType annotated) {
		ObjectNode node = shape(type, annotated);
		ResolvedType scopeType = this.context.getTypeContext().resolve(type.getRawClass());
		ObjectNode attributes = AttributeCollector.collectFieldAttributes(
				new ElementScope(scopeType, annotations, this.context.getTypeContext()), this.context);
		for (Map.Entry<String, JsonNode> attribute : attributes.properties()) {
			if (KeywordFit.fits(attribute.getKey(), attribute.getValue(), node)) {
				node.set(attribute.getKey(), attribute.getValue());
			}
		}
		return node;
	}

	ObjectNode shape(JavaType type, @Nullable AnnotatedType annotated) {
		Class<?> raw = type.getRawClass();
		TextType<?> text = TextTypes.of(raw);
		if (text != null) {
			return text(text);
		}
		NumberType number = NumberType.of(OPTIONAL_NUMBERS.getOrDefault(raw, raw));
		if (number != null) {
			return number(number);
		}
		if (CharSequence.class.isAssignableFrom(raw)) {
			return object("string");
		}
		if (raw == boolean.class || raw == Boolean.class) {
			return object("boolean");
		}
		if (type.isEnumType()) {
			return enumeration(raw);
		}
		if (type.isReferenceType()) {
			return content(type.getContentType(), argument(annotated, 0));
		}
		if (raw == Object.class || JsonNode.class.isAssignableFrom(raw)) {
			return tree(raw);
		}
		if (type.isArrayType() || type.isCollectionLikeType()) {
			ObjectNode node = object("array");
			node.set("items", nullable(type.getContentType(), content(type.getContentType(), argument(annotated, 0))));
			return node;
		}
		if (type.isMapLikeType()) {
			return map(type, annotated);
		}
		return this.context.createDefinitionReference(resolve(type));
	}

	protected ObjectNode text(TextType<?> text) {
		ObjectNode node = object("string");
		if (text.type() == byte[].class) {
			node.put("contentEncoding", "base64");
		}
		if (text.format() != null) {
			node.put("format", text.format());
		}
		if (text.pattern() != null) {
			node.put("pattern", text.pattern());
		}
		return node;
	}

	private ObjectNode number(NumberType number) {
		ObjectNode node = object(number.whole() ? "integer" : "number");
		if (number.format() != null) {
			node.put("format", number.format());
		}
		if (number.minimum() != null && number.maximum() != null) {
			node.put("minimum", number.minimum());
			node.put("maximum", number.maximum());
		}
		return node;
	}

	private ObjectNode enumeration(Class<?> raw) {
		List<String> names = this.json.enumNames(raw.isEnum() ? raw : raw.getSuperclass());
		if (names.isEmpty()) {
			return any();
		}
		ObjectNode node = object("string");
		names.forEach(node.putArray("enum")::add);
		return node;
	}

	private ObjectNode tree(Class<?> raw) {
		return switch (raw.getSimpleName()) {
			case "ObjectNode" -> object("object");
			case "ArrayNode" -> object("array");
			default -> any();
		};
	}

	private ObjectNode map(JavaType type, @Nullable AnnotatedType annotated) {
		ObjectNode node = object("object");
		KeyType keys = this.json.keys(type.getKeyType().getRawClass());
		if (keys != null) {
			ObjectNode names = node.putObject("propertyNames");
			if (keys.names() != null) {
				keys.names().forEach(names.putArray("enum")::add);
			}
			if (keys.format() != null) {
				names.put("format", keys.format());
			}
			if (keys.pattern() != null) {
				names.put("pattern", keys.pattern());
			}
		}
		node.set("additionalProperties",
				nullable(type.getContentType(), content(type.getContentType(), argument(annotated, 1))));
		return node;
	}

	private ObjectNode content(JavaType type, @Nullable AnnotatedType annotated) {
		return element(type, (annotated != null) ? Arrays.asList(annotated.getAnnotations()) : List.of(), annotated);
	}

	/** An element of a container can't be left out, so an empty one is {@code null}. */
	protected ObjectNode nullable(JavaType type, ObjectNode node) {
		return Requirement.isOptional(type.getRawClass()) ? orNull(node) : node;
	}

	static ObjectNode orNull(ObjectNode node) {
		JsonNode type = node.get("type");
		if (type != null && type.isString() && !node.has("enum")) {
			node.putArray("type").add(type).add("null");
			return node;
		}
		if (node.isEmpty()) {
			return node;
		}
		ObjectNode either = any();
		ArrayNode anyOf = either.putArray("anyOf");
		anyOf.add(node);
		anyOf.addObject().put("type", "null");
		return either;
	}

	static ObjectNode any() {
		return JsonNodeFactory.instance.objectNode();
	}

	static ObjectNode object(String type) {
		return any().put("type", type);
	}

	private static @Nullable AnnotatedType argument(@Nullable AnnotatedType annotated, int index) {
		if (annotated instanceof AnnotatedArrayType array) {
			return array.getAnnotatedGenericComponentType();
		}
		if (annotated instanceof AnnotatedParameterizedType parameterized) {
			AnnotatedType[] arguments = parameterized.getAnnotatedActualTypeArguments();
			return (index < arguments.length) ? arguments[index] : null;
		}
		return null;
	}

	/**
	 * The type that the schema library knows by another name.
	 * @param type the type as the schema library sees it
	 * @return the type as Jackson sees it
	 */
	JavaType javaType(ResolvedType type) {
		return this.types.getOrDefault(type, this.json.type(type.getErasedType()));
	}

	private ResolvedType resolve(JavaType type) {
		ResolvedType[] arguments = type.getBindings()
			.getTypeParameters()
			.stream()
			.map(this::resolve)
			.toArray(ResolvedType[]::new);
		ResolvedType resolved = (type.isArrayType()) ? this.context.getTypeContext().resolve(type.getRawClass())
				: this.context.getTypeContext().resolve(type.getRawClass(), (Type[]) arguments);
		this.types.put(resolved, type);
		return resolved;
	}

}
