package io.armorer.toolbox.binding;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import io.armorer.toolbox.json.JsonBuffers;
import io.armorer.toolbox.json.NumberType;
import io.armorer.toolbox.json.StrictJson;

/** What all binders of a toolbox read with. */
final class ReadingTools {

	private final StrictJson json;

	private final ArgumentConstraints constraints;

	private final BindingOptions options;

	private final boolean schemaAlone;

	private final ValueTree values;

	private final JsonFactory factory;

	private final ObjectReader trees;

	/**
	 * Tools for a toolbox.
	 * @param mapper the application's mapper
	 * @param constraints checks what annotations demand
	 * @param options the limits
	 * @param schemaAlone whether nobody but the schema knows the constraints
	 */
	ReadingTools(JsonMapper mapper, ArgumentConstraints constraints, BindingOptions options, boolean schemaAlone) {
		this.json = new StrictJson(mapper, new ConstraintGuard(constraints));
		this.constraints = constraints;
		this.options = options;
		this.schemaAlone = schemaAlone;
		this.values = new ValueTree(mapper, options);
		this.factory = JsonFactory.builder()
			.recyclerPool(JsonBuffers.shared())
			.streamReadConstraints(StreamReadConstraints.builder()
				.maxNestingDepth(options.maxDepth())
				.maxNumberLength(NumberType.MAX_EXPONENT)
				.build())
			.enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
			.disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
			.build();
		this.trees = this.json.mapper().readerFor(JsonNode.class);
	}

	StrictJson json() {
		return this.json;
	}

	ArgumentConstraints constraints() {
		return this.constraints;
	}

	BindingOptions options() {
		return this.options;
	}

	boolean schemaAlone() {
		return this.schemaAlone;
	}

	ValueTree values() {
		return this.values;
	}

	JsonParser parser(byte[] json) {
		return this.factory.createParser(ObjectReadContext.empty(), json);
	}

	JsonParser parser(ObjectNode json) {
		return this.json.mapper().treeAsTokens(json);
	}

	/**
	 * Parse a text.
	 * @param json the text
	 * @return the JSON
	 * @throws InvalidArgumentsException if it is none
	 */
	JsonNode parse(byte[] json) {
		try (JsonParser parser = parser(json)) {
			return this.trees.readValue(parser);
		}
		catch (JacksonException ex) {
			throw Unreadable.text(ex, this.options);
		}
	}

	/**
	 * Parse a text that may be something else.
	 * @param json the text
	 * @return the JSON, or {@code null} if it is none
	 */
	@Nullable JsonNode tryToParse(String json) {
		try {
			return parse(ArgumentText.encode(json, this.options.maxLength()));
		}
		catch (InvalidArgumentsException ex) {
			return null;
		}
	}

}
