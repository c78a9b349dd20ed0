package io.armorer.pattern.cost;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.expression.AccessException;
import org.springframework.expression.EvaluationContext;
import org.springframework.expression.PropertyAccessor;
import org.springframework.expression.TypedValue;

/** Lets expressions read maps, and the {@code size} of lists and texts. Nothing else. */
final class ReadableAccessor implements PropertyAccessor {

	private static final String SIZE = "size";

	@Override
	public Class<?>[] getSpecificTargetClasses() {
		return new Class<?>[] { Map.class, List.class, String.class };
	}

	@Override
	public boolean canRead(EvaluationContext context, @Nullable Object target, String name) {
		return target instanceof Map<?, ?>
				|| (SIZE.equals(name) && (target instanceof List<?> || target instanceof String));
	}

	@Override
	public TypedValue read(EvaluationContext context, @Nullable Object target, String name) throws AccessException {
		if (target instanceof Map<?, ?> map) {
			Object value = map.get(name);
			return new TypedValue((value == null && SIZE.equals(name)) ? Readable.number(map.size()) : value);
		}
		if (target instanceof List<?> list) {
			return new TypedValue(Readable.number(list.size()));
		}
		if (target instanceof String text) {
			return new TypedValue(Readable.number(text.length()));
		}
		throw new AccessException("'" + name + "' can't be read");
	}

	@Override
	public boolean canWrite(EvaluationContext context, @Nullable Object target, String name) {
		return false;
	}

	@Override
	public void write(EvaluationContext context, @Nullable Object target, String name, @Nullable Object newValue)
			throws AccessException {
		throw new AccessException("Nothing can be written");
	}

}
