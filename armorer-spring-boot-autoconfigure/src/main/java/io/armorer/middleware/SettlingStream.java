package io.armorer.middleware;

import java.util.Comparator;
import java.util.Spliterator;
import java.util.function.Consumer;
import java.util.stream.BaseStream;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import org.jspecify.annotations.Nullable;

/**
 * Walks a stream and tells the listener when it was walked to its end, failed, or was
 * closed before. Does not split, so the stream stays sequential; does not tell its exact
 * size, as {@code count()} would then never walk it.
 *
 * @param <T> the type of the elements
 */
final class SettlingStream<T> implements Spliterator<T> {

	private final Spliterator<T> source;

	private final SettleOnce once;

	private SettlingStream(Spliterator<T> source, SettleOnce once) {
		this.source = source;
		this.once = once;
	}

	static BaseStream<?, ?> of(BaseStream<?, ?> stream, Settlement.Listener listener) {
		if (stream instanceof IntStream numbers) {
			return settling(numbers.boxed(), listener).mapToInt(Integer::intValue);
		}
		if (stream instanceof LongStream numbers) {
			return settling(numbers.boxed(), listener).mapToLong(Long::longValue);
		}
		if (stream instanceof DoubleStream numbers) {
			return settling(numbers.boxed(), listener).mapToDouble(Double::doubleValue);
		}
		return settling(stream, listener);
	}

	private static <T> Stream<T> settling(BaseStream<T, ?> stream, Settlement.Listener listener) {
		SettleOnce once = new SettleOnce(listener);
		return StreamSupport.stream(new SettlingStream<>(stream.spliterator(), once), false).onClose(() -> {
			try {
				stream.close();
			}
			finally {
				once.cancelled(null);
			}
		});
	}

	@Override
	public boolean tryAdvance(Consumer<? super T> action) {
		Guarded<T> guarded = new Guarded<>(action);
		boolean advanced;
		try {
			advanced = this.source.tryAdvance(guarded);
		}
		catch (Throwable ex) {
			failed(ex, guarded);
			throw ex;
		}
		if (!advanced) {
			succeeded();
		}
		return advanced;
	}

	@Override
	public void forEachRemaining(Consumer<? super T> action) {
		Guarded<T> guarded = new Guarded<>(action);
		try {
			this.source.forEachRemaining(guarded);
		}
		catch (Throwable ex) {
			failed(ex, guarded);
			throw ex;
		}
		succeeded();
	}

	private void succeeded() {
		RuntimeException refusal = this.once.succeeded(null) ? this.once.refusal() : null;
		if (refusal != null) {
			throw refusal;
		}
	}

	private void failed(Throwable failure, Guarded<T> guarded) {
		if (guarded.failure != null) {
			this.once.cancelled(guarded.failure);
			return;
		}
		RuntimeException refusal = this.once.failed(failure) ? this.once.refusal() : null;
		if (refusal != null) {
			throw refusal;
		}
	}

	@Override
	public @Nullable Spliterator<T> trySplit() {
		return null;
	}

	@Override
	public long estimateSize() {
		return this.source.estimateSize();
	}

	@Override
	public int characteristics() {
		return this.source.characteristics() & ~(SIZED | SUBSIZED);
	}

	@Override
	public @Nullable Comparator<? super T> getComparator() {
		return this.source.getComparator();
	}

	/**
	 * Tells a failure of the one who consumes from one of the tool's.
	 */
	private static final class Guarded<T> implements Consumer<T> {

		private final Consumer<? super T> action;

		private @Nullable Throwable failure;

		Guarded(Consumer<? super T> action) {
			this.action = action;
		}

		@Override
		public void accept(T element) {
			try {
				this.action.accept(element);
			}
			catch (Throwable ex) {
				this.failure = ex;
				throw ex;
			}
		}

	}

}
