package io.armorer.toolbox.json;

import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/**
 * A Java type whose JSON form is a string of a certain format.
 *
 * @param <T> the type
 * @param type the type
 * @param format the value of the {@code format} keyword, or {@code null} where any string
 * will do
 * @param pattern a regular expression for formats that other validators do not know, or
 * {@code null}
 * @param hint what a right value looks like, to follow "must be"
 * @param parser reads the string; throws if it is none of the format
 */
public record TextType<T>(Class<T> type, @Nullable String format, @Nullable String pattern, String hint,
		Function<String, T> parser) {

	/**
	 * Whether a string is of the format.
	 * @param text the string
	 * @return whether it can be read
	 */
	public boolean accepts(String text) {
		try {
			this.parser.apply(text);
			return true;
		}
		catch (RuntimeException ex) {
			return false;
		}
	}

}
