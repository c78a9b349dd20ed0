package io.armorer.tool;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;

import org.jspecify.annotations.Nullable;

/**
 * What there is to say of a call, by name and in the order in which it was said. It never
 * changes: one thing more makes another of its kind. Most calls have none or two, for
 * which a few places in a row take less time and memory than a table does.
 */
public final class CallMetadata extends AbstractMap<String, Object> {

	/** Nothing to say. */
	public static final CallMetadata NONE = new CallMetadata(new Object[0]);

	// Names and values in turn.
	private final Object[] pairs;

	private CallMetadata(Object[] pairs) {
		this.pairs = pairs;
	}

	/**
	 * Keep what a map says now.
	 * @param map the map
	 * @return the same, whatever becomes of the map
	 */
	public static CallMetadata copyOf(Map<String, Object> map) {
		if (map instanceof CallMetadata same) {
			return same;
		}
		if (map.isEmpty()) {
			return NONE;
		}
		Object[] pairs = new Object[2 * map.size()];
		int at = 0;
		for (Map.Entry<String, Object> entry : map.entrySet()) {
			pairs[at++] = entry.getKey();
			pairs[at++] = entry.getValue();
		}
		return new CallMetadata(pairs);
	}

	/**
	 * Say one thing more, or another thing in the place of the one of that name.
	 * @param name the name
	 * @param value what to say
	 * @return what is said then
	 */
	public CallMetadata with(String name, Object value) {
		int at = indexOf(name);
		Object[] more = Arrays.copyOf(this.pairs, (at >= 0) ? this.pairs.length : this.pairs.length + 2);
		at = (at >= 0) ? at : this.pairs.length;
		more[at] = name;
		more[at + 1] = value;
		return new CallMetadata(more);
	}

	/**
	 * Say several things more, each in the place of the one of its name.
	 * @param more what to say
	 * @return what is said then; the same object as what is added to nothing
	 */
	public CallMetadata with(CallMetadata more) {
		if (this.pairs.length == 0) {
			return more;
		}
		CallMetadata all = this;
		for (int i = 0; i < more.pairs.length; i += 2) {
			all = all.with((String) more.pairs[i], more.pairs[i + 1]);
		}
		return all;
	}

	private int indexOf(@Nullable Object name) {
		for (int i = 0; i < this.pairs.length; i += 2) {
			if (Objects.equals(this.pairs[i], name)) {
				return i;
			}
		}
		return -1;
	}

	@Override
	public int size() {
		return this.pairs.length / 2;
	}

	@Override
	public boolean containsKey(@Nullable Object name) {
		return indexOf(name) >= 0;
	}

	@Override
	public @Nullable Object get(@Nullable Object name) {
		int at = indexOf(name);
		return (at >= 0) ? this.pairs[at + 1] : null;
	}

	@Override
	public void forEach(BiConsumer<? super String, ? super Object> action) {
		for (int i = 0; i < this.pairs.length; i += 2) {
			action.accept((String) this.pairs[i], this.pairs[i + 1]);
		}
	}

	@Override
	public Set<Map.Entry<String, Object>> entrySet() {
		return new Entries();
	}

	private final class Entries extends AbstractSet<Map.Entry<String, Object>> {

		@Override
		public int size() {
			return CallMetadata.this.size();
		}

		@Override
		public Iterator<Map.Entry<String, Object>> iterator() {
			return new EntryIterator(CallMetadata.this.pairs);
		}

	}

	private static final class EntryIterator implements Iterator<Map.Entry<String, Object>> {

		private final Object[] pairs;

		private int at;

		EntryIterator(Object[] pairs) {
			this.pairs = pairs;
		}

		@Override
		public boolean hasNext() {
			return this.at < this.pairs.length;
		}

		@Override
		public Map.Entry<String, Object> next() {
			if (!hasNext()) {
				throw new NoSuchElementException();
			}
			this.at += 2;
			return new SimpleImmutableEntry<>((String) this.pairs[this.at - 2], this.pairs[this.at - 1]);
		}

	}

}
