package io.armorer.tool;

import org.jspecify.annotations.Nullable;

/**
 * Finds out on whose behalf a call is made when the caller did not say: from the security
 * context, a request header that a gateway has set, and the like. A bean of this type is
 * asked, in order, for each call from outside whose context lacks a user, a session or a
 * run; the first answer for each counts.
 */
@FunctionalInterface
public interface ToolContextResolver {

	/**
	 * Find out.
	 * @return a context of which user, session and run count, or {@code null} where there
	 * is nothing to find
	 */
	@Nullable ToolContext resolve();

}
