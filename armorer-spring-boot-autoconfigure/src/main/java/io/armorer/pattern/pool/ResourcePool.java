package io.armorer.pattern.pool;

import java.time.Duration;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

import org.apache.commons.pool2.impl.GenericObjectPool;
import org.apache.commons.pool2.impl.GenericObjectPoolConfig;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.armorer.middleware.Permits;
import io.armorer.middleware.ToolInvocation;
import io.armorer.tool.CurrentCall;
import io.armorer.tool.TimeSource;
import io.armorer.tool.ToolException;

/**
 * Resources of one kind, of which there are never more than {@code max-size}. Who has a
 * permit may have a resource: an idle one, or a new one. So nobody ever waits for a
 * resource while there is room to make it, whatever became of those before.
 *
 * @param <T> the type of the resources
 */
public final class ResourcePool<T> {

	private static final Logger logger = LoggerFactory.getLogger(ResourcePool.class);

	private static final Duration RETRY = Duration.ofMillis(1);

	private final String name;

	private final PoolOptions options;

	private final TimeSource time;

	private final HeldFactory<T> factory;

	private final GenericObjectPool<Held<T>> resources;

	private final Permits permits;

	private final Set<Lease<T>> leases = ConcurrentHashMap.newKeySet();

	private volatile boolean closed;

	private volatile boolean unready;

	private final LongAdder timeouts = new LongAdder();

	private final LongAdder leaks = new LongAdder();

	ResourcePool(String name, ResourceFactory<T> factory, PoolOptions options, TimeSource time) {
		this.name = name;
		this.options = options;
		this.time = time;
		this.factory = new HeldFactory<>(name, factory, time);
		this.resources = new GenericObjectPool<>(this.factory, config());
		this.permits = new Permits(options.getMaxSize());
	}

	private GenericObjectPoolConfig<Held<T>> config() {
		GenericObjectPoolConfig<Held<T>> config = new GenericObjectPoolConfig<>();
		config.setMaxTotal(this.options.getMaxSize());
		config.setMaxIdle(this.options.getMaxSize());
		config.setMinIdle(this.options.getMinIdle());
		config.setNumTestsPerEvictionRun(this.options.getMaxSize());
		config.setEvictionPolicy((policy, object, idle) -> isStale(object.getObject()));
		// whoever has a permit does not wait
		config.setBlockWhenExhausted(false);
		config.setJmxEnabled(false);
		config.setTestOnReturn(true);
		return config;
	}

	/**
	 * Return the pool's name.
	 * @return the name
	 */
	public String name() {
		return this.name;
	}

	/**
	 * Lease a resource by hand. Within a call, its deadline and its cancellation end the
	 * wait.
	 * @return the resource, to be returned by closing the lease
	 * @throws PoolExhaustedException if none became free in time
	 * @throws ResourceCreationException if one could not be made
	 * @throws CancellationException if the thread was interrupted, or the call cancelled,
	 * while waiting
	 */
	public Lease<T> lease() {
		Throwable here = this.options.getLeakDetection().isZero() ? null
				: new Throwable("The resource was leased here");
		return lease((CurrentCall.get() instanceof ToolInvocation call) ? call : null, here);
	}

	/**
	 * Return how the pool stands.
	 * @return how it is now
	 */
	public PoolSnapshot look() {
		int idle = this.resources.getNumIdle();
		return new PoolSnapshot(this.name, this.options.getMaxSize(), idle + this.resources.getNumActive(), idle,
				this.leases.size(), this.permits.waiting(), this.resources.getCreatedCount(),
				this.resources.getDestroyedCount(), this.timeouts.sum(), this.leaks.sum());
	}

	Lease<T> lease(@Nullable ToolInvocation call, @Nullable Throwable here) {
		awaitTurn(call);
		Held<T> held;
		try {
			held = take();
		}
		catch (Throwable ex) {
			this.permits.release();
			throw ex;
		}
		Lease<T> lease = new Lease<>(this, held, call, here, this.time.nanos());
		this.leases.add(lease);
		if (this.closed && lease.destroy()) {
			throw PoolExhaustedException.closed(this.name);
		}
		return lease;
	}

	private void awaitTurn(@Nullable ToolInvocation call) {
		Permits.Answer answer;
		try {
			answer = this.permits.acquire(call, this.options.getAcquireTimeout());
		}
		catch (InterruptedException ex) {
			throw interrupted();
		}
		switch (answer) {
			case LATE -> throw late();
			case CLOSED -> throw PoolExhaustedException.closed(this.name);
			case CANCELLED ->
				throw new CancellationException("Cancelled while waiting for a resource of pool '" + this.name + "'");
			case GRANTED -> {
				// go on
			}
		}
	}

	/** Get an idle resource that is well, or a new one. The caller has a permit. */
	private Held<T> take() {
		long start = System.nanoTime();
		while (true) {
			Held<T> held = borrow();
			if (held == null) {
				// The pool's own upkeep has the last one in hand for a moment.
				if (System.nanoTime() - start > this.options.getAcquireTimeout().plus(RETRY).toNanos()) {
					throw late();
				}
				LockSupport.parkNanos(RETRY.toNanos());
			}
			else if (held.takeFresh() || isUsable(held)) {
				return held;
			}
			else {
				discard(held);
			}
			if (Thread.currentThread().isInterrupted() && held == null) {
				throw interrupted();
			}
		}
	}

	private @Nullable Held<T> borrow() {
		try {
			return this.resources.borrowObject(RETRY);
		}
		catch (NoSuchElementException ex) {
			return null;
		}
		catch (HeldFactory.CreationFailed ex) {
			Exception reason = ex.reason();
			if (reason instanceof InterruptedException) {
				throw interrupted();
			}
			throw (reason instanceof ToolException told) ? told : new ResourceCreationException(this.name, reason);
		}
		catch (IllegalStateException ex) {
			throw PoolExhaustedException.closed(this.name);
		}
		catch (InterruptedException ex) {
			throw interrupted();
		}
		catch (Exception ex) {
			throw new ResourceCreationException(this.name, ex);
		}
	}

	private boolean isUsable(Held<T> held) {
		return !isStale(held) && (!this.options.isValidateOnAcquire() || this.factory.isWell(held));
	}

	private boolean isStale(Held<T> held) {
		Duration allowed = this.options.getMaxIdleTime();
		return allowed != null && held.idleNanos(this.time.nanos()) > allowed.toNanos();
	}

	private PoolExhaustedException late() {
		this.timeouts.increment();
		return PoolExhaustedException.late(this.name, this.options.getMaxSize(), this.options.getAcquireTimeout());
	}

	private CancellationException interrupted() {
		Thread.currentThread().interrupt();
		return new CancellationException("Interrupted while waiting for a resource of pool '" + this.name + "'");
	}

	/** Give back what a tool had, unless its failure broke it. */
	void settle(Lease<T> lease, @Nullable Throwable failure) {
		if (failure != null && this.factory.isBroken(lease.held(), failure)) {
			lease.destroy();
		}
		else {
			lease.close();
		}
	}

	/** Called once per lease, by the lease. */
	void takeBack(Lease<T> lease, boolean broken) {
		this.leases.remove(lease);
		try {
			if (broken) {
				discard(lease.held());
			}
			else {
				lease.held().rest(this.time.nanos());
				this.resources.returnObject(lease.held());
			}
		}
		finally {
			this.permits.release();
		}
	}

	private void discard(Held<T> held) {
		// Not by invalidateObject, which makes a new resource nobody asked for.
		held.discard();
		this.resources.returnObject(held);
	}

	/** Destroy what has been idle for too long, and keep ready what should be. */
	void tidy() {
		try {
			this.resources.evict();
			this.resources.preparePool();
			this.unready = false;
		}
		catch (HeldFactory.CreationFailed ex) {
			// once, and not each time until it is over
			if (!this.unready) {
				this.unready = true;
				logger.warn("Pool '{}' can't keep {} resources ready", this.name, this.options.getMinIdle(),
						ex.reason());
			}
		}
		catch (Exception ex) {
			logger.warn("Pool '{}' could not be tidied", this.name, ex);
		}
	}

	/** Tell of each lease that has lasted too long, once. */
	void findLeaks() {
		Duration allowed = this.options.getLeakDetection();
		if (allowed.isZero()) {
			return;
		}
		long now = this.time.nanos();
		for (Lease<T> lease : this.leases) {
			if (lease.isSuspect(now, allowed.toNanos())) {
				this.leaks.increment();
				logger.warn("A resource of pool '{}' has been in use for longer than {} by {}, and may be lost",
						this.name, allowed, lease.holder(), lease.takenAt());
			}
		}
	}

	/** Whether nobody has a resource or waits for one. */
	boolean isQuiet() {
		return this.permits.used() == 0 && this.permits.waiting() == 0;
	}

	/** Destroy all resources, also those in use, and fail those who wait. */
	void close() {
		this.closed = true;
		this.permits.close();
		this.resources.close();
		this.leases.forEach(Lease::destroy);
	}

}
