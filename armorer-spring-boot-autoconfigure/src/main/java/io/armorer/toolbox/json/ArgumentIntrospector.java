package io.armorer.toolbox.json;

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.annotation.OptBoolean;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyName;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.introspect.Annotated;
import tools.jackson.databind.introspect.AnnotatedMember;
import tools.jackson.databind.introspect.AnnotatedParameter;
import tools.jackson.databind.introspect.NopAnnotationIntrospector;

import io.armorer.tool.ToolParam;

/**
 * Tells Jackson what {@link ToolParam} and {@link Requirement} say of properties, and
 * that each has one name: aliases are no part of the schema.
 */
final class ArgumentIntrospector extends NopAnnotationIntrospector {

	private static final long serialVersionUID = 1L;

	@Override
	public @Nullable PropertyName findNameForDeserialization(MapperConfig<?> config, Annotated annotated) {
		return name(annotated);
	}

	@Override
	public @Nullable PropertyName findNameForSerialization(MapperConfig<?> config, Annotated annotated) {
		return name(annotated);
	}

	@Override
	public List<PropertyName> findPropertyAliases(MapperConfig<?> config, Annotated annotated) {
		return List.of();
	}

	@Override
	public Boolean hasRequiredMarker(MapperConfig<?> config, AnnotatedMember member) {
		List<Annotation> annotations = member.annotations().toList();
		boolean byDefault = member instanceof AnnotatedParameter;
		for (Annotation annotation : annotations) {
			if (annotation instanceof JsonProperty property) {
				if (property.required() || property.isRequired() == OptBoolean.TRUE) {
					return true;
				}
				byDefault &= property.isRequired() != OptBoolean.FALSE;
			}
		}
		return Requirement.isRequired(member.getRawType(), annotations, annotatedType(member), byDefault);
	}

	@Override
	public JsonSetter.@Nullable Value findSetterInfo(MapperConfig<?> config, Annotated annotated) {
		if (annotated instanceof AnnotatedMember member) {
			if (Requirement.holdsNull(member.getRawType())) {
				return JsonSetter.Value.forValueNulls(Nulls.SET);
			}
			if (!hasRequiredMarker(config, member)) {
				// as if it was not there: a bean keeps the default that it has
				return JsonSetter.Value.forValueNulls(member instanceof AnnotatedParameter ? Nulls.SET : Nulls.SKIP);
			}
		}
		return null;
	}

	private static @Nullable PropertyName name(Annotated annotated) {
		ToolParam param = annotated.getAnnotation(ToolParam.class);
		return (param != null && !param.name().isEmpty()) ? PropertyName.construct(param.name()) : null;
	}

	static @Nullable AnnotatedType annotatedType(AnnotatedMember member) {
		if (member instanceof AnnotatedParameter parameter) {
			AnnotatedType[] types = ((Executable) parameter.getOwner().getAnnotated()).getAnnotatedParameterTypes();
			return (parameter.getIndex() < types.length) ? types[parameter.getIndex()] : null;
		}
		if (member.getAnnotated() instanceof Field field) {
			return field.getAnnotatedType();
		}
		if (member.getAnnotated() instanceof Method method) {
			return (method.getParameterCount() == 1) ? method.getAnnotatedParameterTypes()[0]
					: method.getAnnotatedReturnType();
		}
		return null;
	}

}
