package io.armorer.toolbox.binding;

import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.List;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

import io.armorer.tool.JsonSchema;
import io.armorer.tool.ToolParameter;

/**
 * Makes the binders of a toolbox, one per tool. Safe for use by many threads.
 */
public final class ArgumentBinders {

	private final JsonMapper mapper;

	private final ArgumentConstraints constraints;

	private final BindingOptions options;

	/**
	 * Binders that read as a mapper would, only strictly.
	 * @param mapper the application's mapper
	 * @param constraints checks what annotations demand
	 * @param options limits, and whether to repair
	 */
	public ArgumentBinders(JsonMapper mapper, ArgumentConstraints constraints, BindingOptions options) {
		this.mapper = mapper;
		this.constraints = constraints;
		this.options = options;
	}

	/**
	 * Make the binder of a method: one value per parameter, in their order.
	 * @param parameters the parameters
	 * @param schema the schema of the arguments
	 * @param method the method, whose parameters may carry constraints, or {@code null}
	 * @param targetType the class of the bean behind any proxy, or {@code null}
	 * @return the binder
	 */
	public ArgumentBinder forParameters(List<ToolParameter> parameters, JsonSchema schema, @Nullable Method method,
			@Nullable Class<?> targetType) {
		return (arguments) -> {
			tools.jackson.databind.JsonNode tree = tree(arguments);
			@Nullable Object[] values = new @Nullable Object[parameters.size()];
			for (ToolParameter parameter : parameters) {
				tools.jackson.databind.JsonNode node = tree.get(parameter.name());
				if (!parameter.injected() && node != null) {
					values[parameter.index()] = this.mapper.treeToValue(node,
							this.mapper.constructType(parameter.type()));
				}
			}
			return new BoundArguments(values);
		};
	}

	/**
	 * Make the binder of a tool that takes all arguments as one value.
	 * @param type the type of the value; {@code Map} means values by name
	 * @param schema the schema of the arguments
	 * @param handWrittenSchema whether the schema says more, or other things, than the
	 * type, so that arguments are always checked against it
	 * @return the binder
	 */
	public ArgumentBinder forWholeInput(Type type, JsonSchema schema, boolean handWrittenSchema) {
		return (arguments) -> new BoundArguments(
				new @Nullable Object[] { this.mapper.treeToValue(tree(arguments), this.mapper.constructType(type)) });
	}

	private tools.jackson.databind.JsonNode tree(io.armorer.tool.ToolArguments arguments) {
		try {
			if (arguments instanceof io.armorer.tool.ToolArguments.Json json) {
				return this.mapper.readTree((json.text() != null) ? json.text() : "{}");
			}
			return this.mapper.valueToTree(((io.armorer.tool.ToolArguments.Values) arguments).values());
		}
		catch (tools.jackson.core.JacksonException ex) {
			throw InvalidArgumentsException.of("The arguments are not JSON.");
		}
	}

}
