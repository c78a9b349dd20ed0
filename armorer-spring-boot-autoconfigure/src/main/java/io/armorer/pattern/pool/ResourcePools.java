package io.armorer.pattern.pool;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.SmartLifecycle;

import io.armorer.tool.TimeSource;

/**
 * All pools by name. At shutdown, waits for the resources in use as long as Spring lets
 * it ({@code spring.lifecycle.timeout-per-shutdown-phase}), after the web server has
 * stopped; then destroys all of them and fails those who wait.
 */
public final class ResourcePools implements SmartLifecycle, DisposableBean {

	/**
	 * After the web server, which stops gracefully 1024 and for good 2048 phases below.
	 */
	private static final int PHASE = SmartLifecycle.DEFAULT_PHASE - 4096;

	private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

	private final Map<String, ResourcePool<?>> byName = new TreeMap<>();

	private final Map<String, Class<?>> types = new TreeMap<>();

	private @Nullable ScheduledExecutorService upkeep;

	private volatile boolean running;

	private volatile boolean destroyed;

	/**
	 * A pool for each factory.
	 * @param factories the factories
	 * @param options the options by the name of the pool, in any form that Spring Boot
	 * takes for the same
	 * @param time the time
	 * @throws InvalidPoolException if there are options for a pool that has no factory
	 * @throws io.armorer.config.InvalidSettingException if an option can't be
	 */
	public ResourcePools(Collection<NamedFactory> factories, Map<String, PoolOptions> options, TimeSource time) {
		options.forEach((key, value) -> value.validate("armorer.pools." + key));
		List<String> unused = new ArrayList<>(options.keySet());
		for (NamedFactory named : factories) {
			String key = options.containsKey(named.name()) ? named.name()
					: options.keySet().stream().filter((each) -> same(each, named.name())).findFirst().orElse("");
			unused.remove(key);
			add(named, named.factory(), options.getOrDefault(key, new PoolOptions()), time);
		}
		if (!unused.isEmpty()) {
			String name = unused.get(0);
			throw new InvalidPoolException(
					"There are settings for a pool '" + name + "', but no bean '" + name
							+ "' of the type ResourceFactory that makes its resources." + known(),
					"Declare such a bean, or remove 'armorer.pools." + name + "'.");
		}
	}

	private <T> void add(NamedFactory named, ResourceFactory<T> factory, PoolOptions options, TimeSource time) {
		this.byName.put(named.name(), new ResourcePool<>(named.name(), factory, options, time));
		if (named.type() != null) {
			this.types.put(named.name(), named.type());
		}
	}

	private static boolean same(String one, String other) {
		return uniform(one).equals(uniform(other));
	}

	private static String uniform(String name) {
		return name.replaceAll("[^A-Za-z0-9]", "").toLowerCase(Locale.ROOT);
	}

	/**
	 * Find a pool.
	 * @param name the name
	 * @return the pool, or empty if there is none of that name
	 */
	public Optional<ResourcePool<?>> find(String name) {
		return Optional.ofNullable(this.byName.get(name));
	}

	/**
	 * Return a pool.
	 * @param <T> the type of its resources
	 * @param name the name
	 * @param type the type of its resources
	 * @return the pool
	 * @throws IllegalArgumentException if there is none of that name, or its resources
	 * are of another type
	 */
	@SuppressWarnings("unchecked")
	public <T> ResourcePool<T> get(String name, Class<T> type) {
		ResourcePool<?> pool = this.byName.get(name);
		if (pool == null) {
			throw new IllegalArgumentException("There is no pool '" + name + "'." + known());
		}
		if (!gives(name, type)) {
			throw new IllegalArgumentException(
					"The pool '" + name + "' holds resources of the type " + typeOf(name) + ", not " + type.getName());
		}
		return (ResourcePool<T>) pool;
	}

	/**
	 * Return how all pools stand.
	 * @return how they are now, in order of their names
	 */
	public List<PoolSnapshot> all() {
		return this.byName.values()
			.stream()
			.<PoolSnapshot>map(ResourcePool::look)
			.sorted(Comparator.comparing(PoolSnapshot::name))
			.toList();
	}

	/** Whether what a pool holds can be used as a type, as far as anybody knows. */
	boolean gives(String name, Class<?> type) {
		Class<?> actual = this.types.get(name);
		return actual == null || type.isAssignableFrom(actual);
	}

	String typeOf(String name) {
		Class<?> type = this.types.get(name);
		return (type != null) ? type.getName() : "?";
	}

	/** A sentence on which pools there are. */
	String known() {
		return this.byName.isEmpty() ? " There are no pools."
				: " There are: " + String.join(", ", this.byName.keySet()) + ".";
	}

	@Override
	public synchronized void start() {
		this.running = true;
		if (this.upkeep == null && !this.byName.isEmpty()) {
			this.upkeep = Executors.newSingleThreadScheduledExecutor((task) -> {
				Thread thread = new Thread(task, "armorer-pools");
				thread.setDaemon(true);
				return thread;
			});
			this.upkeep.scheduleWithFixedDelay(this::keepUp, 0, 1, TimeUnit.SECONDS);
		}
	}

	private void keepUp() {
		this.byName.values().forEach((pool) -> {
			pool.findLeaks();
			pool.tidy();
		});
	}

	@Override
	public void stop() {
		stop(() -> {
		});
	}

	@Override
	public void stop(Runnable callback) {
		this.running = false;
		if (isQuiet()) {
			callback.run();
			return;
		}
		Thread waiter = new Thread(() -> {
			while (!isQuiet() && !this.destroyed) {
				LockSupport.parkNanos(LOOK_NANOS);
			}
			callback.run();
		}, "armorer-pools-shutdown");
		waiter.setDaemon(true);
		waiter.start();
	}

	private boolean isQuiet() {
		return this.byName.values().stream().allMatch(ResourcePool::isQuiet);
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	@Override
	public int getPhase() {
		return PHASE;
	}

	@Override
	public synchronized void destroy() {
		this.destroyed = true;
		if (this.upkeep != null) {
			this.upkeep.shutdownNow();
		}
		this.byName.values().forEach(ResourcePool::close);
	}

}
