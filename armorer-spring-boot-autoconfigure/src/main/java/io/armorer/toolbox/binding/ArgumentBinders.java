package io.armorer.toolbox.binding;

import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.List;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.util.ClassUtils;

import io.armorer.tool.JsonSchema;
import io.armorer.tool.ToolParameter;

/**
 * Makes the binders of a toolbox, one per tool. Safe for use by many threads.
 */
public final class ArgumentBinders {

	private final ReadingTools tools;

	/**
	 * Binders that read as a mapper would, only strictly.
	 * @param mapper the application's mapper
	 * @param constraints checks what annotations demand
	 * @param options limits, and whether to repair
	 */
	public ArgumentBinders(JsonMapper mapper, ArgumentConstraints constraints, BindingOptions options) {
		boolean schemaAlone = constraints == NoConstraints.INSTANCE
				&& ClassUtils.isPresent("jakarta.validation.Constraint", ArgumentBinders.class.getClassLoader());
		this.tools = new ReadingTools(mapper, constraints, options, schemaAlone);
	}

	/**
	 * Make the binder of a method: one value per parameter, in their order.
	 * @param parameters the parameters
	 * @param schema the schema of the arguments
	 * @param method the method, whose parameters may carry constraints, or {@code null}
	 * @param targetType the class of the bean behind any proxy, or {@code null} for the
	 * class that declares the method
	 * @return the binder
	 * @throws IllegalArgumentException if a parameter is of a type that can't be read
	 * from JSON
	 */
	public ArgumentBinder forParameters(List<ToolParameter> parameters, JsonSchema schema, @Nullable Method method,
			@Nullable Class<?> targetType) {
		ArgumentConstraints.ParameterCheck check = (method != null) ? this.tools.constraints()
			.forMethod(method, (targetType != null) ? targetType : method.getDeclaringClass()) : null;
		return new PlannedBinder(new ParameterPlan(parameters, this.tools.json()), this.tools, new SchemaCheck(schema),
				false, check);
	}

	/**
	 * Make the binder of a tool that takes all arguments as one value.
	 * @param type the type of the value; {@code Map} means values by name
	 * @param schema the schema of the arguments
	 * @param handWrittenSchema whether the schema says more, or other things, than the
	 * type, so that arguments are always checked against it
	 * @return the binder
	 * @throws IllegalArgumentException if the type can't be read from JSON, or a
	 * hand-written schema is no schema of an object
	 */
	public ArgumentBinder forWholeInput(Type type, JsonSchema schema, boolean handWrittenSchema) {
		SchemaCheck check = handWrittenSchema ? SchemaCheck.handWritten(schema) : new SchemaCheck(schema);
		return new PlannedBinder(new WholePlan(type, this.tools.json()), this.tools, check, handWrittenSchema, null);
	}

}
