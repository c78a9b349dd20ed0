package io.armorer.redact;

import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/**
 * Copies one value into maps, lists and scalars, as deep and as wide as can be shown.
 * Used once, by one thread.
 */
abstract class ValueCopy {

	static final String MORE = "…";

	private static final List<Object> NOWHERE = List.of();

	private static final int MAX_DEPTH = 16;

	private static final int MAX_ELEMENTS = 1000;

	private static final int MAX_NUMBER_BITS = 4096;

	// How many of the longest texts fit into all that is shown, and what fits at least.
	private static final int MAX_LONGEST = 16;

	private static final long MIN_CHARACTERS = 16_000;

	private final ValueTree tree;

	// Most values are no containers.
	private List<Object> path = NOWHERE;

	private int elements;

	private long characters;

	ValueCopy(ValueTree tree, int maxLength) {
		this.tree = tree;
		this.characters = Math.max(MIN_CHARACTERS, (long) maxLength * MAX_LONGEST);
	}

	abstract @Nullable Object entryOf(String name, @Nullable Object value, SensitiveShape shape);

	abstract @Nullable Object textOf(String text, SensitiveShape shape);

	abstract @Nullable Object jsonOf(ValueTree tree, Object value);

	abstract String nameOf(String name);

	abstract boolean isHidden(Object value, SensitiveShape shape);

	final @Nullable Object of(@Nullable Object value) {
		return of(value, SensitiveShape.NONE);
	}

	final @Nullable Object of(@Nullable Object value, SensitiveShape shape) {
		if (value == null || (shape != SensitiveShape.WHOLE
				&& (value instanceof Boolean || value instanceof Integer || value instanceof Long))) {
			return value;
		}
		try {
			return copy(value, shape);
		}
		catch (Exception | Error ex) {
			return ValueTree.unprintable(value);
		}
	}

	private @Nullable Object copy(Object value, SensitiveShape shape) {
		if (isHidden(value, shape)) {
			return Redactor.MASK;
		}
		if (value instanceof CharSequence || value instanceof Character) {
			return spend(textOf(value.toString(), shape));
		}
		if (value instanceof char[] characters) {
			return spend(textOf(new String(characters), shape));
		}
		if (value instanceof byte[] bytes) {
			return "<" + bytes.length + " bytes>";
		}
		if (value instanceof Number number && isPlain(number)) {
			return number;
		}
		if (value instanceof Optional<?> optional) {
			return of(optional.orElse(null), shape.elements());
		}
		if (value instanceof Map<?, ?> || value instanceof Collection<?> || value.getClass().isArray()) {
			return container(value, shape);
		}
		return of(jsonOf(this.tree, value), shape);
	}

	private Object container(Object value, SensitiveShape shape) {
		for (Object outer : this.path) {
			if (outer == value) {
				return "<cycle>";
			}
		}
		if (this.path.size() >= MAX_DEPTH) {
			return MORE;
		}
		if (this.path == NOWHERE) {
			this.path = new ArrayList<>();
		}
		this.path.add(value);
		try {
			if (value instanceof Map<?, ?> map) {
				return map(map, shape::at);
			}
			return (value instanceof Collection<?> collection) ? list(collection, shape) : array(value, shape);
		}
		finally {
			this.path.remove(this.path.size() - 1);
		}
	}

	/**
	 * Copy named values. The copy can't be changed: there may be many who show it.
	 */
	final Map<String, @Nullable Object> map(Map<?, ? extends @Nullable Object> map,
			Function<String, SensitiveShape> shapes) {
		int left = map.size();
		Map<String, @Nullable Object> copy = new LinkedHashMap<>(capacity(left));
		for (Map.Entry<?, ? extends @Nullable Object> entry : map.entrySet()) {
			if (isExhausted()) {
				copy.put(MORE, left + " more");
				break;
			}
			left--;
			this.elements++;
			String name = String.valueOf(entry.getKey());
			Object value = entry.getValue();
			Object shown = (value != null) ? entryOf(name, value, shapes.apply(name)) : null;
			copy.put(String.valueOf(spend(nameOf(name))), shown);
		}
		return Collections.unmodifiableMap(copy);
	}

	private List<@Nullable Object> list(Collection<?> collection, SensitiveShape shape) {
		List<@Nullable Object> copy = new ArrayList<>();
		int left = collection.size();
		for (Object element : collection) {
			if (isExhausted()) {
				copy.add(MORE + " (" + left + " more)");
				break;
			}
			left--;
			this.elements++;
			copy.add(of(element, shape.elements()));
		}
		return Collections.unmodifiableList(copy);
	}

	private List<@Nullable Object> array(Object array, SensitiveShape shape) {
		List<@Nullable Object> copy = new ArrayList<>();
		int length = Array.getLength(array);
		for (int i = 0; i < length; i++) {
			if (isExhausted()) {
				copy.add(MORE + " (" + (length - i) + " more)");
				break;
			}
			this.elements++;
			copy.add(of(Array.get(array, i), shape.elements()));
		}
		return Collections.unmodifiableList(copy);
	}

	// no larger than what is shown: copies are kept
	private static int capacity(int size) {
		return Math.min(size, MAX_ELEMENTS) * 4 / 3 + 1;
	}

	final boolean isExhausted() {
		return this.elements >= MAX_ELEMENTS || this.characters <= 0;
	}

	/** Take note of one element that was copied under a name. */
	final void counted(String name) {
		this.elements++;
		this.characters -= name.length();
	}

	private @Nullable Object spend(@Nullable Object shown) {
		if (shown instanceof String text) {
			if (this.characters <= 0) {
				return MORE;
			}
			this.characters -= text.length();
		}
		return shown;
	}

	private static boolean isPlain(Number number) {
		if (number instanceof BigDecimal decimal) {
			return decimal.unscaledValue().bitLength() <= MAX_NUMBER_BITS && decimal.getClass() == BigDecimal.class;
		}
		if (number instanceof BigInteger integer) {
			return integer.bitLength() <= MAX_NUMBER_BITS && integer.getClass() == BigInteger.class;
		}
		return number instanceof Double || number instanceof Float || number instanceof Short || number instanceof Byte;
	}

}
