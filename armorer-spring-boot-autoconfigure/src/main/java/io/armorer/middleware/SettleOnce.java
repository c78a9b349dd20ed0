package io.armorer.middleware;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;

import org.jspecify.annotations.Nullable;

/**
 * Lets only the first of those that race to settle a result tell the listener.
 */
final class SettleOnce extends AtomicBoolean {

	private static final long serialVersionUID = 1L;

	private final transient Settlement.Listener listener;

	private transient @Nullable RuntimeException refusal;

	SettleOnce(Settlement.Listener listener) {
		this.listener = listener;
	}

	boolean succeeded(@Nullable Object value) {
		return settle(value, null);
	}

	boolean failed(Throwable failure) {
		return settle(null, unwrap(failure));
	}

	boolean cancelled(@Nullable Throwable cause) {
		if (get()) {
			return false;
		}
		CancellationException cancellation = new CancellationException("The caller gave up");
		cancellation.initCause(cause);
		return settle(null, cancellation);
	}

	private boolean settle(@Nullable Object value, @Nullable Throwable failure) {
		if (!compareAndSet(false, true)) {
			return false;
		}
		if (this.listener instanceof Settlement.Gate gate) {
			this.refusal = Settlement.ask(gate, value, failure);
		}
		else {
			Settlement.tell(this.listener, value, failure);
		}
		return true;
	}

	/**
	 * What the result fails with in place of what it settled with. For the one who
	 * settled it.
	 */
	@Nullable RuntimeException refusal() {
		return this.refusal;
	}

	/**
	 * What a future's own dependents get to see of a failure is wrapped once per step.
	 */
	static Throwable unwrap(Throwable failure) {
		Throwable unwrapped = failure;
		while (unwrapped instanceof CompletionException && unwrapped.getCause() != null) {
			unwrapped = unwrapped.getCause();
		}
		return unwrapped;
	}

}
