package io.armorer.actuate;

import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.EndpointId;
import org.springframework.boot.actuate.endpoint.InvocationContext;
import org.springframework.boot.actuate.endpoint.OperationArgumentResolver;
import org.springframework.boot.actuate.endpoint.OperationType;
import org.springframework.boot.actuate.endpoint.SecurityContext;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.invoke.OperationInvoker;
import org.springframework.boot.actuate.endpoint.invoke.OperationInvokerAdvisor;
import org.springframework.boot.actuate.endpoint.invoke.OperationParameter;
import org.springframework.boot.actuate.endpoint.invoke.OperationParameters;

/**
 * Gives the operations of the armorer endpoint all arguments of a request at once. Spring
 * hands an operation only those that it declares by name, and which those are only a
 * section knows.
 */
public final class RequestArgumentsAdvisor implements OperationInvokerAdvisor {

	@Override
	public OperationInvoker apply(EndpointId endpointId, OperationType operationType, OperationParameters parameters,
			OperationInvoker invoker) {
		boolean asked = parameters.stream().anyMatch((parameter) -> parameter.getType() == RequestArguments.class);
		if (!asked) {
			return invoker;
		}
		return (context) -> invoker.invoke(withArguments(context, parameters));
	}

	private static InvocationContext withArguments(InvocationContext context, OperationParameters parameters) {
		Map<String, @Nullable Object> values = new LinkedHashMap<>(context.getArguments());
		for (OperationParameter parameter : parameters) {
			if (parameter.getAnnotation(Selector.class) != null) {
				values.remove(parameter.getName());
			}
		}
		RequestArguments arguments = new RequestArguments(values);
		return new InvocationContext(security(context), context.getArguments(),
				OperationArgumentResolver.of(RequestArguments.class, () -> arguments));
	}

	private static SecurityContext security(InvocationContext context) {
		SecurityContext security = context.resolveArgument(SecurityContext.class);
		return (security != null) ? security : SecurityContext.NONE;
	}

}
