package io.armorer.pattern.circuit;

import java.util.Set;

import org.jspecify.annotations.Nullable;

import io.armorer.middleware.ErrorTranslation;
import io.armorer.middleware.ToolInvocation;
import io.armorer.tool.ErrorCategory;

/** Tells failures that speak of the tool's health from those that don't. */
final class FailureJudge {

	private final Class<?>[] recorded;

	private final Class<?>[] ignored;

	FailureJudge(Set<Class<? extends Throwable>> recorded, Set<Class<? extends Throwable>> ignored) {
		this.recorded = recorded.toArray(Class<?>[]::new);
		this.ignored = ignored.toArray(Class<?>[]::new);
	}

	Verdict judge(ToolInvocation invocation, @Nullable Throwable failure) {
		if (failure == null) {
			return Verdict.SUCCESS;
		}
		Throwable thrown = ErrorTranslation.unwrap(failure);
		if (isOneOf(this.ignored, thrown)) {
			return Verdict.NOTHING;
		}
		if (isOneOf(this.recorded, thrown)) {
			return Verdict.FAILURE;
		}
		ErrorCategory category = invocation.errorOf(failure).category();
		if (!category.speaksOfHealth()) {
			return Verdict.NOTHING;
		}
		// Who is interrupted because the caller gave up fails in many ways; a timeout is
		// the one that was there first.
		boolean gaveUp = category != ErrorCategory.TIMEOUT && invocation.context().isCancelled();
		return gaveUp ? Verdict.NOTHING : Verdict.FAILURE;
	}

	private static boolean isOneOf(Class<?>[] types, Throwable thrown) {
		for (Class<?> type : types) {
			if (type.isInstance(thrown)) {
				return true;
			}
		}
		return false;
	}

}
