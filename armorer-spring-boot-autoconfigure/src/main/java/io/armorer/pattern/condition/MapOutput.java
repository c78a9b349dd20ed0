package io.armorer.pattern.condition;

import java.util.List;
import java.util.Map;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/** Giving something else. */
record MapOutput(Step step, Function<@Nullable Object, ? extends @Nullable Object> mapping) implements Recipe {

	@Override
	public String kind() {
		return "mapOutput";
	}

	@Override
	public List<Step> steps() {
		return List.of(this.step);
	}

	@Override
	public @Nullable Object run(Run run, Map<String, @Nullable Object> arguments) throws Throwable {
		return this.mapping.apply(run.call(this.step, arguments));
	}

	@Override
	public Facts facts(List<Facts> parts, String name) {
		return parts.get(0).giving(null);
	}

}
