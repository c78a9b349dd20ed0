package io.armorer.toolbox;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import io.armorer.tool.ToolParameter;

/**
 * The arguments of one call by name, in the order of the parameters; without those that
 * the library supplies. Can't be changed. Made for most calls, read once and thrown away:
 * there is nothing in it but the values themselves.
 */
final class NamedArguments extends AbstractMap<String, @Nullable Object> {

	private final List<ToolParameter> parameters;

	private final @Nullable Object[] values;

	/**
	 * Arguments as they are now.
	 * @param parameters the parameters
	 * @param values the values by position, of which a copy is made
	 */
	NamedArguments(List<ToolParameter> parameters, @Nullable Object[] values) {
		this.parameters = parameters;
		this.values = values.clone();
	}

	@Override
	public int size() {
		int size = 0;
		for (int i = 0; i < this.parameters.size(); i++) {
			size += this.parameters.get(i).injected() ? 0 : 1;
		}
		return size;
	}

	@Override
	public boolean containsKey(@Nullable Object name) {
		return find(name) != null;
	}

	@Override
	public @Nullable Object get(@Nullable Object name) {
		ToolParameter found = find(name);
		return (found != null) ? this.values[found.index()] : null;
	}

	private @Nullable ToolParameter find(@Nullable Object name) {
		for (int i = 0; i < this.parameters.size(); i++) {
			ToolParameter parameter = this.parameters.get(i);
			if (!parameter.injected() && parameter.name().equals(name)) {
				return parameter;
			}
		}
		return null;
	}

	@Override
	public Set<Map.Entry<String, @Nullable Object>> entrySet() {
		return new Entries();
	}

	private final class Entries extends AbstractSet<Map.Entry<String, @Nullable Object>> {

		@Override
		public int size() {
			return NamedArguments.this.size();
		}

		@Override
		public Iterator<Map.Entry<String, @Nullable Object>> iterator() {
			return new EntryIterator();
		}

	}

	private final class EntryIterator implements Iterator<Map.Entry<String, @Nullable Object>> {

		private int next = following(0);

		@Override
		public boolean hasNext() {
			return this.next < NamedArguments.this.parameters.size();
		}

		@Override
		public Map.Entry<String, @Nullable Object> next() {
			if (!hasNext()) {
				throw new NoSuchElementException();
			}
			ToolParameter parameter = NamedArguments.this.parameters.get(this.next);
			this.next = following(this.next + 1);
			return new SimpleImmutableEntry<>(parameter.name(), NamedArguments.this.values[parameter.index()]);
		}

		private int following(int from) {
			List<ToolParameter> parameters = NamedArguments.this.parameters;
			int at = from;
			while (at < parameters.size() && parameters.get(at).injected()) {
				at++;
			}
			return at;
		}

	}

}
