package io.armorer.redact;

import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.List;

import io.armorer.tool.Tool;
import io.armorer.tool.ToolContext;
import io.armorer.tool.ToolDefinition;
import io.armorer.tool.ToolParameter;

/** A tool with a method behind it, as far as redaction looks. */
record MethodTool(ToolDefinition definition, List<ToolParameter> parameters) implements Tool {

	static Tool of(Method method) {
		List<ToolParameter> parameters = new ArrayList<>();
		for (Parameter parameter : method.getParameters()) {
			parameters.add(new ToolParameter(parameters.size(), parameter.getName(), parameter.getParameterizedType(),
					parameter, false));
		}
		return new MethodTool(Tool.builder(method.getName()).build((input, context) -> "").definition(), parameters);
	}

	@Override
	public Object call(Object input, ToolContext context) {
		throw new UnsupportedOperationException();
	}

}
