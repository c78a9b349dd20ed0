package io.armorer.toolbox.schema;

import java.lang.annotation.Annotation;
import java.lang.reflect.Modifier;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.github.victools.jsonschema.generator.SchemaGenerationContext;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationConfig;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.annotation.JsonDeserialize;
import tools.jackson.databind.deser.SettableBeanProperty;
import tools.jackson.databind.deser.bean.BeanDeserializerBase;
import tools.jackson.databind.introspect.AnnotatedClass;
import tools.jackson.databind.introspect.AnnotatedMember;
import tools.jackson.databind.jsontype.NamedType;
import tools.jackson.databind.jsontype.TypeDeserializer;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import io.armorer.toolbox.json.BeanForm;
import io.armorer.toolbox.json.StrictJson;

/**
 * The schemas of what is read. Properties are those of the reader that will read them, so
 * that the two agree whatever annotations, mix-ins and naming strategies say.
 */
final class ArgumentShapes extends Shapes {

	private final DeserializationContext reading;

	ArgumentShapes(StrictJson json, SchemaGenerationContext context, DeserializationContext reading) {
		super(json, context);
		this.reading = reading;
	}

	@Override
	void describe(ObjectNode node, JavaType type) {
		TypeDeserializer typed = this.reading.findTypeDeserializer(type);
		if (typed == null) {
			describePlain(node, type);
			return;
		}
		Map<Class<?>, Set<String>> subtypes = subtypes(type, typed);
		if (subtypes.size() == 1 && subtypes.containsKey(type.getRawClass())) {
			node.setAll(variant(type, typed, subtypes.get(type.getRawClass())));
			return;
		}
		ArrayNode anyOf = any().arrayNode();
		subtypes.forEach((subtype, ids) -> anyOf
			.add(variant(this.reading.getTypeFactory().constructSpecializedType(type, subtype), typed, ids)));
		if (!anyOf.isEmpty()) {
			node.set("anyOf", anyOf);
		}
	}

	private void describePlain(ObjectNode node, JavaType type) {
		ValueDeserializer<?> reader = this.reading.findNonContextualValueDeserializer(type);
		BeanForm form = BeanForm.of(reader, this.reading);
		switch (form.kind()) {
			case OBJECT -> {
				if (BeanForm.bare(reader) instanceof BeanDeserializerBase bean) {
					describeObject(node, type, bean);
				}
			}
			case STRING -> node.put("type", "string");
			case BOOLEAN -> node.put("type", "boolean");
			case DELEGATE, INTEGER, NUMBER -> {
				node.remove("type");
				if (form.delegate() != null) {
					node.setAll(shape(this.json.type(form.delegate()), null));
				}
			}
			case UNKNOWN -> node.remove("type");
		}
	}

	private void describeObject(ObjectNode node, JavaType type, BeanDeserializerBase bean) {
		ObjectNode properties = any();
		Set<String> required = new LinkedHashSet<>();
		for (Iterator<SettableBeanProperty> it = bean.properties(); it.hasNext();) {
			SettableBeanProperty property = it.next();
			if (!property.isInjectionOnly()) {
				properties.set(property.getName(), property(property));
				if (property.isRequired()) {
					required.add(property.getName());
				}
			}
		}
		node.put("type", "object");
		node.set("properties", properties);
		if (!required.isEmpty()) {
			required.forEach(node.putArray("required")::add);
		}
		if (!bean.hasAnySetter() && !ignoresUnknown(type)) {
			node.put("additionalProperties", false);
		}
	}

	private ObjectNode property(SettableBeanProperty property) {
		AnnotatedMember member = property.getMember();
		if (member == null) {
			return shape(property.getType(), null);
		}
		Collection<Annotation> annotations = member.annotations().toList();
		JsonDeserialize custom = member.getAnnotation(JsonDeserialize.class);
		if (custom != null && custom.using() != ValueDeserializer.None.class) {
			return any();
		}
		ObjectNode node = element(property.getType(), annotations, StrictJson.annotatedType(member));
		JsonFormat format = member.getAnnotation(JsonFormat.class);
		if (format != null && !format.pattern().isEmpty() && node.path("type").asString("").equals("string")) {
			node.remove(List.of("format", "pattern"));
			if (!node.has("description")) {
				node.put("description", "In the form " + format.pattern());
			}
		}
		return node;
	}

	/** One of the types that an id tells apart. */
	private ObjectNode variant(JavaType type, TypeDeserializer typed, @Nullable Set<String> ids) {
		ObjectNode node = object("object");
		describePlain(node, type);
		if (ids == null || typed.getTypeIdResolver().getMechanism() == JsonTypeInfo.Id.DEDUCTION) {
			return node;
		}
		switch (typed.getTypeInclusion()) {
			case PROPERTY, EXISTING_PROPERTY -> {
				ObjectNode properties = any();
				ids.forEach(properties.putObject(typed.getPropertyName()).put("type", "string").putArray("enum")::add);
				node.path("properties").properties().forEach((entry) -> {
					if (!properties.has(entry.getKey())) {
						properties.set(entry.getKey(), entry.getValue());
					}
				});
				node.set("properties", properties);
				Set<String> required = new LinkedHashSet<>();
				required.add(typed.getPropertyName());
				node.path("required").forEach((name) -> required.add(name.asString()));
				required.forEach(node.putArray("required")::add);
				return node;
			}
			case WRAPPER_OBJECT -> {
				ObjectNode wrapper = object("object");
				ObjectNode properties = wrapper.putObject("properties");
				ids.forEach((id) -> properties.set(id, node));
				wrapper.put("minProperties", 1).put("maxProperties", 1).put("additionalProperties", false);
				return wrapper;
			}
			default -> {
				return any();
			}
		}
	}

	private Map<Class<?>, Set<String>> subtypes(JavaType type, TypeDeserializer typed) {
		DeserializationConfig config = this.reading.getConfig();
		AnnotatedClass annotated = this.reading.introspectClassAnnotations(type);
		Map<Class<?>, Set<String>> subtypes = new LinkedHashMap<>();
		for (NamedType subtype : config.getSubtypeResolver().collectAndResolveSubtypesByTypeId(config, annotated)) {
			Class<?> raw = subtype.getType();
			if (!raw.isInterface() && !Modifier.isAbstract(raw.getModifiers())) {
				String id = subtype.hasName() ? subtype.getName()
						: typed.getTypeIdResolver().idFromValueAndType(this.reading, null, raw);
				subtypes.computeIfAbsent(raw, (key) -> new LinkedHashSet<>()).add(id);
			}
		}
		return subtypes;
	}

	private boolean ignoresUnknown(JavaType type) {
		JsonIgnoreProperties.Value ignorals = this.reading.getConfig()
			.getDefaultPropertyIgnorals(type.getRawClass(), this.reading.introspectClassAnnotations(type));
		return ignorals != null && ignorals.getIgnoreUnknown();
	}

}
