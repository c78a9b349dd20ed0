package io.armorer.pattern.condition;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.armorer.middleware.LaterFailures;
import io.armorer.tool.CallNotes;

/** The first that does not fail. */
record FirstGood(List<Step> steps) implements Recipe {

	@Override
	public String kind() {
		return "fallback";
	}

	@Override
	public @Nullable Object run(Run run, Map<String, @Nullable Object> arguments) throws Throwable {
		Throwable first = null;
		for (Step step : this.steps) {
			try {
				Object value = run.call(step, arguments);
				if (first != null) {
					run.note(CallNotes.SERVED_BY, step.label());
				}
				return value;
			}
			catch (Throwable ex) {
				if (first == null) {
					first = ex;
				}
				else {
					LaterFailures.add(first, ex);
				}
				if (run.isCancelled()) {
					throw ex;
				}
				boolean due = first != ex || run.errorOf(ex).category().speaksOfHealth();
				if (!due || run.isLate()) {
					throw first;
				}
			}
		}
		throw (first != null) ? first : new IllegalStateException("No steps");
	}

	@Override
	public Facts facts(List<Facts> parts, String name) {
		return SchemaMerge.allOf(parts);
	}

}
