package io.armorer.pattern.cost;

import org.jspecify.annotations.Nullable;

import io.armorer.tool.Tool;

/**
 * Says what an attempt cost. A bean of this type applies to the tools that name it with
 * {@code armorer.tools.<tool>.cost.calculator}, and to those that it {@link #supports
 * supports} and that have no other source of costs; of several the first in Spring order.
 * Asked once for each attempt, by the thread that brings its result: to be quick.
 */
@FunctionalInterface
public interface CostCalculator {

	/**
	 * Say what an attempt cost. What is thrown never fails the call: it is logged and
	 * counted.
	 * @param context the attempt
	 * @return its cost, or {@code null} if there is nothing to charge
	 * @throws Exception if it can't be told
	 */
	@Nullable Cost calculate(CostContext context) throws Exception;

	/**
	 * Whether this goes for a tool that no setting gives a source of costs.
	 * @param tool the tool
	 * @return {@code false} unless overridden
	 */
	default boolean supports(Tool tool) {
		return false;
	}

}
