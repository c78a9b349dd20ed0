package io.armorer.toolbox.binding;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import jakarta.validation.Validation;
import jakarta.validation.Validator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.core.MethodParameter;

import io.armorer.tool.Injected;
import io.armorer.tool.JsonSchema;
import io.armorer.tool.ToolArguments;
import io.armorer.tool.ToolParam;
import io.armorer.tool.ToolParameter;
import io.armorer.toolbox.json.ParameterElement;
import io.armorer.toolbox.schema.SchemaGenerator;

/** A method whose arguments are to be bound, for tests. */
final class BoundMethod {

	static final Validator VALIDATOR = Validation.buildDefaultValidatorFactory().getValidator();

	private static final JsonMapper MAPPER = JsonMapper.builder().build();

	private final JsonSchema schema;

	private final ArgumentBinder binder;

	private BoundMethod(Class<?> type, String name, ArgumentConstraints constraints, BindingOptions options) {
		Method method = Arrays.stream(type.getMethods())
			.filter((candidate) -> candidate.getName().equals(name))
			.findFirst()
			.orElseThrow();
		List<ToolParameter> parameters = parameters(method);
		this.schema = new SchemaGenerator(MAPPER).forParameters(parameters);
		this.binder = new ArgumentBinders(MAPPER, constraints, options).forParameters(parameters, this.schema, method,
				type);
	}

	static BoundMethod of(Class<?> type, String name) {
		return new BoundMethod(type, name, new JakartaConstraints(VALIDATOR), BindingOptions.DEFAULTS);
	}

	static BoundMethod of(Class<?> type, String name, BindingOptions options) {
		return new BoundMethod(type, name, new JakartaConstraints(VALIDATOR), options);
	}

	static BoundMethod withoutValidator(Class<?> type, String name) {
		return new BoundMethod(type, name, ArgumentConstraints.none(), BindingOptions.DEFAULTS);
	}

	static List<ToolParameter> parameters(Method method) {
		List<ToolParameter> parameters = new ArrayList<>();
		for (int i = 0; i < method.getParameterCount(); i++) {
			ToolParam param = method.getParameters()[i].getAnnotation(ToolParam.class);
			String name = (param != null && !param.name().isEmpty()) ? param.name()
					: method.getParameters()[i].getName();
			parameters.add(new ToolParameter(i, name, method.getGenericParameterTypes()[i],
					ParameterElement.of(new MethodParameter(method, i)),
					method.getParameterTypes()[i].isAnnotationPresent(Injected.class)));
		}
		return parameters;
	}

	String schema() {
		return this.schema.json();
	}

	BoundArguments json(@Nullable String json) {
		return this.binder.bind(new ToolArguments.Json(json));
	}

	BoundArguments values(Map<String, ? extends @Nullable Object> values) {
		return this.binder.bind(new ToolArguments.Values(values));
	}

	/** What is wrong with arguments, each as its pointer and message. */
	List<String> faults(@Nullable String json) {
		return faults(new ToolArguments.Json(json));
	}

	List<String> faults(Map<String, ? extends @Nullable Object> values) {
		return faults(new ToolArguments.Values(values));
	}

	private List<String> faults(ToolArguments arguments) {
		try {
			this.binder.bind(arguments);
			return List.of();
		}
		catch (InvalidArgumentsException ex) {
			return ex.issues().stream().map(ArgumentIssue::text).toList();
		}
	}

}
