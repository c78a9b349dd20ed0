package io.armorer.middleware;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.BaseStream;

import org.jspecify.annotations.Nullable;

/**
 * Takes the elements of a stream on the calling thread. Looks between two elements
 * whether there is still somebody to take them for.
 */
final class StreamItems implements Consumer<Object> {

	private final ToolInvocation call;

	private final Items items;

	private final @Nullable ItemReceiver receiver;

	private @Nullable TimeoutException late;

	private StreamItems(ToolInvocation call, Items items, @Nullable ItemReceiver receiver) {
		this.call = call;
		this.items = items;
		this.receiver = receiver;
	}

	/**
	 * Walk a stream.
	 * @return the elements, or {@code null} if a receiver got them
	 */
	static @Nullable List<Object> collect(BaseStream<?, ?> stream, ToolInvocation call, int maxItems,
			@Nullable ItemReceiver receiver) throws TimeoutException {
		Items items = new Items("The tool '" + call.tool().name() + "'", maxItems, call::abandon);
		StreamItems consumer = new StreamItems(call, items, receiver);
		try (stream) {
			// An iterator would buffer what flatMap gives, endless as it may be.
			stream.spliterator().forEachRemaining(consumer);
		}
		catch (CancellationException ex) {
			if (consumer.late != null) {
				throw consumer.late;
			}
			throw ex;
		}
		return (receiver != null) ? null : items.toList();
	}

	@Override
	public void accept(Object item) {
		if (this.call.context().isCancelled() || Thread.currentThread().isInterrupted()) {
			throw new CancellationException("The caller gave up");
		}
		Duration remaining = Awaiting.remaining(this.call);
		if (remaining != null && remaining.isNegative()) {
			this.late = Awaiting.late(this.call);
			this.call.abandon(this.late);
			throw new CancellationException("The deadline of the call passed");
		}
		if (this.receiver != null) {
			this.receiver.take(item);
		}
		else {
			this.items.add(item);
		}
	}

}
