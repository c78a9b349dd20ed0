package io.armorer.toolbox;

import org.jspecify.annotations.Nullable;

/** Calls what is behind a tool, through its proxy and so through the chain. */
@FunctionalInterface
interface ToolBody {

	/**
	 * Call the method.
	 * @param arguments one per parameter of the method, in order
	 * @return what it returned
	 * @throws Throwable what it threw, unwrapped
	 */
	@Nullable Object invoke(@Nullable Object[] arguments) throws Throwable;

}
