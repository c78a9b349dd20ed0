package io.armorer.middleware;

import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.ProxyMethodInvocation;

/**
 * A call as one attempt at it sees it: with arguments of its own for what the library
 * injects.
 */
final class SuppliedCall extends ForwardingInvocation {

	private final ActiveCall call;

	private final ProxyMethodInvocation target;

	private final @Nullable Object[] arguments;

	SuppliedCall(ActiveCall call, ProxyMethodInvocation target, @Nullable Object[] arguments) {
		super(call);
		this.call = call;
		this.target = target;
		this.arguments = arguments;
	}

	@Nullable Object proceed() throws Throwable {
		MethodInvocation own = this.target.invocableClone();
		System.arraycopy(this.arguments, 0, own.getArguments(), 0, this.arguments.length);
		this.call.reached();
		return own.proceed();
	}

	@Override
	public ToolInvocation supplying(int parameterIndex, @Nullable Object value) {
		@Nullable Object[] copy = this.arguments.clone();
		copy[parameterIndex] = value;
		return new SuppliedCall(this.call, this.target, copy);
	}

	@Override
	public void supply(int parameterIndex, @Nullable Object value) {
		this.arguments[parameterIndex] = value;
	}

}
