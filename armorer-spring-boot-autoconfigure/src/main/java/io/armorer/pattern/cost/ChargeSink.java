package io.armorer.pattern.cost;

/**
 * Told of each charge of one call. A link further out that has to know what the call cost
 * {@link io.armorer.middleware.ToolInvocation#attach attaches} one to the call. An
 * attempt that was given up may end, and be charged, after the call itself is over.
 */
@FunctionalInterface
public interface ChargeSink {

	/**
	 * The call was charged.
	 * @param charge how much
	 */
	void charged(Charge charge);

}
