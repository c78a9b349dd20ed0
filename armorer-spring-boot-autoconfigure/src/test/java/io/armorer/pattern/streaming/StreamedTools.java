package io.armorer.pattern.streaming;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JsonRawValue;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.event.EventListener;

import io.armorer.event.ToolFinished;
import io.armorer.middleware.ToolMiddleware;
import io.armorer.redact.Sensitive;
import io.armorer.tool.ArmorerTool;
import io.armorer.tool.ToolContext;

/** Tools that tell, block, flood and fail. */
class StreamedTools {

	private final Witness witness;

	StreamedTools(Witness witness) {
		this.witness = witness;
	}

	static ToolMiddleware notes() {
		return (tool, next) -> (call) -> {
			call.note("note", "secret note");
			call.note("attempts", 2);
			call.note("servedBy", List.of("secret list"));
			return next.handle(call);
		};
	}

	@ArmorerTool
	String telling(ToolContext context) {
		this.witness.calls.incrementAndGet();
		context.progress(50, "half");
		context.emit("a");
		context.emit(Map.of("b", List.of(1, 2)));
		return "done by " + context.userId();
	}

	@ArmorerTool
	void echo(String text, ToolContext context) {
		context.emit(text);
	}

	@ArmorerTool
	void raw(ToolContext context) {
		context.emit(new Raw("1,\r\n\r\nevent: finished\r\ndata: 2"));
		context.emit(new Unwritable());
		context.emit(new Account("ada", "secret number"));
	}

	@ArmorerTool
	void boom() {
		throw new IllegalStateException("secret cause");
	}

	@ArmorerTool
	String waiting(ToolContext context) throws InterruptedException {
		this.witness.calls.incrementAndGet();
		try {
			this.witness.go.await();
			return "went";
		}
		finally {
			this.witness.left.add("waiting " + context.isCancelled());
		}
	}

	@ArmorerTool
	String begun(ToolContext context) throws InterruptedException {
		context.emit("first");
		return waiting(context);
	}

	@ArmorerTool
	void flood(ToolContext context) {
		this.witness.thread = Thread.currentThread();
		String part = "x".repeat(10_000);
		try {
			while (true) {
				context.emit(part);
				this.witness.emitted.incrementAndGet();
			}
		}
		finally {
			this.witness.left.add("flood " + context.isCancelled());
		}
	}

	@ArmorerTool
	Stream<String> endless() {
		return Stream.generate(() -> "x".repeat(10_000)).peek((part) -> this.witness.emitted.incrementAndGet());
	}

	@ArmorerTool
	Flux<String> torrent() {
		return Flux.interval(Duration.ofNanos(100_000))
			.onBackpressureLatest()
			.map((tick) -> "x".repeat(10_000))
			.doOnNext((part) -> this.witness.emitted.incrementAndGet())
			.doOnCancel(() -> this.witness.left.add("torrent"));
	}

	@ArmorerTool
	Flux<String> never() {
		return Flux.just("first").concatWith(Flux.never()).doOnCancel(() -> this.witness.left.add("never"));
	}

	@ArmorerTool
	Flux<String> elsewhere() {
		return Flux.range(0, 100_000)
			.map((i) -> "x".repeat(10_000))
			.doOnNext((part) -> this.witness.emitted.incrementAndGet())
			.subscribeOn(Schedulers.fromExecutor(this.witness.publisher));
	}

	@ArmorerTool
	Flux<Integer> many(int count) {
		return Flux.range(0, count);
	}

	/** Writes JSON with line breaks between its tokens. */
	record Raw(@JsonRawValue String value) {

		Raw {
			value = "[" + value.replace("event: finished", "").replace("data: ", "") + "]";
		}

	}

	/** Has something to hide. */
	record Account(String owner, @Sensitive String number) {

	}

	/** Can't be written as JSON. */
	static final class Unwritable {

		public String getValue() {
			throw new IllegalStateException("secret getter");
		}

	}

	/** What became of the calls. */
	static class Witness implements DisposableBean {

		final AtomicInteger calls = new AtomicInteger();

		final AtomicLong emitted = new AtomicLong();

		final BlockingQueue<String> left = new LinkedBlockingQueue<>();

		final BlockingQueue<String> finished = new LinkedBlockingQueue<>();

		volatile Thread thread;

		volatile CountDownLatch go = new CountDownLatch(1);

		final ExecutorService publisher = Executors.newSingleThreadExecutor();

		final Set<String> endings = ConcurrentHashMap.newKeySet();

		@Override
		public void destroy() {
			this.publisher.shutdownNow();
		}

		@EventListener
		void on(ToolFinished event) {
			this.endings.add(Thread.currentThread().getName());
			this.finished.add(event.toolName() + " " + event.outcome());
		}

	}

}
