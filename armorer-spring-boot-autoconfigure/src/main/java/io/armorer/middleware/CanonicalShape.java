package io.armorer.middleware;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.ZoneId;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalAmount;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Currency;
import java.util.Date;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * How the values of a class are written canonically, found once per class: one of the
 * numbers below, or the fields to write one by one. Both are types of the JDK, as a
 * {@link ClassValue} on a class of the JDK must not keep a redeployed library alive.
 */
final class CanonicalShape {

	static final int OPAQUE = 0;

	static final int NUMBER = 1;

	static final int CHARACTER = 2;

	static final int TEXT = 3;

	static final int ENUM = 4;

	static final int DATE = 5;

	static final int OPTIONAL = 6;

	static final int MAP = 7;

	static final int SET = 8;

	static final int COLLECTION = 9;

	static final int ARRAY = 10;

	static final int JSON = 11;

	private static final Set<Class<?>> NUMBERS = Set.of(Byte.class, Short.class, Integer.class, Long.class, Float.class,
			Double.class, BigInteger.class, BigDecimal.class);

	// those whose text says all that there is to them
	private static final Set<Class<?>> TEXTS = Set.of(UUID.class, URI.class, Locale.class, Currency.class);

	private static final Set<Class<?>> OPTIONALS = Set.of(Optional.class, OptionalInt.class, OptionalLong.class,
			OptionalDouble.class);

	private static final ClassValue<Object> SHAPES = new ClassValue<>() {

		@Override
		protected Object computeValue(Class<?> type) {
			Integer known = known(type);
			if (known != null) {
				return known;
			}
			Field[] fields = isOpaque(type) ? null : fields(type);
			return (fields != null) ? fields : (Object) OPAQUE;
		}

	};

	private CanonicalShape() {
	}

	/** Return the shape, an Integer or a Field[]. */
	static Object of(Class<?> type) {
		return SHAPES.get(type);
	}

	private static @Nullable Integer known(Class<?> type) {
		if (NUMBERS.contains(type)) {
			return NUMBER;
		}
		if (type == Character.class) {
			return CHARACTER;
		}
		if (Enum.class.isAssignableFrom(type)) {
			return ENUM;
		}
		if (TEXTS.contains(type) || isTime(type)) {
			return TEXT;
		}
		if (type == Date.class) {
			return DATE;
		}
		if (OPTIONALS.contains(type)) {
			return OPTIONAL;
		}
		if (JsonNode.class.isAssignableFrom(type)) {
			return JSON;
		}
		if (type.isArray()) {
			return ARRAY;
		}
		return collection(type);
	}

	private static @Nullable Integer collection(Class<?> type) {
		if (AutoCloseable.class.isAssignableFrom(type)) {
			return null;
		}
		if (Map.class.isAssignableFrom(type)) {
			return MAP;
		}
		if (Set.class.isAssignableFrom(type)) {
			return SET;
		}
		return Collection.class.isAssignableFrom(type) ? COLLECTION : null;
	}

	private static boolean isTime(Class<?> type) {
		return type.getName().startsWith("java.time.") && (TemporalAccessor.class.isAssignableFrom(type)
				|| TemporalAmount.class.isAssignableFrom(type) || ZoneId.class.isAssignableFrom(type));
	}

	/** Whether there is more to an object than what its fields say. */
	private static boolean isOpaque(Class<?> type) {
		return type.getName().startsWith("java.") || type.isHidden() || type.isSynthetic() || Proxy.isProxyClass(type)
				|| type.getName().contains("$$") || AutoCloseable.class.isAssignableFrom(type)
				|| Iterator.class.isAssignableFrom(type) || Settlement.isDeferredType(type);
	}

	private static Field @Nullable [] fields(Class<?> type) {
		List<Field> fields = new ArrayList<>();
		try {
			for (Class<?> at = type; at != null && at != Object.class; at = at.getSuperclass()) {
				for (Field field : at.getDeclaredFields()) {
					if (!Modifier.isStatic(field.getModifiers())) {
						field.setAccessible(true);
						fields.add(field);
					}
				}
			}
		}
		catch (RuntimeException ex) {
			// of a module that is not open
			return null;
		}
		return fields.toArray(Field[]::new);
	}

}
