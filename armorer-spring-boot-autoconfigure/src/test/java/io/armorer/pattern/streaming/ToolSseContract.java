package io.armorer.pattern.streaming;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

import io.micrometer.core.instrument.MeterRegistry;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.json.JsonContent;

import io.armorer.pattern.bulkhead.Bulkheads;
import io.armorer.pattern.streaming.StreamedTools.Witness;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What clients get and what becomes of the calls when they don't, over real connections.
 * The same on each kind of server.
 */
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ToolSseContract {

	static final int SECONDS = 20;

	private final HttpClient client = HttpClient.newHttpClient();

	ConfigurableApplicationContext application;

	int port;

	Witness tools;

	abstract ConfigurableApplicationContext run(String... arguments);

	@BeforeAll
	void start() {
		this.application = run("--armorer.streaming.heartbeat=100ms");
		this.port = port(this.application);
		this.tools = this.application.getBean(Witness.class);
	}

	static int port(ConfigurableApplicationContext application) {
		return Integer.parseInt(application.getEnvironment().getRequiredProperty("local.server.port"));
	}

	@AfterAll
	void stop() {
		this.tools.go.countDown();
		this.application.close();
	}

	@BeforeEach
	void forget() {
		this.tools.go = new CountDownLatch(1);
		this.tools.calls.set(0);
		this.tools.emitted.set(0);
		this.tools.left.clear();
		this.tools.finished.clear();
		this.tools.endings.clear();
	}

	@AfterEach
	void nothingIsLeft() {
		Awaitility.await().atMost(Duration.ofSeconds(SECONDS)).untilAsserted(() -> {
			assertThat(this.application.getBean(Bulkheads.class).all())
				.allSatisfy((bulkhead) -> assertThat(bulkhead.active()).as(bulkhead.tool()).isZero());
			assertThat(counts().active()).as("open streams").isZero();
		});
	}

	private StreamCounts counts() {
		return this.application.getBean(StreamCounts.class);
	}

	@Test
	void streamsNumberedEventsInOrderAndTheValueWithTheEnd() throws Exception {
		HttpResponse<String> response = get("/stream/telling?id=c1");
		assertThat(response.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/event-stream");
		assertThat(response.headers().firstValue("Cache-Control")).hasValue("no-store");
		List<Event> events = events(response.body());
		assertThat(events).extracting(Event::id).containsExactly("0", "1", "2", "3", "4");
		assertThat(events).extracting(Event::name).containsExactly("started", "progress", "chunk", "chunk", "finished");
		assertThat(events.get(0).json()).isStrictlyEqualTo("{\"callId\": \"c1\", \"tool\": \"telling\"}");
		assertThat(events.get(1).json()).isStrictlyEqualTo("""
				{"callId": "c1", "tool": "telling", "percent": 50.0, "message": "half"}""");
		assertThat(events.get(2).json()).isStrictlyEqualTo("""
				{"callId": "c1", "tool": "telling", "index": 0, "chunk": "a"}""");
		assertThat(events.get(3).json()).isStrictlyEqualTo("""
				{"callId": "c1", "tool": "telling", "index": 1, "chunk": {"b": [1, 2]}}""");
		assertThat(events.get(4).json()).isLenientlyEqualTo("""
				{"callId": "c1", "tool": "telling", "outcome": "SUCCESS", "content": "done by ada"}""");
		assertThat(events.get(4).json()).extractingPath("$.durationMs").isInstanceOf(Integer.class);
		assertThat(counts().cancelled()).as("a stream that ended").isEqualTo(cancelledMeter());
	}

	private long cancelledMeter() {
		MeterRegistry meters = this.application.getBean(MeterRegistry.class);
		assertThat(meters.get("armorer.streaming.active").gauge().value()).isNotNegative();
		return (long) meters.get("armorer.streaming.cancelled").functionCounter().count();
	}

	@Test
	void tellsOfAFailureWhatAModelMayReadAndNothingElse() throws Exception {
		String body = get("/stream/boom").body();
		List<Event> events = events(body);
		assertThat(events).extracting(Event::name).containsExactly("started", "finished");
		assertThat(events.get(1).json()).isLenientlyEqualTo("""
				{"outcome": "ERROR", "error": {"code": "EXECUTION_FAILED", "retryable": false}}""");
		assertThat(body).doesNotContain("secret").doesNotContain("IllegalState");
	}

	@Test
	void tellsOfACallThatNeverStartedOnlyThatItFinished() throws Exception {
		List<Event> events = events(get("/stream/bo-om").body());
		assertThat(events).extracting(Event::id).containsExactly("0");
		assertThat(events.get(0).json()).isLenientlyEqualTo("""
				{"tool": "bo-om", "outcome": "ERROR", "error": {"code": "UNKNOWN_TOOL"}}""");
	}

	@Test
	void passesOnOnlyNotesThatSayHowTheResultCameAbout() throws Exception {
		String body = get("/stream/telling").body();
		assertThat(events(body).get(4).json()).extractingPath("$.metadata").asMap().hasSize(1).containsKey("attempts");
		assertThat(body).doesNotContain("secret");
	}

	@ParameterizedTest
	@ValueSource(strings = { "a\nb", "a\rb", "a\r\nb", "\n\nevent: finished\ndata: {}\n\n", "\r\revent: finished\r",
			": comment", "äöü 漢字 🙂", "\u2028\u2029\u0085\u0000", "" })
	void framesWhateverTextAToolGives(String text) throws Exception {
		List<Event> events = events(get("/stream/echo?id=" + encoded("i" + text) + "&text=" + encoded(text)).body());
		assertThat(events).extracting(Event::id).containsExactly("0", "1", "2");
		assertThat(events.get(1).json()).extractingPath("$.chunk").isEqualTo(text);
		assertThat(events).allSatisfy((event) -> {
			assertThat(event.json()).extractingPath("$.callId").isEqualTo("i" + text);
			assertThat(event.json()).extractingPath("$.tool").isEqualTo("echo");
		});
	}

	@Test
	void keepsLineBreaksOfASerializerAndSecretsOut() throws Exception {
		String body = get("/stream/raw").body();
		List<Event> events = events(body);
		assertThat(events).extracting(Event::name).containsExactly("started", "chunk", "chunk", "chunk", "finished");
		assertThat(events.get(3).json()).extractingPath("$.chunk.owner").isEqualTo("ada");
		assertThat(events.get(1).json()).extractingPath("$.chunk.value").isEqualTo(List.of(1, 2));
		assertThat(events.get(2).json()).isLenientlyEqualTo("{\"index\": 1, \"chunk\": null}");
		assertThat(body).doesNotContain("\r").doesNotContain("secret");
	}

	@Test
	void streamsMoreElementsThanAResultMayHave() throws Exception {
		List<Event> events = events(get("/stream/many?count=20000").body());
		assertThat(events).hasSize(20_002);
		assertThat(events.get(20_000).json()).isLenientlyEqualTo("{\"index\": 19999, \"chunk\": 19999}");
		assertThat(events.get(20_001).json()).isLenientlyEqualTo("{\"outcome\": \"SUCCESS\"}");
		assertThat(events.get(20_001).json()).doesNotHavePath("$.content");
	}

	@Test
	void beatsWhileNothingIsSent() throws Exception {
		HttpResponse<Stream<String>> response = this.client.send(request("/stream/waiting"), BodyHandlers.ofLines());
		Iterator<String> lines = response.body().iterator();
		int beats = 0;
		List<String> rest = new ArrayList<>();
		while (lines.hasNext()) {
			String line = lines.next();
			if (line.equals(":heartbeat")) {
				beats++;
				if (beats == 3) {
					this.tools.go.countDown();
				}
			}
			else {
				rest.add(line);
			}
		}
		assertThat(beats).isGreaterThanOrEqualTo(3);
		List<Event> events = events(String.join("\n", rest));
		assertThat(events).extracting(Event::id).containsExactly("0", "1");
		assertThat(events.get(1).json()).extractingPath("$.content").isEqualTo("went");
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void cancelsTheToolWhenItsClientLeavesBetweenEvents(boolean crash) throws Exception {
		long before = counts().cancelled();
		RawClient client = new RawClient(this.port, "/stream/begun").readUntil("\"first\"");
		if (crash) {
			client.reset();
		}
		else {
			client.hangUp();
		}
		assertThat(poll(this.tools.left)).isEqualTo("waiting true");
		assertThat(poll(this.tools.finished)).isEqualTo("begun CANCELLED");
		Awaitility.await().until(() -> counts().cancelled() == before + 1);
		assertThat(cancelledMeter()).isEqualTo(before + 1);
	}

	@Test
	void cancelsAToolThatNeverTellsAnything() throws Exception {
		new RawClient(this.port, "/stream/waiting").readUntil("event:started").hangUp();
		assertThat(poll(this.tools.left)).isEqualTo("waiting true");
		assertThat(poll(this.tools.finished)).isEqualTo("waiting CANCELLED");
	}

	@Test
	void cancelsAPublisherWhenTheClientLeaves() throws Exception {
		new RawClient(this.port, "/stream/never").readUntil("\"first\"").hangUp();
		assertThat(poll(this.tools.left)).isEqualTo("never");
		assertThat(poll(this.tools.finished)).isEqualTo("never CANCELLED");
	}

	@Test
	void cancelsAToolInMidFlood() throws Exception {
		new RawClient(this.port, "/stream/flood").readUntil("\"index\":100,").hangUp();
		assertThat(poll(this.tools.left)).isEqualTo("flood true");
		assertThat(poll(this.tools.finished)).isEqualTo("flood CANCELLED");
		new RawClient(this.port, "/stream/endless").readUntil("\"index\":100,").hangUp();
		assertThat(poll(this.tools.finished)).isEqualTo("endless CANCELLED");
		new RawClient(this.port, "/stream/torrent").readUntil("\"index\":100,").reset();
		assertThat(poll(this.tools.finished)).isEqualTo("torrent CANCELLED");
	}

	@Test
	void makesAToolWaitForAClientThatStallsAndGoOnWithIt() throws Exception {
		try (RawClient client = new RawClient(this.port, "/stream/flood")) {
			client.readOneByte();
			long stalled = awaitStall();
			// the buffer, what the server's codec holds, and the sockets
			assertThat(stalled).isBetween(256L, 3000L);
			client.swallow(stalled * 10_000);
			Awaitility.await().until(() -> this.tools.emitted.get() > stalled);
			client.hangUp();
		}
		assertThat(poll(this.tools.left)).isEqualTo("flood true");
	}

	@Test
	void makesNeitherAPublishersThreadWaitNorTheOtherClients() throws Exception {
		try (RawClient stalled = new RawClient(this.port, "/stream/elsewhere")) {
			stalled.readOneByte();
			awaitUnchanged(() -> true);
			assertThat(this.tools.emitted.get()).isBetween(256L, 3000L);
			CountDownLatch free = new CountDownLatch(1);
			this.tools.publisher.execute(free::countDown);
			assertThat(free.await(SECONDS, TimeUnit.SECONDS)).as("the publisher's only thread").isTrue();
			try (RawClient other = new RawClient(this.port, "/stream/begun")) {
				other.readUntil("\"first\"").readUntil(":heartbeat").readUntil(":heartbeat\n\n");
				this.tools.go.countDown();
				other.readUntil("SUCCESS");
			}
		}
		assertThat(poll(this.tools.finished)).isEqualTo("begun SUCCESS");
		assertThat(poll(this.tools.finished)).isEqualTo("elsewhere CANCELLED");
		assertThat(this.tools.endings).as("where listeners may wait").noneMatch((name) -> name.startsWith("webflux-"));
	}

	/** Wait until the tool waits for a place and gets none. */
	private long awaitStall() {
		return awaitUnchanged(this::waitsForAPlace);
	}

	private long awaitUnchanged(BooleanSupplier alike) {
		long[] last = { -1, 0 };
		Awaitility.await().atMost(Duration.ofSeconds(SECONDS)).until(() -> {
			long now = this.tools.emitted.get();
			last[1] = (now > 0 && now == last[0] && alike.getAsBoolean()) ? last[1] + 1 : 0;
			last[0] = now;
			return last[1] >= 5;
		});
		return last[0];
	}

	private boolean waitsForAPlace() {
		Thread tool = this.tools.thread;
		return tool != null
				&& Arrays.stream(tool.getStackTrace()).anyMatch((at) -> at.getMethodName().equals("reserve"));
	}

	@Test
	void makesNoCallForAClientThatReconnects() throws Exception {
		HttpResponse<String> response = this.client.send(
				HttpRequest.newBuilder(uri("/stream/telling")).header("Last-Event-ID", "3").build(),
				BodyHandlers.ofString());
		assertThat(response.statusCode()).isEqualTo(204);
		assertThat(response.body()).isEmpty();
		assertThat(this.tools.calls).hasValue(0);
		assertThat(this.tools.finished).isEmpty();
	}

	@Test
	void endsAStreamThatLastsTooLong() throws Exception {
		try (ConfigurableApplicationContext brief = run("--armorer.streaming.timeout=300ms")) {
			Witness tools = brief.getBean(Witness.class);
			String body = this.client
				.send(HttpRequest.newBuilder(URI.create("http://localhost:" + port(brief) + "/stream/begun")).build(),
						BodyHandlers.ofString())
				.body();
			List<Event> events = events(body);
			assertThat(events).extracting(Event::name).containsExactly("started", "chunk", "finished");
			assertThat(events).extracting(Event::id).containsExactly("0", "1", "2");
			assertThat(events.get(2).json()).isLenientlyEqualTo("""
					{"tool": "begun", "outcome": "CANCELLED", "durationMs": 300, "error": {"code": "CANCELLED"}}""");
			assertThat(poll(tools.left)).isEqualTo("waiting true");
			assertThat(poll(tools.finished)).isEqualTo("begun CANCELLED");
			// a client that takes nothing can't hold the tool up for longer either
			try (RawClient client = new RawClient(port(brief), "/stream/flood")) {
				client.readOneByte();
				assertThat(poll(tools.left)).isEqualTo("flood true");
				assertThat(poll(tools.finished)).isEqualTo("flood CANCELLED");
			}
		}
	}

	@Test
	void losesNoPermitToClientsThatComeAndGo() throws Exception {
		List<String> ways = List.of("begun", "never", "flood", "waiting", "torrent", "telling");
		List<RawClient> clients = new ArrayList<>();
		for (int round = 0; round < 8; round++) {
			for (String way : ways) {
				clients.add(new RawClient(this.port, "/stream/" + way));
			}
			for (int i = 0; i < clients.size(); i++) {
				if (i % 3 != 0) {
					clients.get(i).readUntil("event:started");
				}
				if (i % 2 == 0) {
					clients.get(i).reset();
				}
				else {
					clients.get(i).hangUp();
				}
			}
			clients.clear();
		}
		nothingIsLeft();
		assertThat(events(get("/stream/telling").body())).hasSize(5);
	}

	// the client's side

	static String poll(BlockingQueue<String> queue) throws InterruptedException {
		return queue.poll(SECONDS, TimeUnit.SECONDS);
	}

	HttpResponse<String> get(String path) throws IOException, InterruptedException {
		HttpResponse<String> response = this.client.send(request(path), BodyHandlers.ofString());
		assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
		return response;
	}

	private HttpRequest request(String path) {
		return HttpRequest.newBuilder(uri(path)).header("Accept", "text/event-stream").build();
	}

	private URI uri(String path) {
		return URI.create("http://localhost:" + this.port + path);
	}

	private static String encoded(String text) {
		return URLEncoder.encode(text, StandardCharsets.UTF_8);
	}

	/** Reads a stream as the specification says. */
	static List<Event> events(String body) {
		List<Event> events = new ArrayList<>();
		String id = null;
		String name = null;
		StringBuilder data = new StringBuilder();
		for (String line : body.split("\r\n|\r|\n", -1)) {
			if (line.isEmpty()) {
				if (!data.isEmpty()) {
					events.add(new Event(id, name, data.substring(0, data.length() - 1)));
				}
				name = null;
				data.setLength(0);
				continue;
			}
			int colon = line.indexOf(':');
			String value = (colon < 0) ? "" : line.substring(colon + 1);
			value = value.startsWith(" ") ? value.substring(1) : value;
			switch ((colon < 0) ? line : line.substring(0, colon)) {
				case "id" -> id = value;
				case "event" -> name = value;
				case "data" -> data.append(value).append('\n');
				default -> {
				}
			}
		}
		return events;
	}

	record Event(String id, String name, String data) {

		JsonContent json() {
			return new JsonContent(this.data);
		}

	}

}
