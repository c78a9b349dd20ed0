package io.armorer.pattern.session;

import org.springframework.core.Ordered;

import io.armorer.middleware.MiddlewareOrder;
import io.armorer.middleware.ToolHandler;
import io.armorer.middleware.ToolMiddleware;
import io.armorer.tool.Tool;

/**
 * Stands in for the sessions of an application that has switched them off: tools that can
 * do without get none, and tools that can't stop the start-up.
 */
public final class NoSessionMiddleware implements ToolMiddleware, Ordered {

	@Override
	public int getOrder() {
		return MiddlewareOrder.SESSION;
	}

	@Override
	public ToolHandler apply(Tool tool, ToolHandler next) {
		return SessionParameter.without(tool, next, "armorer.session.enabled");
	}

}
