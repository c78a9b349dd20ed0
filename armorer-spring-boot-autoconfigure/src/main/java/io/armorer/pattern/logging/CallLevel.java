package io.armorer.pattern.logging;

import org.slf4j.event.Level;

import io.armorer.middleware.Settled;
import io.armorer.tool.ErrorCategory;
import io.armorer.tool.ErrorCode;
import io.armorer.tool.ToolError;
import io.armorer.tool.ToolRefusedException;

/** How serious it is how a call ended. */
final class CallLevel {

	private CallLevel() {
	}

	static Level of(Settled settled, boolean slow) {
		return switch (settled.outcome()) {
			case SUCCESS -> slow ? Level.WARN : Level.INFO;
			case CANCELLED, ACTION_REQUIRED -> Level.INFO;
			case DENIED -> Level.WARN;
			case ERROR -> isOurs(settled) ? Level.ERROR : Level.WARN;
		};
	}

	/**
	 * Whether the stack says more than the text: where the tool itself broke, or what
	 * refuses calls.
	 */
	static boolean needsStack(Settled settled) {
		ToolError error = settled.error();
		Throwable cause = settled.cause();
		if (error == null || cause == null) {
			return false;
		}
		return (cause instanceof ToolRefusedException) ? cause.getCause() != null
				: error.category() == ErrorCategory.INTERNAL || error.is(ErrorCode.INVALID_RESULT);
	}

	// Nobody is woken up for what a model wrote, nor once per call that a circuit
	// refused.
	private static boolean isOurs(Settled settled) {
		ToolError error = settled.error();
		if (error == null || settled.cause() instanceof ToolRefusedException) {
			return error == null;
		}
		return switch (error.category()) {
			case NOT_FOUND -> false;
			case VALIDATION -> error.is(ErrorCode.INVALID_RESULT);
			default -> true;
		};
	}

}
