package io.armorer.middleware;

import java.lang.reflect.Method;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;

import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;

import io.armorer.tool.CurrentCall;
import io.armorer.tool.ToolContext;

/**
 * Stands around a tool's bean and runs the chain, exactly once per call however the call
 * comes in. A call by name has been opened by the toolbox, and is claimed here; any other
 * is a plain Java call, and is opened here.
 */
public final class ToolInterceptor implements MethodInterceptor {

	private final Supplier<CallRuntime> runtime;

	private final Function<Method, @Nullable ToolBinding> bindings;

	private final Map<Method, Optional<ToolBinding>> known = new ConcurrentHashMap<>();

	/**
	 * An interceptor for one bean.
	 * @param runtime what all calls share; asked when the first call comes in
	 * @param bindings finds the tool behind a method of the bean; asked once per method,
	 * when its first call comes in
	 */
	public ToolInterceptor(Supplier<CallRuntime> runtime, Function<Method, @Nullable ToolBinding> bindings) {
		this.runtime = runtime;
		this.bindings = bindings;
	}

	@Override
	public @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
		ToolBinding binding = binding(invocation.getMethod());
		if (binding == null) {
			return invocation.proceed();
		}
		ToolContext current = CurrentCall.get();
		if (current instanceof ActiveCall call && call.claim(binding)) {
			return call.run(binding, invocation);
		}
		ActiveCall call = new ActiveCall(this.runtime.get(), binding.tool(), binding, null,
				explicitContext(binding, invocation), current);
		call.claim(binding);
		CurrentCall.set(call);
		try {
			return call.run(binding, invocation);
		}
		finally {
			CurrentCall.set(current);
		}
	}

	private @Nullable ToolBinding binding(Method method) {
		Optional<ToolBinding> binding = this.known.get(method);
		if (binding == null) {
			binding = Optional.ofNullable(this.bindings.apply(method));
			this.known.put(method, binding);
		}
		return binding.orElse(null);
	}

	private static @Nullable ToolContext explicitContext(ToolBinding binding, MethodInvocation invocation) {
		int index = binding.contextIndex();
		return (index >= 0) ? (ToolContext) invocation.getArguments()[index] : null;
	}

}
