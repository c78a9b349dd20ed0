package io.armorer.pattern.condition;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/** Side by side, all with the same arguments. */
record Parallel(List<Step> steps) implements Recipe {

	@Override
	public String kind() {
		return "parallel";
	}

	@Override
	public @Nullable Object run(Run run, Map<String, @Nullable Object> arguments) throws Throwable {
		return run.callAll(this.steps, arguments);
	}

	@Override
	public Facts facts(List<Facts> parts, String name) {
		return SchemaMerge.allOf(parts).giving(null);
	}

}
