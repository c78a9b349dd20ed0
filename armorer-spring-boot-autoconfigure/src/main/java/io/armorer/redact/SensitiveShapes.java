package io.armorer.redact;

import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.DeserializationConfig;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.introspect.AnnotatedClass;
import tools.jackson.databind.introspect.BeanPropertyDefinition;
import tools.jackson.databind.introspect.ClassIntrospector;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.jsontype.NamedType;

import io.armorer.tool.Tool;
import io.armorer.tool.ToolParameter;

/** Finds out, once per type, where its secrets stand. */
final class SensitiveShapes {

	private static final Logger logger = LoggerFactory.getLogger(SensitiveShapes.class);

	private final JsonMapper mapper;

	// By all of a parameter: elements made of the same annotations may be equal.
	private final Map<ToolParameter, SensitiveShape> parameters = new ConcurrentHashMap<>();

	private final Map<Type, SensitiveShape> types = new ConcurrentHashMap<>();

	SensitiveShapes(JsonMapper mapper) {
		this.mapper = mapper;
	}

	/**
	 * The shape of the argument of that name.
	 */
	SensitiveShape of(Tool tool, String name) {
		List<ToolParameter> declared = tool.parameters();
		for (int i = 0; i < declared.size(); i++) {
			ToolParameter parameter = declared.get(i);
			if (parameter.name().equals(name)) {
				return of(parameter);
			}
		}
		Type input = tool.inputType();
		return (declared.isEmpty() && input != Map.class) ? of(input).at(name) : SensitiveShape.NONE;
	}

	private SensitiveShape of(ToolParameter parameter) {
		SensitiveShape known = this.parameters.get(parameter);
		if (known == null) {
			known = SensitiveIntrospector.isSensitive(parameter.element()) ? SensitiveShape.WHOLE
					: of(parameter.type());
			this.parameters.put(parameter, known);
		}
		return known;
	}

	private SensitiveShape of(Type type) {
		SensitiveShape known = this.types.get(type);
		if (known == null) {
			known = examine(type);
			this.types.put(type, known);
		}
		return known;
	}

	private SensitiveShape examine(Type type) {
		try {
			SensitiveShape shape = new Examination(this.mapper).of(this.mapper.constructType(type));
			return shape.hasSecrets() ? shape : SensitiveShape.NONE;
		}
		catch (RuntimeException | LinkageError ex) {
			logger.warn("Can't find out what is @Sensitive in {}; only names tell what is secret in its JSON form",
					type.getTypeName(), ex);
			return SensitiveShape.NONE;
		}
	}

	/** Examines one type and those that it is made of; these may go round in circles. */
	private static final class Examination {

		private final JsonMapper mapper;

		private final ClassIntrospector introspector;

		private final Map<JavaType, SensitiveShape> seen = new ConcurrentHashMap<>();

		Examination(JsonMapper mapper) {
			this.mapper = mapper;
			this.introspector = mapper.deserializationConfig().classIntrospectorInstance();
		}

		SensitiveShape of(JavaType type) {
			if (SensitiveIntrospector.isSensitive(type.getRawClass())) {
				return SensitiveShape.WHOLE;
			}
			SensitiveShape known = this.seen.get(type);
			if (known != null) {
				return known;
			}
			SensitiveShape shape = new SensitiveShape();
			this.seen.put(type, shape);
			if (type.getContentType() != null) {
				shape.elements(of(type.getContentType()));
			}
			else if (!type.isPrimitive() && !type.isEnumType() && !isForeign(type.getRawClass().getName())) {
				AnnotatedClass annotations = this.introspector.introspectClassAnnotations(type);
				this.introspector.introspectForDeserialization(type, annotations)
					.findProperties()
					.forEach((property) -> add(shape, property));
				subtypes(type, annotations).forEach((subtype) -> shape.include(of(subtype)));
			}
			return shape;
		}

		private List<JavaType> subtypes(JavaType type, AnnotatedClass annotations) {
			DeserializationConfig config = this.mapper.deserializationConfig();
			List<NamedType> named = config.getAnnotationIntrospector().findSubtypes(config, annotations);
			Stream<Class<?>> types = (named != null) ? named.stream().map(NamedType::getType)
					: type.getRawClass().isSealed() ? Stream.of(type.getRawClass().getPermittedSubclasses())
							: Stream.empty();
			return types.filter((subtype) -> subtype != type.getRawClass()).map(this.mapper::constructType).toList();
		}

		private static boolean isForeign(String className) {
			return className.startsWith("java.") || className.startsWith("tools.jackson.");
		}

		private void add(SensitiveShape shape, BeanPropertyDefinition property) {
			boolean sensitive = SensitiveIntrospector.isSensitive(property.getConstructorParameter())
					|| SensitiveIntrospector.isSensitive(property.getField())
					|| SensitiveIntrospector.isSensitive(property.getGetter())
					|| SensitiveIntrospector.isSensitive(property.getSetter());
			SensitiveShape child = sensitive ? SensitiveShape.WHOLE : of(property.getPrimaryType());
			shape.property(property.getName(), child);
			property.findAliases().forEach((alias) -> shape.property(alias.getSimpleName(), child));
		}

	}

}
