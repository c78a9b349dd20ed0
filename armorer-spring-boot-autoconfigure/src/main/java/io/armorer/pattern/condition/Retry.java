package io.armorer.pattern.condition;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.armorer.tool.CallNotes;
import io.armorer.tool.Effect;
import io.armorer.tool.ToolError;

/** Several times, as long as that makes sense. */
record Retry(Step step, int attempts, boolean effectful) implements Recipe {

	@Override
	public String kind() {
		return "retry";
	}

	@Override
	public List<Step> steps() {
		return List.of(this.step);
	}

	Retry evenIfEffectful() {
		return new Retry(this.step, this.attempts, true);
	}

	@Override
	public @Nullable Object run(Run run, Map<String, @Nullable Object> arguments) throws Throwable {
		boolean harmless = this.effectful || this.step.facts(run.workshop(), run.owner()).effect() != Effect.EFFECTFUL;
		for (int attempt = 1;; attempt++) {
			try {
				if (attempt > 1) {
					run.note(CallNotes.ATTEMPTS, attempt);
				}
				return run.call(this.step, arguments);
			}
			catch (Throwable ex) {
				if (!harmless || attempt >= this.attempts || run.isCancelled() || run.isLate()
						|| !isWorthAnother(run.errorOf(ex))) {
					throw ex;
				}
			}
		}
	}

	// what has to wait fails again at once; the retry pattern can wait
	private static boolean isWorthAnother(ToolError error) {
		return error.retryable() && (error.retryAfter() == null || error.retryAfter().isZero());
	}

	@Override
	public Facts facts(List<Facts> parts, String name) {
		Facts part = parts.get(0);
		if (part.effect() == Effect.EFFECTFUL && !this.effectful && this.attempts > 1 && part.isKnown()) {
			throw new InvalidCompositionException(
					"Tool '" + name + "' would try '" + this.step.label()
							+ "' again, which changes something each time it runs.",
					"Mark '" + this.step.label() + "' with its effect if it is harmless, or say .evenIfEffectful() "
							+ "where '" + name + "' is made.");
		}
		return part;
	}

}
