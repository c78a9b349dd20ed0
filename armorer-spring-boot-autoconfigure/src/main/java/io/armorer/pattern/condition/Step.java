package io.armorer.pattern.condition;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import io.armorer.tool.Tool;
import io.armorer.tool.ToolDefinition;
import io.armorer.toolbox.CompositeTool;
import io.armorer.toolbox.Workshop;

/**
 * One part of a tool that is made of others. A part whose name the toolbox knows is
 * called through it, so that its own chain applies; any other is run as it is.
 */
final class Step {

	private final Tool tool;

	private volatile Workshop.@Nullable LoosePart loose;

	private volatile @Nullable Known known;

	Step(Tool tool) {
		this.tool = tool;
	}

	/** What messages call the step. */
	String label() {
		return (this.tool instanceof ComposedTool composed) ? composed.label() : this.tool.name();
	}

	Tool tool() {
		return this.tool;
	}

	/** The names that have to be registered for the step to run. */
	Set<String> names() {
		if (this.tool instanceof ToolReference reference) {
			return Set.of(reference.name());
		}
		return (this.tool instanceof CompositeTool composite) ? composite.partNames() : Set.of();
	}

	/**
	 * The name that the toolbox knows the step by.
	 * @param workshop where to look
	 * @param owner the tool that the step is a part of, which may bear the name of a part
	 * @return the name, or {@code null} if it is called as it is
	 */
	@Nullable String registeredName(Workshop workshop, @Nullable String owner) {
		if (this.tool instanceof ToolReference reference) {
			return reference.name();
		}
		if (this.tool instanceof ComposedTool composed && composed.givenName() == null) {
			return null;
		}
		String name = this.tool.name();
		return (!name.equals(owner) && workshop.definition(name).isPresent()) ? name : null;
	}

	Facts facts(Workshop workshop, @Nullable String owner) {
		String name = registeredName(workshop, owner);
		if (name != null) {
			return workshop.definition(name).map(this::known).orElseGet(Facts::unknown);
		}
		if (this.tool instanceof ComposedTool composed) {
			return composed.facts(workshop);
		}
		return known(loose(workshop).definition());
	}

	private Facts known(ToolDefinition definition) {
		Known last = this.known;
		if (last == null || last.definition() != definition) {
			last = new Known(definition, Facts.of(definition));
			this.known = last;
		}
		return last.facts();
	}

	Workshop.LoosePart loose(Workshop workshop) {
		Workshop.LoosePart known = this.loose;
		if (known == null) {
			known = workshop.loose(this.tool);
			this.loose = known;
		}
		return known;
	}

	void assemble(Workshop workshop) {
		if (this.tool instanceof CompositeTool composite) {
			composite.assemble(workshop);
		}
	}

	/** Leave out what the step has no use for and would refuse. */
	Map<String, @Nullable Object> accepted(Map<String, @Nullable Object> arguments, Workshop workshop,
			@Nullable String owner) {
		if (this.tool instanceof ComposedTool && registeredName(workshop, owner) == null) {
			// its own steps leave out what they have no use for
			return arguments;
		}
		JsonNode schema = facts(workshop, owner).input();
		if (schema.path("additionalProperties").asBoolean(true)) {
			return arguments;
		}
		Map<String, @Nullable Object> accepted = new LinkedHashMap<>(arguments);
		accepted.keySet().removeIf((name) -> !schema.path("properties").has(name));
		return accepted;
	}

	/** A value that is no object goes to the only property, if there is only one. */
	String onlyProperty(Workshop workshop, @Nullable String owner) {
		JsonNode properties = facts(workshop, owner).input().path("properties");
		return (properties.size() == 1) ? properties.propertyNames().iterator().next() : "value";
	}

	private record Known(ToolDefinition definition, Facts facts) {
	}

}
