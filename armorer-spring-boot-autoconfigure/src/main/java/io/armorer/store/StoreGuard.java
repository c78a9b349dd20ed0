package io.armorer.store;

import java.time.Instant;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.armorer.tool.TimeSource;

/**
 * Stands between a pattern and its store, and gives the stated answer when the store
 * fails. Failures are counted, and logged when they begin, once a minute while they last,
 * and when they end: a store that is down, or now up and now down, must not fill the disk
 * as well.
 */
public final class StoreGuard {

	private static final Logger logger = LoggerFactory.getLogger(StoreGuard.class);

	private static final long QUIET_NANOS = 60_000_000_000L;

	private final String pattern;

	private final TimeSource time;

	private final LongAdder failures = new LongAdder();

	private volatile boolean failing;

	private volatile @Nullable Instant lastFailure;

	// Both guarded by this.
	private boolean told;

	private long quietUntil;

	/**
	 * A guard.
	 * @param pattern the pattern, such as {@code quota}
	 * @param time the time
	 */
	public StoreGuard(String pattern, TimeSource time) {
		this.pattern = pattern;
		this.time = time;
		this.quietUntil = time.nanos();
	}

	/**
	 * Return whose guard this is.
	 * @return the pattern
	 */
	public String pattern() {
		return this.pattern;
	}

	/**
	 * Ask the store on behalf of a call.
	 * @param <T> the type of the answer
	 * @param answer what becomes of the call if the store fails
	 * @param question asks the store
	 * @return the store's answer; {@code null}, too, where it failed and the call goes on
	 * @throws StoreUnavailableException if the store failed and the call is refused
	 */
	public <T> @Nullable T ask(OnStoreFailure answer, Supplier<@Nullable T> question) {
		return ask(answer, (asked, nothing) -> asked.get(), question, true);
	}

	/**
	 * Ask the store on behalf of a call, with a question that can be put about each.
	 * @param <A> the type of what is asked about
	 * @param <B> the type of what else the question needs
	 * @param <T> the type of the answer
	 * @param answer what becomes of the call if the store fails
	 * @param question asks the store
	 * @param about what it is asked about
	 * @param with what else the question needs
	 * @return the store's answer; {@code null}, too, where it failed and the call goes on
	 * @throws StoreUnavailableException if the store failed and the call is refused
	 */
	public <A, B, T> @Nullable T ask(OnStoreFailure answer, BiFunction<A, B, @Nullable T> question, A about, B with) {
		try {
			T result = question.apply(about, with);
			if (this.failing) {
				recovered();
			}
			return result;
		}
		catch (StoreException ex) {
			failed(ex);
			if (answer == OnStoreFailure.ALLOW) {
				return null;
			}
			throw new StoreUnavailableException(
					"The call was refused because its " + this.pattern + " can't be checked now. Try again later.", ex);
		}
	}

	/**
	 * Tell the store of a call that is over: a failure changes nothing for the call.
	 * @param message tells the store
	 * @return whether the store took it
	 */
	public boolean tell(Runnable message) {
		return tell(Runnable::run, message);
	}

	/**
	 * Tell the store of a call that is over, with a message that goes for each: a failure
	 * changes nothing for the call.
	 * @param <A> the type of what it is told of
	 * @param message tells the store
	 * @param about what it is told of
	 * @return whether the store took it
	 */
	public <A> boolean tell(Consumer<A> message, A about) {
		return tell((told, taken) -> taken.accept(told), about, message);
	}

	/**
	 * Tell the store of a call that is over, with a message that goes for each and needs
	 * something besides: a failure changes nothing for the call.
	 * @param <A> the type of what it is told of
	 * @param <B> the type of what else the message needs
	 * @param message tells the store
	 * @param about what it is told of
	 * @param with what else the message needs
	 * @return whether the store took it
	 */
	public <A, B> boolean tell(BiConsumer<A, B> message, A about, B with) {
		try {
			message.accept(about, with);
			if (this.failing) {
				recovered();
			}
			return true;
		}
		catch (StoreException ex) {
			failed(ex);
			return false;
		}
	}

	/**
	 * Return how often the store failed.
	 * @return how often, since the start
	 */
	public long failures() {
		return this.failures.sum();
	}

	/**
	 * Return whether the store failed when it was last asked.
	 * @return whether it did
	 */
	public boolean isFailing() {
		return this.failing;
	}

	/**
	 * Return when the store last failed.
	 * @return when, or {@code null} if it never has
	 */
	public @Nullable Instant lastFailure() {
		return this.lastFailure;
	}

	private void failed(StoreException failure) {
		this.failures.increment();
		this.lastFailure = this.time.now();
		synchronized (this) {
			this.failing = true;
			long now = this.time.nanos();
			if (now - this.quietUntil < 0) {
				return;
			}
			this.quietUntil = now + QUIET_NANOS;
			this.told = true;
		}
		logger.warn("The store of '{}' fails ({} times so far)", this.pattern, failures(), failure);
	}

	private void recovered() {
		synchronized (this) {
			this.failing = false;
			// Who was not told of a failure need not be told of its end.
			if (!this.told) {
				return;
			}
			this.told = false;
		}
		logger.info("The store of '{}' answers again", this.pattern);
	}

}
