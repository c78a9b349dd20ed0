package io.armorer.middleware.flight;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;

import io.armorer.middleware.Awaiting;
import io.armorer.middleware.CallFingerprint;
import io.armorer.middleware.ToolHandler;
import io.armorer.middleware.ToolInvocation;

/** One run of a tool and those who wait for it. */
final class Flight {

	private final Flights flights;

	private final CallFingerprint key;

	private final ToolInvocation leader;

	private final ToolHandler next;

	private @Nullable Set<CompletableFuture<Landing>> waiting;

	private @Nullable Landing landing;

	// keeps the promise as long as it is being kept
	private volatile @Nullable SharedPromise started;

	Flight(Flights flights, CallFingerprint key, ToolInvocation leader, ToolHandler next) {
		this.flights = flights;
		this.key = key;
		this.leader = leader;
		this.next = next;
	}

	/** Run the tool for the leader. */
	@Nullable Object lead() throws Throwable {
		Object value;
		try {
			value = this.next.handle(this.leader);
		}
		catch (Throwable ex) {
			boolean abandoned = GivingUp.hasGivenUp(this.leader, ex) || Thread.currentThread().isInterrupted();
			end();
			land(abandoned ? Landing.Nothing.ABANDONED : new Landing.Failure(ex));
			throw ex;
		}
		ResultKind kind = ResultKind.of(value);
		if (value != null && (kind == ResultKind.STAGE || kind == ResultKind.MONO)) {
			return promise(value, kind);
		}
		if (kind == ResultKind.ONE_SHOT) {
			this.flights.usedUp();
		}
		end();
		land((kind == ResultKind.ONE_SHOT) ? Landing.Nothing.ONE_SHOT : new Landing.Value(value));
		return value;
	}

	private @Nullable Object promise(Object value, ResultKind kind) throws Throwable {
		SharedPromise promise = (kind == ResultKind.STAGE) ? new SharedStage(this, value) : new SharedMono(this, value);
		Object result = promise.view(this.leader);
		land(new PromiseReference(promise, this, this.flights));
		return (result != Flights.AGAIN) ? result : value;
	}

	/** Get the result for a call that is not the leader. */
	@Nullable Object board(ToolInvocation call) throws Throwable {
		Landing found = await(call);
		if (found instanceof Landing.Value arrived) {
			share(call);
			return arrived.value();
		}
		if (found instanceof Landing.Failure failed) {
			share(call);
			throw failed.failure();
		}
		if (found == Landing.Nothing.ABANDONED) {
			if (this.flights.isRepeatable()) {
				return Flights.AGAIN;
			}
			throw new AbandonedRunException(call.tool().name());
		}
		if (found instanceof PromiseReference reference) {
			SharedPromise promise = reference.get();
			if (promise != null) {
				return promise.view(call);
			}
			end();
			return Flights.AGAIN;
		}
		return this.next.handle(call);
	}

	/**
	 * Wait until the leader returns.
	 * @return how the flight landed, or {@code null} if the call would wait for itself
	 */
	private @Nullable Landing await(ToolInvocation call) throws Throwable {
		if (!Waits.begin(call, this)) {
			return null;
		}
		try {
			CompletableFuture<Landing> landed = new CompletableFuture<>();
			synchronized (this) {
				if (this.landing != null) {
					return this.landing;
				}
				if (this.waiting == null) {
					this.waiting = new LinkedHashSet<>();
				}
				this.waiting.add(landed);
			}
			try {
				return (Landing) Awaiting.await(landed, call, 1);
			}
			finally {
				leave(landed);
			}
		}
		finally {
			Waits.end(call);
		}
	}

	private synchronized void leave(CompletableFuture<Landing> landed) {
		if (this.waiting != null) {
			this.waiting.remove(landed);
		}
	}

	private void land(Landing how) {
		List<CompletableFuture<Landing>> told;
		synchronized (this) {
			this.landing = how;
			if (this.waiting == null) {
				return;
			}
			told = List.copyOf(this.waiting);
		}
		told.forEach((landed) -> landed.complete(how));
	}

	/** From now on, new calls make a flight of their own. */
	void end() {
		this.flights.end(this);
	}

	void share(ToolInvocation call) {
		this.flights.share(call, this.leader);
	}

	void keep(SharedPromise promise) {
		this.started = promise;
	}

	@Nullable Object rejoin(ToolInvocation call) throws Throwable {
		return this.flights.rejoin(this, call);
	}

	CallFingerprint key() {
		return this.key;
	}

	ToolInvocation leader() {
		return this.leader;
	}

	ToolHandler next() {
		return this.next;
	}

	boolean isRepeatable() {
		return this.flights.isRepeatable();
	}

}
