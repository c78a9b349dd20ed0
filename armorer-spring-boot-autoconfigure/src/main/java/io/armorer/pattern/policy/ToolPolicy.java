package io.armorer.pattern.policy;

import org.jspecify.annotations.Nullable;

import io.armorer.middleware.ToolInvocation;

/**
 * Decides whether a call may happen. Beans of this type are asked in Spring order, for
 * each call of each tool, before anything is reserved or run; the first that denies or
 * asks ends it, and a call that none of them stops goes on.
 * <p>
 * A policy that throws, or gives {@code null}, denies: the model reads that the call was
 * refused, the operator what broke.
 */
@FunctionalInterface
public interface ToolPolicy {

	/**
	 * Decide.
	 * @param call the call, to look at only: collections among its arguments can't be
	 * changed, and what would change the call throws
	 * {@link UnsupportedOperationException}
	 * @return the decision; {@code null} denies
	 * @throws Exception if it can't be decided, which denies
	 */
	@Nullable PolicyDecision decide(ToolInvocation call) throws Exception;

}
