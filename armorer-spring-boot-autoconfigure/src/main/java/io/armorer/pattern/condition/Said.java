package io.armorer.pattern.condition;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import io.armorer.tool.Effect;
import io.armorer.tool.ToolDefinition;

/**
 * What was said of the tool, and does not follow from its parts.
 *
 * @param name the name, or {@code null}
 * @param description the description; may be empty
 * @param tags the tags
 * @param effect the effect, or {@code null}
 * @param dangerous whether it is dangerous, or {@code null}
 * @param inputSchema the schema of the arguments, or {@code null}
 */
record Said(@Nullable String name, String description, Set<String> tags, @Nullable Effect effect,
		@Nullable Boolean dangerous, @Nullable String inputSchema) {

	static final Said NOTHING = new Said(null, "", Set.of(), null, null, null);

	Said {
		if (name != null && !ToolDefinition.isValidName(name)) {
			throw new IllegalArgumentException("Tool name '" + name + "' must match [A-Za-z0-9_-]{1,64}");
		}
		if (inputSchema != null) {
			Facts.schema(inputSchema);
		}
	}

	Said named(String other) {
		return new Said(other, this.description, this.tags, this.effect, this.dangerous, this.inputSchema);
	}

	Said describedAs(String other) {
		return new Said(this.name, other, this.tags, this.effect, this.dangerous, this.inputSchema);
	}

	Said tagged(String... others) {
		return new Said(this.name, this.description, new LinkedHashSet<>(Arrays.asList(others)), this.effect,
				this.dangerous, this.inputSchema);
	}

	Said effect(Effect other) {
		return new Said(this.name, this.description, this.tags, other, this.dangerous, this.inputSchema);
	}

	Said dangerous(boolean other) {
		return new Said(this.name, this.description, this.tags, this.effect, other, this.inputSchema);
	}

	Said inputSchema(String other) {
		return new Said(this.name, this.description, this.tags, this.effect, this.dangerous, other);
	}

	Facts over(Facts facts) {
		return new Facts((this.effect != null) ? this.effect : facts.effect(),
				(this.dangerous != null) ? this.dangerous : facts.dangerous(),
				(this.inputSchema != null) ? Facts.schema(this.inputSchema) : facts.input(), facts.output(),
				facts.isKnown());
	}

}
