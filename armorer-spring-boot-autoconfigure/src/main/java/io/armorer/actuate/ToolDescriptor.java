package io.armorer.actuate;

import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

import io.armorer.middleware.ChainLink;
import io.armorer.tool.JsonSchema;
import io.armorer.tool.Tool;
import io.armorer.tool.ToolDefinition;
import io.armorer.tool.ToolParameter;

/**
 * A tool as its page of the endpoint shows it.
 *
 * @param name the name that a model calls it by
 * @param title a name for people, or {@code null}
 * @param description what it does, written for the model
 * @param tags words to find it by
 * @param version the version of its contract, or {@code null}
 * @param effect what a call does to the world
 * @param dangerous whether a call needs more than ordinary trust
 * @param timeoutMs how long one attempt may take, in milliseconds, or {@code null}
 * @param fallback the names of the tools to try when it fails
 * @param dependsOn the names of the tools that must have succeeded before
 * @param calls the number of calls by outcome since start-up
 * @param status what the other sections say of it
 * @param chain the middleware around it, outermost first, or {@code null} where nobody
 * knows
 * @param parameters the parameters of the method behind it
 * @param inputSchema the JSON schema of its arguments, as an object
 * @param outputSchema the JSON schema of its value, as an object, or {@code null}
 */
public record ToolDescriptor(String name, @Nullable String title, String description, Set<String> tags,
		@Nullable String version, String effect, boolean dangerous, @Nullable Long timeoutMs, List<String> fallback,
		List<String> dependsOn, Map<String, Long> calls, Map<String, Object> status, @Nullable List<ChainLink> chain,
		List<ParameterDescriptor> parameters, Object inputSchema, @Nullable Object outputSchema) {

	private static final JsonMapper MAPPER = JsonMapper.builder().build();

	static ToolDescriptor of(Tool tool, Map<String, Long> calls, Map<String, Object> status,
			@Nullable List<ChainLink> chain) {
		ToolDefinition definition = tool.definition();
		JsonSchema output = definition.outputSchema();
		return new ToolDescriptor(tool.name(), definition.title(), definition.description(), definition.tags(),
				definition.version(), SectionRequest.spelled(definition.effect()), definition.dangerous(),
				(definition.timeout() != null) ? definition.timeout().toMillis() : null, definition.fallback(),
				definition.dependsOn(), calls, status, chain,
				tool.parameters().stream().map(ParameterDescriptor::of).toList(), object(definition.inputSchema()),
				(output != null) ? object(output) : null);
	}

	// A schema that is no JSON, or that nobody generated yet, is no reason to hide the
	// tool.
	private static Object object(JsonSchema schema) {
		if (schema.isPending()) {
			return Map.of();
		}
		String json = schema.json();
		try {
			return MAPPER.readValue(json, Object.class);
		}
		catch (JacksonException ex) {
			return json;
		}
	}

	/**
	 * A parameter of the method behind a tool.
	 *
	 * @param name its name in the JSON arguments
	 * @param type its Java type
	 * @param injected whether the library supplies it, so that no model does
	 */
	public record ParameterDescriptor(String name, String type, boolean injected) {

		static ParameterDescriptor of(ToolParameter parameter) {
			Type type = parameter.type();
			return new ParameterDescriptor(parameter.name(), type.getTypeName(), parameter.injected());
		}

	}

}
