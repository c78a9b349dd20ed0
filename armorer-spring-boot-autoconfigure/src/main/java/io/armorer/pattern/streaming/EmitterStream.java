package io.armorer.pattern.streaming;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Flow;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.armorer.event.ToolEvent;
import io.armorer.event.ToolFinished;
import io.armorer.tool.TimeSource;
import io.armorer.toolbox.ToolStream;

/**
 * Writes the events of one call to one client. Asks for an event when the one before it
 * is written, so that a slow client makes the tool wait. To write may take as long as the
 * container lets it, so it is done on threads of its own: never on one that a tool's
 * publisher gives events on, nor on the one that keeps time for all.
 */
final class EmitterStream implements Flow.Subscriber<ToolEvent> {

	private static final Logger logger = LoggerFactory.getLogger(EmitterStream.class);

	private static final String HEARTBEAT = ":" + Frame.HEARTBEAT + "\n\n";

	// Of the network, which knows nothing of an application's own clock.
	private final TimeSource time = TimeSource.system();

	private final ToolEmitter emitter;

	private final ToolStream source;

	private final FrameSequence frames;

	private final StreamThreads threads;

	private final StreamingSettings settings;

	private final StreamCounts counts;

	private final AtomicInteger work = new AtomicInteger();

	private final AtomicReference<@Nullable ToolEvent> next = new AtomicReference<>();

	private final AtomicReference<Flow.@Nullable Subscription> subscription = new AtomicReference<>();

	private final AtomicBoolean closed = new AtomicBoolean();

	private volatile @Nullable Future<?> tick;

	private volatile @Nullable Future<?> end;

	private volatile boolean beatDue;

	private volatile boolean timeIsUp;

	private volatile long writtenAt = this.time.nanos();

	EmitterStream(ToolEmitter emitter, ToolStream source, FrameSequence frames, StreamThreads threads,
			StreamingSettings settings, StreamCounts counts) {
		this.emitter = emitter;
		this.source = source;
		this.frames = frames;
		this.threads = threads;
		this.settings = settings;
		this.counts = counts;
	}

	/** Make the call. */
	void begin() {
		this.counts.opened();
		this.emitter.onTimeout(this::leave);
		this.emitter.onError((failure) -> leave());
		this.emitter.onCompletion(this::leave);
		this.source.subscribe(this);
		Duration limit = this.settings.getTimeout();
		try {
			if (!limit.isZero()) {
				this.end = this.threads.after(limit, this::endOfTime);
			}
			tickAfter(this.settings.getHeartbeat());
		}
		catch (RejectedExecutionException ex) {
			leave();
		}
	}

	private void tickAfter(Duration delay) {
		this.tick = this.threads.after(delay, this::tick);
		if (this.closed.get()) {
			stopTimers();
		}
	}

	@Override
	public void onSubscribe(Flow.Subscription subscription) {
		this.subscription.set(subscription);
		subscription.request(1);
	}

	@Override
	public void onNext(ToolEvent event) {
		this.next.set(event);
		schedule();
	}

	@Override
	public void onError(Throwable failure) {
		if (close(false)) {
			this.emitter.completeWithError(failure);
		}
	}

	@Override
	public void onComplete() {
		// the last event said so
	}

	/** Runs on the thread that keeps time for all, so it leaves all else to others. */
	private void tick() {
		if (this.closed.get()) {
			return;
		}
		long silent = this.time.nanos() - this.writtenAt;
		Duration left = this.settings.getHeartbeat().minusNanos(silent);
		boolean due = left.isNegative() || left.isZero();
		try {
			tickAfter(due ? this.settings.getHeartbeat() : left);
		}
		catch (RejectedExecutionException ex) {
			leave();
			return;
		}
		if (due) {
			this.beatDue = true;
			schedule();
		}
	}

	/** Likewise. */
	private void endOfTime() {
		this.timeIsUp = true;
		try {
			// not after what is being written, which a slow client may take very long to
			// take
			this.threads.write(this::cancel);
		}
		catch (RejectedExecutionException ex) {
			leave();
			return;
		}
		schedule();
	}

	private void schedule() {
		if (this.work.getAndIncrement() == 0) {
			try {
				this.threads.write(this::drain);
			}
			catch (RejectedExecutionException ex) {
				leave();
			}
		}
	}

	private void drain() {
		int seen = 1;
		while (seen != 0) {
			if (!this.closed.get()) {
				writeNext();
			}
			seen = this.work.addAndGet(-seen);
		}
	}

	private void writeNext() {
		ToolEvent event = this.next.getAndSet(null);
		if (event instanceof ToolFinished) {
			writeLast(this.frames.of(event));
		}
		else if (this.timeIsUp) {
			writeLast(this.frames.cut(this.settings.getTimeout()));
		}
		else if (event != null) {
			write(this.frames.of(event).text());
			Flow.Subscription current = this.subscription.get();
			if (current != null) {
				current.request(1);
			}
		}
		else if (this.beatDue) {
			write(HEARTBEAT);
		}
	}

	private void writeLast(Frame frame) {
		write(frame.text());
		if (close(!this.frames.isFinished())) {
			this.emitter.complete();
		}
	}

	private void write(String text) {
		this.beatDue = false;
		try {
			this.emitter.write(text);
			this.writtenAt = this.time.nanos();
		}
		catch (IOException ex) {
			// the container notices too, and ends the request
			leave();
		}
		catch (RuntimeException ex) {
			logger.debug("A stream could not be written", ex);
			leave();
			this.emitter.completeWithError(ex);
		}
	}

	/** The client went away, or nothing can be written to it any more. */
	private void leave() {
		if (close(true)) {
			cancel();
		}
	}

	private void cancel() {
		Flow.Subscription current = this.subscription.get();
		if (current != null) {
			current.cancel();
		}
	}

	private boolean close(boolean early) {
		if (!this.closed.compareAndSet(false, true)) {
			return false;
		}
		stopTimers();
		this.counts.closed(early);
		return true;
	}

	private void stopTimers() {
		stop(this.tick);
		stop(this.end);
	}

	private static void stop(@Nullable Future<?> timer) {
		if (timer != null) {
			timer.cancel(false);
		}
	}

}
