package io.armorer.tool;

/**
 * What a call of a tool does to the world. Patterns that run a tool more than once, or
 * answer without running it (retry, deduplication, cache), ask for the effect first.
 * Constants stand in order of strength.
 */
public enum Effect {

	/**
	 * Only reads: running it twice, or not at all because the answer is known, changes
	 * nothing.
	 */
	READ,

	/**
	 * Changes something, but running it again with the same arguments changes nothing
	 * more (RFC 9110, section 9.2.2).
	 */
	IDEMPOTENT,

	/**
	 * Changes something each time it runs: money moves, a message is sent. The default,
	 * because what is not known to be harmless is not.
	 */
	EFFECTFUL;

	/**
	 * Return the stronger of the two effects, which is the effect of a tool made of both.
	 * @param other the effect to compare with
	 * @return the stronger effect
	 */
	public Effect strongest(Effect other) {
		return (compareTo(other) >= 0) ? this : other;
	}

}
