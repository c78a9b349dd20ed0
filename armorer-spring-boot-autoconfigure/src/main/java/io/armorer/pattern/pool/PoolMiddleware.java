package io.armorer.pattern.pool;

import java.util.Collections;
import java.util.List;
import java.util.Map;

import org.springframework.core.Ordered;

import io.armorer.config.ToolSettings;
import io.armorer.middleware.ToolHandler;
import io.armorer.middleware.ToolMiddleware;
import io.armorer.tool.Tool;

/**
 * Leases the resources that a tool's {@link Pooled} parameters ask for, and returns them
 * when its result settles.
 */
public final class PoolMiddleware implements ToolMiddleware, Ordered {

	private final ResourcePools pools;

	private final ToolSettings settings;

	private final int order;

	/**
	 * A middleware.
	 * @param pools the pools
	 * @param settings the settings, for all tools and for one
	 */
	public PoolMiddleware(ResourcePools pools, ToolSettings settings) {
		this.pools = pools;
		this.settings = settings;
		this.order = settings.forAll("pool", PoolSettings::new).getOrder();
	}

	@Override
	public int getOrder() {
		return this.order;
	}

	@Override
	public ToolHandler apply(Tool tool, ToolHandler next) {
		List<PooledParameter> parameters = PooledParameter.of(tool);
		if (parameters.isEmpty() || !this.settings.forToolOrAll(tool.name(), "pool", PoolSettings::new).isEnabled()) {
			return next;
		}
		List<PoolHandler.Source<?>> sources = parameters
			.stream().<PoolHandler.Source<?>>map((parameter) -> source(tool, parameter, parameters)).toList();
		return new PoolHandler(sources, next);
	}

	private PoolHandler.Source<?> source(Tool tool, PooledParameter parameter, List<PooledParameter> all) {
		String name = parameter.pool();
		String where = "Parameter '" + parameter.name() + "' of tool '" + tool.name() + "'";
		ResourcePool<?> pool = this.pools.find(name)
			.orElseThrow(() -> new InvalidPoolException(
					where + " wants a resource of the pool '" + name + "', which does not exist." + this.pools.known(),
					"Correct the name in @Pooled, or declare a ResourceFactory bean named '" + name + "'."));
		if (!this.pools.gives(name, parameter.type())) {
			throw new InvalidPoolException(
					where + " is of the type " + parameter.type().getName() + ", but the pool '" + name
							+ "' holds resources of the type " + this.pools.typeOf(name) + ".",
					"Change the type of the parameter, or name another pool in @Pooled.");
		}
		int wanted = Collections.frequency(all.stream().map(PooledParameter::pool).toList(), name);
		if (wanted > pool.look().maxSize()) {
			throw new InvalidPoolException(
					"Tool '" + tool.name() + "' wants " + wanted + " resources of the pool '" + name
							+ "' at once, which has no more than " + pool.look().maxSize() + ".",
					"Raise 'armorer.pools." + name + ".max-size', or remove a parameter.");
		}
		return source(parameter.index(), pool);
	}

	private static <T> PoolHandler.Source<T> source(int index, ResourcePool<T> pool) {
		return new PoolHandler.Source<>(index, pool);
	}

	@Override
	public Map<String, Object> describe(Tool tool) {
		return Map.of("pools", PooledParameter.of(tool).stream().map(PooledParameter::pool).distinct().toList());
	}

}
