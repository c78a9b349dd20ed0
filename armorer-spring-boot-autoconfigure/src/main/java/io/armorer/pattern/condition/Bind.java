package io.armorer.pattern.condition;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** With some of the arguments given already. */
record Bind(Step step, Map<String, Object> bound) implements Recipe {

	@Override
	public String kind() {
		return "bind";
	}

	@Override
	public List<Step> steps() {
		return List.of(this.step);
	}

	@Override
	public @Nullable Object run(Run run, Map<String, @Nullable Object> arguments) throws Throwable {
		Map<String, @Nullable Object> all = new LinkedHashMap<>(arguments);
		all.putAll(this.bound);
		return run.call(this.step, all);
	}

	@Override
	public Facts facts(List<Facts> parts, String name) {
		Facts part = parts.get(0);
		ObjectNode input = part.input().deepCopy();
		if (input.get("properties") instanceof ObjectNode properties) {
			boolean closed = !input.path("additionalProperties").asBoolean(true);
			for (String bound : this.bound.keySet()) {
				if (properties.remove(bound) == null && closed) {
					throw new InvalidCompositionException("Tool '" + name + "' fixes the argument '" + bound
							+ "', which '" + this.step.label() + "' does not take.",
							"Correct the argument's name where '" + name + "' is made.");
				}
			}
		}
		if (input.get("required") instanceof ArrayNode required) {
			Set<String> left = new LinkedHashSet<>(required.valueStream().map(JsonNode::asString).toList());
			left.removeAll(this.bound.keySet());
			ArrayNode others = input.putArray("required");
			left.forEach(others::add);
		}
		return part.with(input);
	}

}
