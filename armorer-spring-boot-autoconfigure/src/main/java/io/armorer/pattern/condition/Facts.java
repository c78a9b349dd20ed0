package io.armorer.pattern.condition;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import io.armorer.tool.Effect;
import io.armorer.tool.JsonSchema;
import io.armorer.tool.ToolDefinition;

/**
 * What follows from the parts for the tool that is made of them.
 *
 * @param effect what a call does
 * @param dangerous whether it needs more than ordinary trust
 * @param input the schema of the arguments
 * @param output the schema of the value, or {@code null}
 * @param isKnown whether all parts are known, so that nothing is assumed
 */
record Facts(Effect effect, boolean dangerous, ObjectNode input, @Nullable JsonSchema output, boolean isKnown) {

	private static final JsonMapper MAPPER = new JsonMapper();

	/** Of a part that nobody knows yet, and so nobody knows to be harmless. */
	static Facts unknown() {
		return new Facts(Effect.EFFECTFUL, false, schema("""
				{"type": "object", "properties": {}, "additionalProperties": true}"""), null, false);
	}

	static Facts of(ToolDefinition definition) {
		return new Facts(definition.effect(), definition.dangerous(), schema(definition.inputSchema().json()),
				definition.outputSchema(), true);
	}

	static ObjectNode schema(String json) {
		try {
			if (MAPPER.readTree(json) instanceof ObjectNode schema) {
				return schema;
			}
		}
		catch (JacksonException ex) {
			throw new IllegalArgumentException("The schema is not valid JSON: " + ex.getOriginalMessage(), ex);
		}
		throw new IllegalArgumentException("The schema is no JSON object");
	}

	Facts with(ObjectNode otherInput) {
		return new Facts(this.effect, this.dangerous, otherInput, this.output, this.isKnown);
	}

	Facts giving(@Nullable JsonSchema otherOutput) {
		return new Facts(this.effect, this.dangerous, this.input, otherOutput, this.isKnown);
	}

	/** As strong and as dangerous as both; takes and gives as this one does. */
	Facts and(Facts other) {
		return new Facts(this.effect.strongest(other.effect), this.dangerous || other.dangerous, this.input,
				this.output, this.isKnown && other.isKnown);
	}

}
