package io.armorer.pattern.circuit;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import io.armorer.event.CircuitStateChanged;

/**
 * Tells of one circuit's transitions: each once, in their order, one at a time, and never
 * under the circuit's lock.
 */
final class Announcements {

	private final Queue<CircuitStateChanged> queue = new ConcurrentLinkedQueue<>();

	private final AtomicInteger callers = new AtomicInteger();

	private final Consumer<CircuitStateChanged> audience;

	/**
	 * Announcements to an audience.
	 * @param audience told of each transition; must not throw
	 */
	Announcements(Consumer<CircuitStateChanged> audience) {
		this.audience = audience;
	}

	/** Note a transition, under the lock that orders them. */
	void add(CircuitStateChanged event) {
		this.queue.add(event);
	}

	/**
	 * Tell of what was noted, without the lock. If another thread is telling already, it
	 * tells of the rest as well; likewise if a listener causes the next transition.
	 */
	void tell() {
		if (this.queue.isEmpty() || this.callers.getAndIncrement() > 0) {
			return;
		}
		// Whoever was interrupted may still be the one to tell, and listeners may block.
		boolean interrupted = Thread.interrupted();
		try {
			int heard = 1;
			while (heard > 0) {
				tellAll();
				heard = this.callers.addAndGet(-heard);
			}
		}
		finally {
			if (interrupted) {
				Thread.currentThread().interrupt();
			}
		}
	}

	private void tellAll() {
		for (@Nullable
		CircuitStateChanged event = this.queue.poll(); event != null; event = this.queue.poll()) {
			this.audience.accept(event);
		}
	}

}
