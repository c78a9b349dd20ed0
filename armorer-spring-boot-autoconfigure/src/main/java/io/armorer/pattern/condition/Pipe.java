package io.armorer.pattern.condition;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/** One after the other, each with what the one before gave. */
record Pipe(List<Step> steps) implements Recipe {

	@Override
	public String kind() {
		return "pipe";
	}

	@Override
	public @Nullable Object run(Run run, Map<String, @Nullable Object> arguments) throws Throwable {
		Object value = arguments;
		for (int i = 0; i < this.steps.size(); i++) {
			Step step = this.steps.get(i);
			try {
				value = run.call(step, (i == 0) ? arguments : Piped.arguments(run, step, value));
			}
			catch (Exception ex) {
				throw run.failed(this.steps, i, ex);
			}
		}
		return value;
	}

	@Override
	public Facts facts(List<Facts> parts, String name) {
		return parts.stream().reduce(Facts::and).orElseThrow().giving(parts.get(parts.size() - 1).output());
	}

}
