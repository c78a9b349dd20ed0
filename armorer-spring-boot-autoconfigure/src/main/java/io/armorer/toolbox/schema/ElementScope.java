package io.armorer.toolbox.schema;

import java.lang.annotation.Annotation;
import java.lang.reflect.Field;
import java.util.Collection;
import java.util.function.Predicate;

import com.fasterxml.classmate.Annotations;
import com.fasterxml.classmate.ResolvedType;
import com.fasterxml.classmate.members.ResolvedField;
import com.github.victools.jsonschema.generator.FieldScope;
import com.github.victools.jsonschema.generator.MethodScope;
import com.github.victools.jsonschema.generator.TypeContext;
import org.jspecify.annotations.Nullable;

/**
 * A place in a Java signature that has a type and annotations: a parameter, a component
 * of a record, the elements of a list. The schema library knows only fields and methods,
 * so this poses as a field; its modules then read constraints and descriptions from it.
 */
final class ElementScope extends FieldScope {

	private static final Field SLOT;

	static {
		try {
			SLOT = Slot.class.getDeclaredField("value");
		}
		catch (NoSuchFieldException ex) {
			throw new ExceptionInInitializerError(ex);
		}
	}

	ElementScope(ResolvedType type, Collection<Annotation> annotations, TypeContext context) {
		super(new ResolvedField(context.resolve(Slot.class), collect(annotations), SLOT, type),
				new DeclarationDetails(type, null), null, context);
	}

	private static Annotations collect(Collection<Annotation> annotations) {
		Annotations collected = new Annotations();
		annotations.forEach(collected::add);
		return collected;
	}

	@Override
	public @Nullable MethodScope findGetter() {
		return null;
	}

	@Override
	public <A extends Annotation> @Nullable A getContainerItemAnnotation(Class<A> type, Predicate<Annotation> others) {
		return null;
	}

	@Override
	public <A extends Annotation> @Nullable A getAnnotationConsideringFieldAndGetter(Class<A> type,
			Predicate<Annotation> others) {
		return getAnnotation(type, others);
	}

	@Override
	public <A extends Annotation> @Nullable A getContainerItemAnnotationConsideringFieldAndGetter(Class<A> type,
			Predicate<Annotation> others) {
		return null;
	}

	private static final class Slot {

		@SuppressWarnings("unused") // found by its name
		private @Nullable Object value;

	}

}
