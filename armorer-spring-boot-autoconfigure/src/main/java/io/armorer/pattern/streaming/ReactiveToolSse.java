package io.armorer.pattern.streaming;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

import reactor.adapter.JdkFlowAdapter;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.SignalType;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.http.codec.ServerSentEvent;
import org.springframework.web.server.ServerWebExchange;

import io.armorer.event.ToolEvent;
import io.armorer.tool.TimeSource;
import io.armorer.tool.ToolCall;
import io.armorer.tool.ToolContext;
import io.armorer.toolbox.ToolStream;
import io.armorer.toolbox.Toolbox;

/**
 * Makes server-sent events of calls, for controllers of Spring WebFlux:
 * {@code return this.sse.events(call, context, exchange);} is all.
 */
public final class ReactiveToolSse {

	private static final ServerSentEvent<String> HEARTBEAT = ServerSentEvent.<String>builder()
		.comment(Frame.HEARTBEAT)
		.build();

	private static final int TICKS = 5;

	// Of the network, which knows nothing of an application's own clock.
	private final TimeSource time = TimeSource.system();

	private final Toolbox toolbox;

	private final Frames frames;

	private final StreamingSettings settings;

	private final StreamCounts counts;

	/**
	 * An adapter.
	 * @param toolbox makes the calls
	 * @param mapper writes the events' data
	 * @param settings the settings
	 * @param counts keeps the counts
	 */
	public ReactiveToolSse(Toolbox toolbox, JsonMapper mapper, StreamingSettings settings, StreamCounts counts) {
		this.toolbox = toolbox;
		this.frames = new Frames(mapper);
		this.settings = settings;
		this.counts = counts;
	}

	/**
	 * Stream a call to a client. The call is made when the response is subscribed to, on
	 * behalf of whom the context says: nothing is known there of the security context.
	 * Its events are named {@code started}, {@code progress}, {@code chunk} and, last,
	 * {@code finished}, and numbered by their ids from 0.
	 * <p>
	 * The call is cancelled when the client goes away. A client that is slow makes the
	 * tool wait.
	 * <p>
	 * A request with a {@code Last-Event-ID} header comes from a client that reconnects:
	 * it makes no call and is answered with 204, upon which the client stops.
	 * @param call the call
	 * @param context on whose behalf
	 * @param exchange the request and its response
	 * @return what to return from the controller; to be subscribed to once
	 */
	public Flux<ServerSentEvent<String>> events(ToolCall call, ToolContext context, ServerWebExchange exchange) {
		if (Reconnection.isOne(exchange.getRequest().getHeaders())) {
			exchange.getResponse().setStatusCode(Reconnection.ANSWER);
			return Flux.empty();
		}
		Reconnection.prepare(exchange.getResponse().getHeaders());
		ToolStream stream = this.toolbox.stream(call, context);
		return whenTaken(Flux.defer(() -> open(stream)));
	}

	/**
	 * Make the call only when there is somebody to stream it to. Spring asks for the
	 * first element before it writes anything, and forgets to cancel what it came from if
	 * the client has left by then; who asks for a second one has written the first.
	 */
	private static Flux<ServerSentEvent<String>> whenTaken(Flux<ServerSentEvent<String>> stream) {
		return Flux.defer(() -> {
			Sinks.Empty<Void> taken = Sinks.empty();
			AtomicBoolean asked = new AtomicBoolean();
			return Flux.just(HEARTBEAT).concatWith(stream.delaySubscription(taken.asMono())).doOnRequest((count) -> {
				if (asked.getAndSet(true) || count > 1) {
					taken.tryEmitEmpty();
				}
			});
		});
	}

	private Flux<ServerSentEvent<String>> open(ToolStream stream) {
		this.counts.opened();
		FrameSequence sequence = new FrameSequence(this.frames, stream);
		LastSent sent = new LastSent(this.time);
		Flux<Object> events = JdkFlowAdapter.flowPublisherToFlux(stream)
			// who hears of the end may wait for a database, which no event loop may
			.cancelOn(Schedulers.boundedElastic())
			.cast(Object.class);
		Flux<ServerSentEvent<String>> live = Flux.merge(1, events, heartbeats(sent)).map((event) -> {
			sent.now();
			return (event instanceof ToolEvent told) ? toServerSent(sequence.of(told)) : HEARTBEAT;
		}).takeUntil((event) -> Frame.FINISHED.equals(event.event()));
		return limited(live, sequence)
			.doFinally((signal) -> this.counts.closed(!sequence.isFinished() && signal != SignalType.ON_ERROR));
	}

	private Flux<Long> heartbeats(LastSent sent) {
		Duration interval = this.settings.getHeartbeat();
		// ticks more often than it beats: the silence began somewhere between two ticks
		return Flux.interval(interval.dividedBy(TICKS)).filter((tick) -> sent.isBefore(interval)).onBackpressureDrop();
	}

	private Flux<ServerSentEvent<String>> limited(Flux<ServerSentEvent<String>> live, FrameSequence sequence) {
		Duration limit = this.settings.getTimeout();
		if (limit.isZero()) {
			return live;
		}
		Mono<ServerSentEvent<String>> cut = Mono
			.fromSupplier(() -> sequence.isFinished() ? null : toServerSent(sequence.cut(limit)));
		return live.takeUntilOther(Mono.delay(limit)).concatWith(cut);
	}

	private static ServerSentEvent<String> toServerSent(Frame frame) {
		return ServerSentEvent.<String>builder()
			.id(Long.toString(frame.id()))
			.event(frame.name())
			.data(frame.data())
			.build();
	}

	/** When something was sent last. */
	private static final class LastSent {

		private final TimeSource time;

		private volatile long at;

		LastSent(TimeSource time) {
			this.time = time;
			this.at = time.nanos();
		}

		void now() {
			this.at = this.time.nanos();
		}

		boolean isBefore(Duration interval) {
			return this.time.nanos() - this.at >= interval.toNanos();
		}

	}

}
