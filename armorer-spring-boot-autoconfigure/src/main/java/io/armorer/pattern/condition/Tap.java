package io.armorer.pattern.condition;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/** As it is, and somebody gets to see the value. */
record Tap(Step step, ToolTap tap) implements Recipe {

	@Override
	public String kind() {
		return "tap";
	}

	@Override
	public List<Step> steps() {
		return List.of(this.step);
	}

	@Override
	public @Nullable Object run(Run run, Map<String, @Nullable Object> arguments) throws Throwable {
		Object value = run.call(this.step, arguments);
		this.tap.look(value, run.context());
		return value;
	}

	@Override
	public Facts facts(List<Facts> parts, String name) {
		return parts.get(0);
	}

}
