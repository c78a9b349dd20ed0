package io.armorer.middleware;

import java.util.ArrayList;
import java.util.List;

import io.armorer.config.ArmorerConfigurationException;
import io.armorer.tool.Tool;

/**
 * The chain of one tool: the middleware that applies to it, outermost first, and the
 * handler that is all of them around the tool's own body.
 */
public final class ToolChain {

	private static final ToolHandler BODY = (call) -> (call instanceof SuppliedCall supplied) ? supplied.proceed()
			: ((ActiveCall) call).proceed();

	private final ToolHandler handler;

	private final List<OrderedMiddleware> applied;

	private ToolChain(ToolHandler handler, List<OrderedMiddleware> applied) {
		this.handler = handler;
		this.applied = applied;
	}

	/**
	 * Build the chain of a tool.
	 * @param tool the tool
	 * @param middleware all middleware, outermost first
	 * @return the chain, with what applies to the tool
	 */
	public static ToolChain of(Tool tool, List<OrderedMiddleware> middleware) {
		ToolHandler handler = BODY;
		List<OrderedMiddleware> applied = new ArrayList<>();
		for (int i = middleware.size() - 1; i >= 0; i--) {
			OrderedMiddleware outer = middleware.get(i);
			ToolHandler wrapped = apply(outer, tool, handler);
			if (wrapped != handler) {
				applied.add(0, outer);
				handler = wrapped;
			}
		}
		return new ToolChain(handler, List.copyOf(applied));
	}

	// the bean is the application's: it may do what its contract forbids
	@SuppressWarnings("NullAway")
	private static ToolHandler apply(OrderedMiddleware outer, Tool tool, ToolHandler next) {
		ToolHandler wrapped;
		try {
			wrapped = outer.middleware().apply(tool, next);
		}
		catch (ArmorerConfigurationException ex) {
			throw ex;
		}
		catch (RuntimeException ex) {
			throw new InvalidMiddlewareException("The middleware '" + outer.name() + "' failed when it was applied to "
					+ "the tool '" + tool.name() + "': " + ex, "Correct the middleware's apply method.", ex);
		}
		if (wrapped == null) {
			throw new InvalidMiddlewareException(
					"The middleware '" + outer.name() + "' returned null when it was " + "applied to the tool '"
							+ tool.name() + "'.",
					"Return next from apply where the middleware has nothing to do.", null);
		}
		return wrapped;
	}

	/**
	 * Return what handles a call.
	 * @return the outermost link
	 */
	public ToolHandler handler() {
		return this.handler;
	}

	/**
	 * Return the middleware that applies to the tool.
	 * @return the middleware, outermost first
	 */
	public List<OrderedMiddleware> applied() {
		return this.applied;
	}

	/**
	 * A middleware and where it stands.
	 *
	 * @param name the bean's name
	 * @param order its Spring order
	 * @param middleware the middleware
	 */
	public record OrderedMiddleware(String name, int order, ToolMiddleware middleware) {

	}

}
