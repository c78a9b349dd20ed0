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
		return (arguments) -> new BoundArguments(new @Nullable Object[parameters.size()]);
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
		return (arguments) -> new BoundArguments(new @Nullable Object[] { java.util.Map.of() });
	}

}
