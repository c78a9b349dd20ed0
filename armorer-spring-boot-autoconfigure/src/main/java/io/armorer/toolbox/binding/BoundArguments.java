package io.armorer.toolbox.binding;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Arguments in the types that the tool takes.
 *
 * @param values one value per parameter, those that the library supplies left
 * {@code null}; or the one value that takes all arguments
 * @param repairs what lenient reading had to repair, each with its JSON pointer; empty
 * when nothing
 */
@SuppressWarnings("ArrayRecordComponent") // handed on to the method as it is
public record BoundArguments(@Nullable Object[] values, List<String> repairs) {

	BoundArguments(@Nullable Object[] values) {
		this(values, List.of());
	}

	/**
	 * Return the value that takes all arguments.
	 * @return the only value
	 */
	public Object value() {
		Object value = this.values[0];
		if (value == null) {
			throw new IllegalStateException("No value was bound");
		}
		return value;
	}

}
