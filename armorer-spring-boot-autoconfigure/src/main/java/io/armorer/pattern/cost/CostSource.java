package io.armorer.pattern.cost;

import org.jspecify.annotations.Nullable;

/** Where the cost of a tool's attempts is known from. */
@FunctionalInterface
interface CostSource {

	/**
	 * Say what an attempt cost.
	 * @param context the attempt
	 * @return its cost, or {@code null} if there is nothing to charge
	 * @throws Exception if it can't be told
	 */
	@Nullable Cost cost(CostContext context) throws Exception;

}
