package io.armorer.middleware.flight;

import java.lang.reflect.Proxy;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.armorer.middleware.ToolInvocation;
import io.armorer.testing.TestInvocation;
import io.armorer.tool.ToolContext;

/** A call that another makes. */
class NestedInvocation extends TestInvocation {

	private final ToolInvocation parent;

	NestedInvocation(ToolInvocation parent) {
		this(parent, parent.arguments());
	}

	NestedInvocation(ToolInvocation parent, Map<String, @Nullable Object> arguments) {
		super(parent.tool(), arguments, parent.context());
		this.parent = parent;
	}

	@Override
	public boolean isWithin(ToolInvocation other) {
		return this == other || this.parent.isWithin(other);
	}

	@Override
	public ToolContext context() {
		ToolContext own = super.context();
		return (ToolContext) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] { ToolContext.class },
				(proxy, method, arguments) -> method.getName().equals("parentCallId") ? "parent"
						: method.invoke(own, arguments));
	}

}
