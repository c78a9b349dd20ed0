package io.armorer.toolbox;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.BeanUtils;
import org.springframework.core.DefaultParameterNameDiscoverer;
import org.springframework.core.GenericTypeResolver;
import org.springframework.core.MethodParameter;
import org.springframework.core.ParameterNameDiscoverer;
import org.springframework.core.ResolvableType;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.annotation.AnnotatedMethod;

import io.armorer.config.InvalidSettingException;
import io.armorer.config.ToolOverrides;
import io.armorer.tool.Injected;
import io.armorer.tool.JsonSchema;
import io.armorer.tool.Tool;
import io.armorer.tool.ToolContext;
import io.armorer.tool.ToolDefinition;
import io.armorer.tool.ToolParam;
import io.armorer.tool.ToolParameter;
import io.armorer.toolbox.binding.ArgumentBinder;
import io.armorer.toolbox.binding.ArgumentBinders;
import io.armorer.toolbox.discovery.InvalidToolException;
import io.armorer.toolbox.discovery.ToolAttributes;
import io.armorer.toolbox.discovery.ToolCandidate;
import io.armorer.toolbox.json.ParameterElement;
import io.armorer.toolbox.schema.SchemaGenerator;

/** Works out what tools take and give: parameters, schemas, binders. */
final class ToolFactory {

	private final SchemaGenerator schemas;

	private final ArgumentBinders binders;

	private final JsonMapper mapper;

	private final Function<String, ToolOverrides> overrides;

	private final ParameterNameDiscoverer names = new DefaultParameterNameDiscoverer();

	/**
	 * A factory.
	 * @param schemas generates schemas
	 * @param binders makes argument binders
	 * @param mapper the application's mapper
	 * @param overrides what properties say of a tool in place of its annotation
	 */
	ToolFactory(SchemaGenerator schemas, ArgumentBinders binders, JsonMapper mapper,
			Function<String, ToolOverrides> overrides) {
		this.overrides = overrides;
		this.schemas = schemas;
		this.binders = binders;
		this.mapper = mapper;
	}

	/** The shape of an annotated tool. */
	Shape shape(ToolCandidate candidate) {
		Method method = candidate.method();
		Class<?> beanClass = candidate.beanType().resolve(Object.class);
		Type resultType = resultType(candidate, beanClass);
		ToolSignature signature;
		JsonSchema input;
		Type wholeType = candidate.functional() ? functionInput(candidate) : null;
		if (wholeType != null && isObject(wholeType)) {
			input = this.schemas.forType(wholeType);
			signature = whole(wholeType, input, false, method.getParameterCount(), resultType);
		}
		else {
			List<ToolParameter> parameters = (wholeType != null) ? functionParameters(candidate, wholeType)
					: parameters(candidate, beanClass);
			input = this.schemas.forParameters(parameters);
			ArgumentBinder binder = this.binders.forParameters(parameters, input,
					candidate.functional() ? null : method, beanClass);
			signature = new ToolSignature(Map.class, parameters, method.getParameterCount(), contextIndex(parameters),
					binder, null, resultType);
		}
		JsonSchema output = this.schemas.forResult(resultType);
		return new Shape(overridden(definition(candidate.attributes(), input, output)), signature);
	}

	/** The shape of a tool object, which may bring its schemas. */
	Shape shape(Tool tool) {
		ToolDefinition own = tool.definition();
		JsonSchema input = own.inputSchema();
		boolean handWritten = !input.isPending();
		if (!handWritten) {
			input = (tool.inputType() == Map.class)
					? JsonSchema.of("{\"type\":\"object\",\"properties\":{},\"additionalProperties\":true}")
					: this.schemas.forType(tool.inputType());
		}
		ToolSignature signature = whole(tool.inputType(), input, handWritten, 2, tool.outputType());
		ToolDefinition definition = new ToolDefinition(own.name(), own.title(), own.description(), own.tags(),
				own.version(), own.effect(), own.dangerous(), own.timeout(), own.fallback(), own.dependsOn(), input,
				own.outputSchema());
		return new Shape(overridden(definition), signature);
	}

	JsonMapper mapper() {
		return this.mapper;
	}

	/** Whether a tool is to be there at all. */
	boolean isEnabled(String name) {
		return !Boolean.FALSE.equals(this.overrides.apply(name).getEnabled());
	}

	private ToolDefinition overridden(ToolDefinition said) {
		ToolOverrides set = this.overrides.apply(said.name());
		Duration timeout = set.getTimeout();
		if (timeout != null && (timeout.isNegative() || timeout.isZero())) {
			throw new InvalidSettingException("armorer.tools." + said.name() + ".timeout",
					"A call can't end within " + timeout + ".", "Give a positive duration, such as 500ms or 5s.");
		}
		return new ToolDefinition(said.name(), either(set.getTitle(), said.title()),
				Objects.requireNonNullElse(set.getDescription(), said.description()),
				(set.getTags() != null) ? new LinkedHashSet<>(set.getTags()) : said.tags(), said.version(),
				Objects.requireNonNullElse(set.getEffect(), said.effect()),
				Objects.requireNonNullElse(set.getDangerous(), said.dangerous()), either(timeout, said.timeout()),
				Objects.requireNonNullElse(set.getFallback(), said.fallback()),
				Objects.requireNonNullElse(set.getDependsOn(), said.dependsOn()), said.inputSchema(),
				said.outputSchema());
	}

	private static <T> @Nullable T either(@Nullable T first, @Nullable T second) {
		return (first != null) ? first : second;
	}

	private ToolSignature whole(Type type, JsonSchema schema, boolean handWritten, int arity, Type outputType) {
		Class<?> raw = ResolvableType.forType(type).resolve(Object.class);
		ArgumentBinder binder = this.binders.forWholeInput(type, schema, handWritten);
		return new ToolSignature(type, WholeInput.parts(raw), arity, (arity > 1) ? 1 : -1, binder,
				WholeInput.namer(raw, this.mapper), outputType);
	}

	private static ToolDefinition definition(ToolAttributes said, JsonSchema input, @Nullable JsonSchema output) {
		return new ToolDefinition(said.name(), said.title(), said.description(), said.tags(), said.version(),
				said.effect(), said.dangerous(), said.timeout(), said.fallback(), said.dependsOn(), input, output);
	}

	private static @Nullable Type functionInput(ToolCandidate candidate) {
		Method method = candidate.method();
		if (method.getParameterCount() == 0) {
			return null;
		}
		ResolvableType function = candidate.beanType().as(method.getDeclaringClass());
		if (method.getParameterCount() == 2 && function.getGeneric(1).resolve() != ToolContext.class) {
			throw new InvalidToolException(
					"@ArmorerTool stands on bean '" + candidate.beanName()
							+ "', a BiFunction whose second input is no ToolContext.",
					"Put the inputs into one record and implement Function, or BiFunction<Input, ToolContext, Output>.");
		}
		ResolvableType input = function.getGeneric(0);
		if (input.resolve() == null) {
			throw new InvalidToolException(
					"@ArmorerTool stands on bean '" + candidate.beanName()
							+ "', a function whose input type can't be told.",
					"Let its @Bean method return the function with its type arguments, such as Function<Order, Receipt>.");
		}
		return input.getType();
	}

	private static boolean isObject(Type type) {
		Class<?> raw = ResolvableType.forType(type).resolve(Object.class);
		return Map.class.isAssignableFrom(raw) || !(BeanUtils.isSimpleProperty(raw) || raw.isArray()
				|| Iterable.class.isAssignableFrom(raw) || raw == Optional.class || raw == Object.class);
	}

	private static List<ToolParameter> functionParameters(ToolCandidate candidate, Type input) {
		List<ToolParameter> parameters = new ArrayList<>();
		parameters.add(new ToolParameter(0, "input", input, AnnotatedElementUtils.forAnnotations(), false));
		if (candidate.method().getParameterCount() == 2) {
			parameters
				.add(new ToolParameter(1, "context", ToolContext.class, AnnotatedElementUtils.forAnnotations(), true));
		}
		return parameters;
	}

	private List<ToolParameter> parameters(ToolCandidate candidate, Class<?> beanClass) {
		List<ToolParameter> parameters = new ArrayList<>();
		for (MethodParameter parameter : new AnnotatedMethod(candidate.method()).getMethodParameters()) {
			AnnotatedElement element = ParameterElement.of(parameter);
			Type type = GenericTypeResolver.resolveType(parameter.getGenericParameterType(), beanClass);
			boolean injected = AnnotatedElementUtils.isAnnotated(element, Injected.class) || AnnotatedElementUtils
				.isAnnotated(parameter.nestedIfOptional().getNestedParameterType(), Injected.class);
			parameters.add(new ToolParameter(parameter.getParameterIndex(), name(candidate, parameter, element), type,
					element, injected));
		}
		return parameters;
	}

	private String name(ToolCandidate candidate, MethodParameter parameter, AnnotatedElement element) {
		ToolParam param = AnnotatedElementUtils.findMergedAnnotation(element, ToolParam.class);
		if (param != null && !param.name().isEmpty()) {
			return param.name();
		}
		@Nullable String @Nullable [] known = this.names.getParameterNames(candidate.method());
		String name = (known != null) ? known[parameter.getParameterIndex()] : null;
		if (name == null) {
			throw new InvalidToolException(
					"The name of parameter " + parameter.getParameterIndex() + " of " + candidate.where()
							+ " can't be told: its class was compiled without parameter names.",
					"Compile with -parameters (Spring Boot's Maven and Gradle plugins do), or name it with @ToolParam.");
		}
		return name;
	}

	private static int contextIndex(List<ToolParameter> parameters) {
		for (ToolParameter parameter : parameters) {
			if (parameter.type() == ToolContext.class) {
				return parameter.index();
			}
		}
		return -1;
	}

	private static Type resultType(ToolCandidate candidate, Class<?> beanClass) {
		if (candidate.functional()) {
			ResolvableType function = candidate.beanType().as(candidate.method().getDeclaringClass());
			int parameters = candidate.method().getParameterCount();
			boolean returns = candidate.method().getReturnType() != void.class;
			ResolvableType result = returns ? function.getGeneric(parameters) : ResolvableType.NONE;
			return (result.resolve() != null) ? result.getType() : void.class;
		}
		return GenericTypeResolver.resolveType(candidate.method().getGenericReturnType(), beanClass);
	}

	/** What a tool says of itself, and what it takes. */
	record Shape(ToolDefinition definition, ToolSignature signature) {

	}

}
