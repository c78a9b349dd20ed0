package io.armorer.pattern.pool;

import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;

import io.armorer.middleware.ToolInvocation;

/**
 * A resource in use. Whoever has it returns it exactly once, by closing the lease:
 * <pre class="code">
 * try (Lease&lt;Connection&gt; lease = pool.lease()) {
 *     lease.get().prepareStatement(…);
 * }
 * </pre>
 *
 * @param <T> the type of the resource
 */
public final class Lease<T> implements AutoCloseable {

	private final ResourcePool<T> pool;

	private final Held<T> held;

	private final @Nullable ToolInvocation call;

	private final @Nullable Throwable takenAt;

	private final long since;

	private final AtomicReference<State> state = new AtomicReference<>(State.OUT);

	private boolean suspected;

	/**
	 * A lease.
	 * @param pool where the resource belongs
	 * @param held the resource
	 * @param call the call that it is for, or {@code null}
	 * @param takenAt the place in the code where it was leased by hand, or {@code null}
	 * @param since when, on the monotonic clock
	 */
	Lease(ResourcePool<T> pool, Held<T> held, @Nullable ToolInvocation call, @Nullable Throwable takenAt, long since) {
		this.pool = pool;
		this.held = held;
		this.call = call;
		this.takenAt = takenAt;
		this.since = since;
	}

	/**
	 * Return the resource.
	 * @return the resource, to be used until the lease is closed
	 * @throws IllegalStateException if the lease is over
	 */
	public T get() {
		if (this.state.get() != State.OUT) {
			throw over();
		}
		return this.held.resource();
	}

	/**
	 * Return the resource to its pool. Does nothing after {@link #invalidate()}, or if
	 * the pool was shut down meanwhile.
	 * @throws IllegalStateException if it was returned before
	 */
	@Override
	public void close() {
		if (this.state.compareAndSet(State.OUT, State.RETURNED)) {
			this.pool.takeBack(this, false);
		}
		else if (!this.state.compareAndSet(State.DESTROYED, State.RETURNED)) {
			throw over();
		}
	}

	/**
	 * Say that the resource is broken: it is destroyed and makes room for another.
	 * @throws IllegalStateException if it was returned before
	 */
	public void invalidate() {
		if (!destroy()) {
			throw over();
		}
	}

	/** Take the resource away from who has it. */
	boolean destroy() {
		boolean first = this.state.compareAndSet(State.OUT, State.DESTROYED);
		if (first) {
			this.pool.takeBack(this, true);
		}
		return first;
	}

	Held<T> held() {
		return this.held;
	}

	@Nullable Throwable takenAt() {
		return this.takenAt;
	}

	/** Whether the lease has lasted too long; says yes once. Asked by one thread. */
	boolean isSuspect(long now, long allowedNanos) {
		if (this.suspected || now - this.since < allowedNanos || this.state.get() != State.OUT) {
			return false;
		}
		this.suspected = true;
		return true;
	}

	/** Who has the resource, for an operator. */
	String holder() {
		return (this.call != null)
				? "call " + this.call.context().callId() + " of tool '" + this.call.tool().name() + "'"
				: "code outside of any call";
	}

	private IllegalStateException over() {
		return new IllegalStateException(
				"The lease of a resource of pool '" + this.pool.name() + "' is over: it was returned before");
	}

	private enum State {

		OUT, DESTROYED, RETURNED

	}

}
