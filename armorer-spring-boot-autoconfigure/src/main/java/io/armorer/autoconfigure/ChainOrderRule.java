package io.armorer.autoconfigure;

import java.util.List;

/**
 * Which of two patterns has to stand outside of the other, and what happens otherwise.
 *
 * @param outer the pattern that has to stand outside
 * @param inner the pattern that has to stand inside
 * @param refused whether the opposite stops the start-up, or is only warned of
 * @param otherwise what happens in the opposite order, as a clause
 */
record ChainOrderRule(String outer, String inner, boolean refused, String otherwise) {

	/** What the library knows of its own patterns. */
	static final List<ChainOrderRule> ALL = List.of(
			refuse("audit", "fallback", "the record of a call tells what it failed with, not who served it"),
			refuse("audit", "retry", "the record of a call tells of its first attempt only"),
			refuse("policy", "cache", "somebody who may not call the tool gets what the cache holds"),
			refuse("policy", "dedup", "somebody who may not call the tool gets what another call gave"),
			refuse("policy", "fallback", "a refused call could be served by another tool"),
			refuse("session", "policy", "policies decide before it is known who calls"),
			refuse("quota", "retry", "each attempt reserves anew, and a failing tool uses up the budget"),
			refuse("quota", "cost", "what a call costs is not known when its reservation is settled"),
			refuse("retry", "cost", "only one of several attempts is charged"),
			refuse("retry", "pool", "an attempt gets the resource that the one before it broke"),
			warn("dependency", "cache", "the cache answers calls whose dependencies are missing"),
			warn("ratelimit", "retry", "each attempt counts as a call"),
			warn("dedup", "retry", "each attempt looks for twins of its own"),
			warn("cache", "retry", "each attempt looks into the cache"),
			warn("cache", "circuit", "an open circuit refuses what the cache could answer"),
			warn("fallback", "retry", "the fallback steps in at the first failure, and its own failure is retried"),
			warn("fallback", "circuit", "the fallback does not see that the circuit is open"),
			warn("retry", "circuit", "the circuit counts a call once, however often it was tried"),
			warn("retry", "timeout", "one timeout bounds all attempts together, and ends the last one early"),
			warn("circuit", "timeout", "the circuit does not see timeouts"),
			warn("bulkhead", "timeout", "the time that a call waits for its turn counts as the tool's"),
			warn("timeout", "pool", "a resource is held longer than the tool may run"));

	private static ChainOrderRule refuse(String outer, String inner, String otherwise) {
		return new ChainOrderRule(outer, inner, true, otherwise);
	}

	private static ChainOrderRule warn(String outer, String inner, String otherwise) {
		return new ChainOrderRule(outer, inner, false, otherwise);
	}

}
