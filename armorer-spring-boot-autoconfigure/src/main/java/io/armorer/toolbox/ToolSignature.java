package io.armorer.toolbox;

import java.lang.reflect.Type;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import io.armorer.tool.ToolParameter;
import io.armorer.toolbox.binding.ArgumentBinder;
import io.armorer.toolbox.binding.BoundArguments;

/**
 * What a tool takes.
 *
 * @param inputType the type of the input; {@code Map} where each parameter is bound by
 * itself
 * @param parameters the parameters of the method, or the components of the one input
 * @param arity how many arguments the method takes
 * @param contextIndex where it takes the context, or -1
 * @param binder binds what a model wrote
 * @param components names the parts of the one input, or {@code null} where each
 * parameter is bound by itself
 * @param outputType the type that a Java caller gets
 */
record ToolSignature(Type inputType, List<ToolParameter> parameters, int arity, int contextIndex, ArgumentBinder binder,
		@Nullable Function<Object, Map<String, @Nullable Object>> components, Type outputType) {

	/** The method's arguments, with gaps for what is injected. */
	@Nullable Object[] positional(BoundArguments bound) {
		return (this.components != null) ? positional(bound.value()) : bound.values();
	}

	/** The method's arguments for its one input. */
	@Nullable Object[] positional(Object input) {
		@Nullable Object[] arguments = new @Nullable Object[this.arity];
		if (this.arity > 0) {
			arguments[0] = input;
		}
		return arguments;
	}

	/** The arguments by name. */
	Map<String, @Nullable Object> named(@Nullable Object[] values) {
		if (this.components != null) {
			Object input = (values.length > 0) ? values[0] : null;
			Map<String, @Nullable Object> named = (input != null) ? this.components.apply(input)
					: new LinkedHashMap<>();
			return Collections.unmodifiableMap(named);
		}
		return new NamedArguments(this.parameters, values);
	}

}
