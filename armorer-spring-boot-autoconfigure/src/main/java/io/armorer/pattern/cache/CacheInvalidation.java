package io.armorer.pattern.cache;

import io.armorer.middleware.Settled;
import io.armorer.middleware.ToolCallObserver;
import io.armorer.middleware.ToolInvocation;
import io.armorer.tool.ErrorCategory;
import io.armorer.tool.Tool;
import io.armorer.tool.ToolError;
import io.armorer.tool.ToolRefusedException;

/**
 * Drops the results of tools when another tool has changed what they read: after its
 * success, and after a failure that may have come too late to change nothing. Has done so
 * by the time the caller knows.
 */
public final class CacheInvalidation implements ToolCallObserver {

	private final ToolCaches caches;

	/**
	 * An observer.
	 * @param caches the caches
	 */
	public CacheInvalidation(ToolCaches caches) {
		this.caches = caches;
	}

	@Override
	public Watch watch(Tool tool) {
		return new OccasionalWatch() {

			@Override
			public boolean isActive() {
				return CacheInvalidation.this.caches.isInvalidator(tool.name());
			}

			@Override
			public void finished(ToolInvocation call, Settled settled) {
				if (isActive() && mayHaveRun(settled)) {
					CacheInvalidation.this.caches.invalidate(tool.name());
				}
			}

		};
	}

	private static boolean mayHaveRun(Settled settled) {
		ToolError error = settled.error();
		return error == null || (!(settled.cause() instanceof ToolRefusedException)
				&& (error.category().speaksOfHealth() || error.category() == ErrorCategory.CANCELLED));
	}

}
