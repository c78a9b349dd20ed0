package io.armorer.middleware.flight;

import java.time.Instant;
import java.util.concurrent.CancellationException;

import io.armorer.middleware.ErrorTranslation;
import io.armorer.middleware.ToolInvocation;
import io.armorer.tool.ErrorCategory;

/** Tells a run that failed from one whose caller no longer wanted it. */
final class GivingUp {

	private GivingUp() {
	}

	/**
	 * Whether a call failed because its own caller gave up, which says nothing to others
	 * who want the same. The tool's own cancellation, which nobody asked for, does not
	 * count.
	 */
	static boolean hasGivenUp(ToolInvocation call, Throwable failure) {
		if (call.context().isCancelled()) {
			return true;
		}
		ErrorCategory category = call.errorOf(failure).category();
		if (category == ErrorCategory.CANCELLED) {
			// an interrupt, whatever kind of code it hit
			return !(ErrorTranslation.unwrap(failure) instanceof CancellationException);
		}
		return category == ErrorCategory.TIMEOUT && isLate(call);
	}

	private static boolean isLate(ToolInvocation call) {
		Instant deadline = call.context().deadline();
		return deadline != null && !call.startedAt().plus(call.elapsed()).isBefore(deadline);
	}

}
