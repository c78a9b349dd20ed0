package io.armorer.pattern.circuit;

import org.jspecify.annotations.Nullable;

/**
 * Leave to call the tool. Knows the phase that it was given in, so that the result counts
 * there and nowhere else.
 */
@FunctionalInterface
interface Permit {

	/** Leave to do as one likes: nothing is counted. */
	Permit UNCOUNTED = (verdict, nanos, failure) -> {
	};

	/**
	 * Tell how the call went. Only the first time counts.
	 * @param verdict what the result says of the tool
	 * @param nanos how long the call took, if anybody measures
	 * @param failure what went wrong, or {@code null}
	 */
	void settled(Verdict verdict, long nanos, @Nullable Throwable failure);

}
