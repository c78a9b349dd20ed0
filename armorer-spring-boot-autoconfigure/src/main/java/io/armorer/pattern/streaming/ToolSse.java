package io.armorer.pattern.streaming;

import tools.jackson.databind.json.JsonMapper;

import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

import io.armorer.tool.ToolCall;
import io.armorer.tool.ToolContext;
import io.armorer.toolbox.ToolStream;
import io.armorer.toolbox.Toolbox;

/**
 * Makes server-sent events of calls, for controllers of Spring MVC:
 * {@code return this.sse.emitter(call, context);} is all.
 */
public final class ToolSse implements AutoCloseable {

	private final Toolbox toolbox;

	private final Frames frames;

	private final StreamingSettings settings;

	private final StreamCounts counts;

	private final StreamThreads threads;

	/**
	 * An adapter.
	 * @param toolbox makes the calls
	 * @param mapper writes the events' data
	 * @param settings the settings
	 * @param counts keeps the counts
	 * @param virtualThreads whether the threads that write are virtual
	 */
	public ToolSse(Toolbox toolbox, JsonMapper mapper, StreamingSettings settings, StreamCounts counts,
			boolean virtualThreads) {
		this.toolbox = toolbox;
		this.frames = new Frames(mapper);
		this.settings = settings;
		this.counts = counts;
		this.threads = new StreamThreads(virtualThreads);
	}

	/**
	 * Stream a call to a client. The call is made when Spring MVC begins the response, on
	 * behalf of whom the context and the request's thread say. Its events are named
	 * {@code started}, {@code progress}, {@code chunk} and, last, {@code finished}, and
	 * numbered by their ids from 0.
	 * <p>
	 * The call is cancelled when the client goes away, which is noticed at the next event
	 * or heartbeat. A client that is slow makes the tool wait.
	 * <p>
	 * A request with a {@code Last-Event-ID} header comes from a client that reconnects:
	 * it makes no call and is answered with 204, upon which the client stops.
	 * @param call the call
	 * @param context on whose behalf
	 * @return what to return from the controller, at once and once only
	 */
	public SseEmitter emitter(ToolCall call, ToolContext context) {
		ToolEmitter emitter = new ToolEmitter();
		ToolStream stream = this.toolbox.stream(call, context);
		FrameSequence sequence = new FrameSequence(this.frames, stream);
		emitter.onBegin(new EmitterStream(emitter, stream, sequence, this.threads, this.settings, this.counts)::begin);
		return emitter;
	}

	/** Let go of the threads. Streams that are still open end. */
	@Override
	public void close() {
		this.threads.close();
	}

}
