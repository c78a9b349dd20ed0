package io.armorer.toolbox.binding;

/**
 * How arguments are read.
 *
 * @param coercion whether what is not quite right may be repaired
 * @param maxLength how long the JSON text of the arguments may be, in {@code char}s
 * @param maxDepth how deep arrays and objects may be nested, the arguments' own object
 * included
 */
public record BindingOptions(Coercion coercion, int maxLength, int maxDepth) {

	/** Strict, a mebichar of text, 64 levels. */
	public static final BindingOptions DEFAULTS = new BindingOptions(Coercion.NONE, 1024 * 1024, 64);

	/**
	 * Check the limits.
	 * @throws IllegalArgumentException if a limit is below 1, or the depth above 500,
	 * which is where stacks begin to overflow
	 */
	public BindingOptions {
		if (maxLength < 1) {
			throw new IllegalArgumentException("maxLength must be at least 1, but is " + maxLength);
		}
		if (maxDepth < 1 || maxDepth > 500) {
			throw new IllegalArgumentException("maxDepth must be between 1 and 500, but is " + maxDepth);
		}
	}

	/** What to do about arguments that do not satisfy the schema. */
	public enum Coercion {

		/** Refuse them. */
		NONE,

		/**
		 * Repair what is unambiguous (a number or boolean in quotes, an object or array
		 * in quotes, an enum constant in another case) and say so; refuse the rest.
		 */
		LENIENT

	}

}
