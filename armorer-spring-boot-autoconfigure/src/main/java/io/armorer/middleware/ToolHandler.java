package io.armorer.middleware;

import org.jspecify.annotations.Nullable;

/**
 * A link of the chain: handles a call, most often by doing something before and after the
 * next link.
 */
@FunctionalInterface
public interface ToolHandler {

	/**
	 * Handle a call.
	 * @param invocation the call
	 * @return the value, or a promise of it that has yet to settle (see
	 * {@link Settlement})
	 * @throws Throwable if the call is refused or fails
	 */
	@Nullable Object handle(ToolInvocation invocation) throws Throwable;

}
