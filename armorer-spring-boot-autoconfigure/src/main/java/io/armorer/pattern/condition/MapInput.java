package io.armorer.pattern.condition;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/** With other arguments. */
record MapInput(Step step,
		Function<Map<String, @Nullable Object>, ? extends Map<String, ?>> mapping) implements Recipe {

	@Override
	public String kind() {
		return "mapInput";
	}

	@Override
	public List<Step> steps() {
		return List.of(this.step);
	}

	@Override
	public @Nullable Object run(Run run, Map<String, @Nullable Object> arguments) throws Throwable {
		return run.call(this.step, new LinkedHashMap<>(this.mapping.apply(arguments)));
	}

	@Override
	public Facts facts(List<Facts> parts, String name) {
		// what the function takes, only the application knows
		return parts.get(0).with(Facts.unknown().input());
	}

}
