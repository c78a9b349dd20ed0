package io.armorer.pattern.cost;

import java.lang.reflect.Array;
import java.lang.reflect.Method;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.AbstractList;
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What expressions and price tables see of arguments and results, whatever those are made
 * of: maps, lists, texts, truths, and numbers that are exact. Nothing is copied; what is
 * not asked for is not looked at.
 */
final class Readable {

	/**
	 * SpEL divides a BigDecimal to as many decimals as it has, and two integers to none
	 * at all: {@code 1500 / 1000} must be 1.5 where money is reckoned.
	 */
	private static final int DECIMALS = 12;

	// Numbers beyond take up as much memory as they have digits, once they are added.
	private static final int MOST_DIGITS = 400;

	private Readable() {
	}

	static @Nullable Object of(@Nullable Object value) {
		if (value == null || value instanceof String || value instanceof Boolean) {
			return value;
		}
		if (value instanceof Number number) {
			return number(number);
		}
		if (value instanceof JsonNode node) {
			return node(node);
		}
		if (value instanceof Map<?, ?> map) {
			return new Fields(map::get, () -> names(map));
		}
		if (value instanceof Collection<?> collection) {
			List<?> list = (collection instanceof List<?> already) ? already : new ArrayList<>(collection);
			return new Elements(list::get, list.size());
		}
		if (value.getClass().isArray()) {
			return new Elements((index) -> Array.get(value, index), Array.getLength(value));
		}
		if (value instanceof Optional<?> optional) {
			return of(optional.orElse(null));
		}
		if (value instanceof Enum<?> constant) {
			return constant.name();
		}
		if (value.getClass().getName().startsWith("java.")) {
			return value;
		}
		Map<String, Method> properties = Properties.of(value.getClass());
		return new Fields((name) -> Properties.read(properties.get(name), value), properties::keySet);
	}

	private static Set<String> names(Map<?, ?> map) {
		Set<String> names = new LinkedHashSet<>();
		map.keySet().forEach((key) -> names.add(String.valueOf(key)));
		return names;
	}

	private static @Nullable Object node(JsonNode node) {
		if (node.isObject()) {
			return new Fields((name) -> node.get(String.valueOf(name)), () -> Set.copyOf(node.propertyNames()));
		}
		if (node.isArray()) {
			return new Elements(node::get, node.size());
		}
		if (node.isNumber()) {
			return number(node.numberValue());
		}
		if (node.isBoolean()) {
			return node.booleanValue();
		}
		return node.isString() ? node.stringValue() : null;
	}

	/** An exact number. What is none, such as NaN, stays as it is. */
	static Number number(Number number) {
		if (number instanceof Double || number instanceof Float) {
			double value = number.doubleValue();
			return Double.isFinite(value) ? reckonable(new BigDecimal(number.toString())) : value;
		}
		if (number instanceof BigDecimal decimal) {
			return reckonable(decimal);
		}
		if (number instanceof BigInteger integer) {
			return reckonable(new BigDecimal(integer));
		}
		return reckonable(BigDecimal.valueOf(number.longValue()));
	}

	private static BigDecimal reckonable(BigDecimal number) {
		if (number.precision() > MOST_DIGITS || Math.abs((long) number.scale()) > MOST_DIGITS) {
			throw new IllegalArgumentException(
					"A number with more than " + MOST_DIGITS + " digits can't be reckoned with");
		}
		return (number.scale() < DECIMALS) ? number.setScale(DECIMALS) : number;
	}

	/** An object's fields, by name. */
	static final class Fields extends AbstractMap<String, @Nullable Object> {

		private final Function<Object, @Nullable Object> read;

		private final Supplier<Set<String>> names;

		Fields(Function<Object, @Nullable Object> read, Supplier<Set<String>> names) {
			this.read = read;
			this.names = names;
		}

		@Override
		public @Nullable Object get(Object name) {
			return Readable.of(this.read.apply(name));
		}

		@Override
		public boolean containsKey(Object name) {
			return this.names.get().contains(name);
		}

		@Override
		public int size() {
			return this.names.get().size();
		}

		@Override
		public Set<Entry<String, @Nullable Object>> entrySet() {
			Map<String, @Nullable Object> all = new LinkedHashMap<>();
			this.names.get().forEach((name) -> all.put(name, get(name)));
			return all.entrySet();
		}

	}

	/** A list's elements. */
	static final class Elements extends AbstractList<@Nullable Object> {

		private final Function<Integer, @Nullable Object> read;

		private final int size;

		Elements(Function<Integer, @Nullable Object> read, int size) {
			this.read = read;
			this.size = size;
		}

		@Override
		public @Nullable Object get(int index) {
			return Readable.of(this.read.apply(index));
		}

		@Override
		public int size() {
			return this.size;
		}

	}

}
