package io.armorer.pattern.streaming;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

import io.armorer.event.CallIdentity;
import io.armorer.event.ToolCallEvent;
import io.armorer.event.ToolEvent;
import io.armorer.event.ToolFinished;
import io.armorer.toolbox.ToolStream;

/**
 * The events of one stream, numbered. Used by one thread at a time.
 */
final class FrameSequence {

	private final Frames frames;

	private final ToolStream stream;

	private long next;

	private @Nullable CallIdentity call;

	private volatile boolean finished;

	FrameSequence(Frames frames, ToolStream stream) {
		this.frames = frames;
		this.stream = stream;
	}

	/** The next event. */
	Frame of(ToolEvent event) {
		if (event instanceof ToolCallEvent ofCall) {
			this.call = ofCall.call();
		}
		this.finished = event instanceof ToolFinished;
		return this.frames.of(this.next++, event,
				this.finished ? this.stream.result().toCompletableFuture().getNow(null) : null);
	}

	/** The last event of a stream that lasted too long. */
	Frame cut(Duration limit) {
		return this.frames.cut(this.next++, this.call, limit);
	}

	/** Whether the call's own last event was among them. */
	boolean isFinished() {
		return this.finished;
	}

}
