package io.armorer.redact;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Some values under names that many others have, too: there is nothing in it but the
 * values themselves. Can't be changed.
 */
final class NamedValues extends AbstractMap<String, @Nullable Object> {

	private final String[] names;

	private final @Nullable Object[] values;

	/**
	 * Values by name.
	 * @param names the names, each of them once
	 * @param values as many, in the same order
	 */
	NamedValues(String[] names, @Nullable Object[] values) {
		this.names = names;
		this.values = values;
	}

	@Override
	public int size() {
		return this.names.length;
	}

	@Override
	public boolean containsKey(@Nullable Object name) {
		return indexOf(name) >= 0;
	}

	@Override
	public @Nullable Object get(@Nullable Object name) {
		int index = indexOf(name);
		return (index >= 0) ? this.values[index] : null;
	}

	private int indexOf(@Nullable Object name) {
		return Arrays.asList(this.names).indexOf(name);
	}

	@Override
	public Set<Map.Entry<String, @Nullable Object>> entrySet() {
		return new AbstractSet<>() {

			@Override
			public int size() {
				return NamedValues.this.size();
			}

			@Override
			public Iterator<Map.Entry<String, @Nullable Object>> iterator() {
				return new EntryIterator();
			}

		};
	}

	private final class EntryIterator implements Iterator<Map.Entry<String, @Nullable Object>> {

		private int next;

		@Override
		public boolean hasNext() {
			return this.next < size();
		}

		@Override
		public Map.Entry<String, @Nullable Object> next() {
			if (!hasNext()) {
				throw new NoSuchElementException();
			}
			int index = this.next++;
			return new SimpleImmutableEntry<>(NamedValues.this.names[index], NamedValues.this.values[index]);
		}

	}

}
