package io.armorer.pattern.session;

import java.io.IOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.core.ResolvableType;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.annotation.AnnotationUtils;

import io.armorer.config.InvalidSettingException;
import io.armorer.config.ToolSettings;
import io.armorer.event.ToolEventPublisher;
import io.armorer.middleware.ToolHandler;
import io.armorer.store.StoreGuard;
import io.armorer.store.StoreUnavailableException;
import io.armorer.testing.CapturedLog;
import io.armorer.testing.FailingStores;
import io.armorer.testing.MovableTime;
import io.armorer.testing.TestInvocation;
import io.armorer.tool.ErrorCode;
import io.armorer.tool.Outcome;
import io.armorer.tool.Tool;
import io.armorer.tool.ToolContext;
import io.armorer.tool.ToolDefinition;
import io.armorer.tool.ToolError;
import io.armorer.tool.ToolParameter;
import io.armorer.tool.ToolRefusedException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

@Timeout(60)
class SessionMiddlewareTests {

	private static final Duration TTL = Duration.ofMinutes(30);

	private static final ToolHandler BODY = (invocation) -> "found";

	private final MovableTime time = new MovableTime();

	private final FailingStores stores = FailingStores.inMemory(this.time);

	private final Tool search = Tool.builder("search").build((input, context) -> null);

	private final Tool prefs = new ToolWithSession("prefs", Session.class);

	private final SessionManager sessions = manager(Map.of());

	@Test
	void callWithoutASessionGoesOnWhereNoneIsRequired() throws Throwable {
		assertThat(handler(this.search).handle(call(this.search, null, null))).isEqualTo("found");
		assertThat(handler(this.search).handle(call(this.search, "ann", " "))).isEqualTo("found");
		assertThat(this.stores.operations()).as("asks no store").isZero();
	}

	@Test
	void callWithoutASessionIsRefusedWhereOneIsRequired() {
		for (ToolHandler handler : List.of(handler(this.search, "armorer.session.required", "true"),
				handler(this.search, "armorer.tools.search.session.required", "true"))) {
			for (String id : new @Nullable String[] { null, "", " " }) {
				ToolError error = catchThrowableOfType(SessionRequiredException.class,
						() -> handler.handle(call(this.search, "ann", id)))
					.error();
				assertThat(error.is(ErrorCode.SESSION_REQUIRED)).isTrue();
				assertThat(Outcome.of(error)).isEqualTo(Outcome.DENIED);
				assertThat(error.retryable()).isFalse();
				assertThat(error.message()).isEqualTo("Tool 'search' works only within a session, and this call was "
						+ "made outside of any. Do not call it again; do without it or tell the user that a session "
						+ "is needed.");
			}
		}
		assertThat(this.sessions.counts().required()).isEqualTo(6);
	}

	@Test
	void toolThatCanNotDoWithoutItsSessionRequiresOne() {
		assertThatExceptionOfType(SessionRequiredException.class).isThrownBy(
				() -> handler(this.prefs, "armorer.session.required", "false").handle(call(this.prefs, "ann", null)));
	}

	@Test
	void toolGetsItsSession() throws Throwable {
		Session session = this.sessions.create("ann", Map.of("theme", "dark"));
		TestInvocation call = call(this.prefs, "ann", session.id());
		assertThat(handler(this.prefs).handle(call)).isEqualTo("found");
		assertThat(call.supplied()).containsExactly(Map.entry(0, session));
	}

	@Test
	void toolThatCanDoWithoutGetsNone() throws Throwable {
		Tool nullable = new ToolWithSession("prefs", Session.class, Nullable.class);
		TestInvocation without = call(nullable, "ann", null);
		handler(nullable).handle(without);
		assertThat(without.supplied()).containsKey(0).containsValue(null);
		Tool optional = new ToolWithSession("prefs", optionalSession());
		TestInvocation empty = call(optional, "ann", null);
		handler(optional).handle(empty);
		assertThat(empty.supplied()).containsEntry(0, Optional.empty());
		Session session = this.sessions.create("ann");
		TestInvocation with = call(optional, "ann", session.id());
		handler(optional).handle(with);
		assertThat(with.supplied()).containsEntry(0, Optional.of(session));
	}

	@Test
	void sessionThatIsNoneIsRefusedWhereToolsLookAtIt() {
		Session ended = this.sessions.create("ann");
		this.sessions.end(ended.id());
		Tool nullable = new ToolWithSession("prefs", Session.class, Nullable.class);
		for (Tool tool : List.of(this.prefs, nullable)) {
			assertRefused(handler(tool), call(tool, "ann", "no-such"));
			assertRefused(handler(tool), call(tool, "ann", ended.id()));
		}
		assertRefused(handler(this.search, "armorer.session.required", "true"), call(this.search, "ann", "no-such"));
		assertThat(this.sessions.counts().invalid()).isEqualTo(5);
	}

	@Test
	void sessionThatIsNotOursPassesWhereNoToolLooksAtIt() throws Throwable {
		assertThat(handler(this.search).handle(call(this.search, "ann", "the-applications-own"))).isEqualTo("found");
		assertThat(this.sessions.count()).isZero();
	}

	@Test
	void expiredSessionIsRefusedExactlyAtItsEnd() throws Throwable {
		Session session = this.sessions.create("ann");
		ToolHandler handler = handler(this.prefs);
		this.time.advance(TTL.minusNanos(1));
		handler.handle(call(this.prefs, "ann", session.id()));
		this.time.advance(TTL);
		assertRefused(handler, call(this.prefs, "ann", session.id()));
		assertThat(this.sessions.count()).isZero();
		assertThat(this.sessions.counts().expired()).isEqualTo(1);
	}

	@Test
	void callsBeginItsTimeAnew() throws Throwable {
		Session session = this.sessions.create("ann");
		ToolHandler handler = handler(this.search);
		for (int i = 0; i < 5; i++) {
			this.time.advance(TTL.minusNanos(1));
			handler.handle(call(this.search, "ann", session.id()));
			Session used = find(session);
			assertThat(used.lastUsedAt()).isEqualTo(this.time.now());
			assertThat(used.expiresAt()).isEqualTo(this.time.now().plus(TTL));
		}
		assertThat(find(session).invocations()).hasSize(5);
	}

	@Test
	void longCallDoesNotOutliveItsSession() throws Throwable {
		Session session = this.sessions.create("ann");
		this.time.advance(TTL.minusSeconds(1));
		handler(this.search, (invocation) -> {
			this.time.advance(TTL.minusSeconds(1));
			return "late";
		}).handle(call(this.search, "ann", session.id()));
		assertThat(find(session).invocations()).hasSize(1);
	}

	@Test
	void strangersSessionIsRefusedEvenWhereNoneIsRequired() throws Throwable {
		Session session = this.sessions.create("ann", Map.of("secret", "canary"));
		for (Tool tool : List.of(this.search, this.prefs)) {
			ToolError stranger = assertRefused(handler(tool), call(tool, "eve", session.id()));
			ToolError anonymous = assertRefused(handler(tool), call(tool, null, session.id()));
			ToolError unknown = assertRefused(handler(this.prefs), call(this.prefs, "eve", "no-such"));
			assertThat(stranger).as("tells nothing").isEqualTo(unknown).isEqualTo(anonymous);
		}
		assertThat(find(session)).as("was not touched").isEqualTo(session);
	}

	@Test
	void strangerDoesNotKeepASessionAlive() {
		Session session = this.sessions.create("ann");
		this.time.advance(TTL.minusSeconds(1));
		assertRefused(handler(this.search), call(this.search, "eve", session.id()));
		this.time.advance(Duration.ofSeconds(1));
		assertThat(this.sessions.find(session.id())).isEmpty();
	}

	@Test
	void operatorIsToldOfTheStranger() {
		Session session = this.sessions.create("ann");
		try (CapturedLog log = new CapturedLog("io.armorer.pattern.session", Level.WARN)) {
			assertRefused(handler(this.search), call(this.search, "eve\nroot", session.id()));
			assertThat(log.events()).extracting(ILoggingEvent::getFormattedMessage)
				.containsExactly("A call of 'search' on behalf of 'eve?root' came with session '" + session.id()
						+ "', which belongs to 'ann'");
		}
	}

	@Test
	void nobodysSessionIsOpenToWhoeverKnowsIt() throws Throwable {
		Session session = this.sessions.create(null);
		handler(this.search).handle(call(this.search, "ann", session.id()));
		handler(this.search).handle(call(this.search, null, session.id()));
		assertThat(find(session).invocations()).hasSize(2);
	}

	@Test
	void keepsWhatBecameOfACall() throws Throwable {
		Session session = this.sessions.create("ann");
		handler(this.search).handle(call(this.search, "ann", session.id()));
		IOException broken = new IOException("canary");
		assertThatIOException().isThrownBy(() -> handler(this.search, (invocation) -> {
			throw broken;
		}).handle(call(this.search, "ann", session.id()))).isSameAs(broken);
		ToolRefusedException denial = new ToolRefusedException(ToolError.of(ErrorCode.POLICY_DENIED, "No."));
		assertThatExceptionOfType(ToolRefusedException.class).isThrownBy(() -> handler(this.search, (invocation) -> {
			throw denial;
		}).handle(call(this.search, "ann", session.id()))).isSameAs(denial);
		assertThat(find(session).invocations()).containsExactly(invocation(Outcome.SUCCESS, null),
				invocation(Outcome.ERROR, "UPSTREAM_FAILED"), invocation(Outcome.DENIED, "POLICY_DENIED"));
	}

	@Test
	void keepsPromisesWhenTheySettle() throws Throwable {
		Session session = this.sessions.create("ann");
		CompletableFuture<Object> future = new CompletableFuture<>();
		CompletableFuture<?> given = (CompletableFuture<?>) returning(future, session);
		assertThat(find(session).invocations()).isEmpty();
		future.complete("found");
		assertThat(given.join()).isEqualTo("found");
		assertThat(find(session).invocations()).hasSize(1);
		((CompletableFuture<?>) returning(new CompletableFuture<>(), session)).cancel(true);
		((Mono<?>) returning(Mono.just("found"), session)).block();
		((Mono<?>) returning(Mono.never(), session)).subscribe().dispose();
		((Flux<?>) returning(Flux.error(new IOException("broken")), session)).onErrorComplete().blockLast();
		((Flux<?>) returning(Flux.just(1, 2, 3), session)).take(2).blockLast();
		((Stream<?>) returning(Stream.of(1, 2), session)).toList();
		((Stream<?>) returning(Stream.of(1, 2), session)).close();
		assertThat(find(session).invocations()).extracting(SessionInvocation::outcome)
			.containsExactly(Outcome.SUCCESS, Outcome.CANCELLED, Outcome.SUCCESS, Outcome.CANCELLED, Outcome.ERROR,
					Outcome.CANCELLED, Outcome.SUCCESS, Outcome.CANCELLED);
	}

	@Test
	void invocationsKeepTheLatest() throws Throwable {
		SessionManager few = manager(Map.of("armorer.session.invocation-limit", "3"));
		SessionMiddleware middleware = new SessionMiddleware(few, ToolSettings.of(Map.of()), this.time);
		Session session = few.create("ann");
		for (int i = 0; i < 10; i++) {
			Tool tool = Tool.builder("tool-" + i).build((input, context) -> null);
			middleware.apply(tool, BODY).handle(call(tool, "ann", session.id()));
		}
		assertThat(find(session).invocations()).extracting(SessionInvocation::tool)
			.containsExactly("tool-7", "tool-8", "tool-9");
	}

	@Test
	void invocationLimitOfNothingKeepsTheSessionAliveAllTheSame() throws Throwable {
		SessionManager none = manager(Map.of("armorer.session.invocation-limit", "0"));
		SessionMiddleware middleware = new SessionMiddleware(none, ToolSettings.of(Map.of()), this.time);
		Session session = none.create("ann");
		this.time.advance(TTL.minusSeconds(1));
		middleware.apply(this.search, BODY).handle(call(this.search, "ann", session.id()));
		this.time.advance(TTL.minusSeconds(1));
		assertThat(find(session).invocations()).isEmpty();
	}

	@Test
	void callCostsTheStoreOneReadAndOneUpdate() throws Throwable {
		Session session = this.sessions.create("ann");
		int before = this.stores.operations();
		for (int i = 0; i < 10; i++) {
			handler(this.prefs).handle(call(this.prefs, "ann", session.id()));
		}
		assertThat(this.stores.operations() - before).isEqualTo(20);
	}

	@Test
	void whatTheToolAppendsIsNotLostToTheRecording() throws Throwable {
		Session session = this.sessions.create("ann");
		handler(this.search, (invocation) -> {
			this.sessions.appendMessage(session.id(), "assistant", "I looked.");
			return this.sessions.updateMetadata(session.id(), (metadata) -> Map.of("looked", true));
		}).handle(call(this.search, "ann", session.id()));
		Session after = find(session);
		assertThat(after.history()).extracting(SessionMessage::content).containsExactly("I looked.");
		assertThat(after.metadata()).isEqualTo(Map.of("looked", true));
		assertThat(after.invocations()).hasSize(1);
	}

	@Test
	void sessionThatTheToolEndedStaysEnded() throws Throwable {
		Session session = this.sessions.create("ann");
		assertThat(handler(this.search, (invocation) -> this.sessions.end(session.id()))
			.handle(call(this.search, "ann", session.id()))).isEqualTo(true);
		assertThat(this.sessions.find(session.id())).isEmpty();
		assertThat(this.sessions.count()).isZero();
	}

	@Test
	void callsAtTheSameTimeAreAllKept() throws Exception {
		Session session = this.sessions.create("ann");
		ToolHandler handler = handler(this.search, (invocation) -> {
			this.sessions.appendMessage(session.id(), "assistant", "m");
			return "found";
		});
		ExecutorService executor = Executors.newFixedThreadPool(16);
		try {
			List<Future<?>> done = new ArrayList<>();
			for (int i = 0; i < 96; i++) {
				done.add(executor.submit(() -> {
					try {
						return handler.handle(call(this.search, "ann", session.id()));
					}
					catch (Throwable ex) {
						throw new AssertionError(ex);
					}
				}));
			}
			for (Future<?> each : done) {
				each.get();
			}
		}
		finally {
			executor.shutdownNow();
		}
		assertThat(find(session).invocations()).hasSize(96);
		assertThat(find(session).history()).hasSize(96);
	}

	@Test
	void storeThatFailsRefusesTheCallUnlessToldOtherwise() throws Throwable {
		Session session = this.sessions.create("ann");
		this.stores.fail();
		assertThatExceptionOfType(StoreUnavailableException.class)
			.isThrownBy(() -> handler(this.search).handle(call(this.search, "ann", session.id())))
			.satisfies((ex) -> {
				assertThat(ex.error().is(ErrorCode.STORE_UNAVAILABLE)).isTrue();
				assertThat(ex.error().message())
					.isEqualTo("The call was refused because its session can't be checked now. Try again later.");
			});
		ToolHandler allowing = handler(this.search, "armorer.session.on-store-failure", "allow");
		assertThat(allowing.handle(call(this.search, "ann", session.id()))).isEqualTo("found");
		ToolHandler required = handler(this.search, "armorer.session.on-store-failure", "allow",
				"armorer.session.required", "true");
		assertThat(required.handle(call(this.search, "ann", session.id()))).isEqualTo("found");
		assertThat(handler(this.search).handle(call(this.search, "ann", null))).as("needs no store").isEqualTo("found");
		assertThat(this.sessions.counts().storeFailures()).isEqualTo(3);
		this.stores.recover();
		handler(this.search).handle(call(this.search, "ann", session.id()));
		assertThat(find(session).invocations()).hasSize(1);
	}

	@Test
	void toolThatCanNotDoWithoutItsSessionIsRefusedWhenTheStoreFails() throws Throwable {
		Session session = this.sessions.create("ann");
		this.stores.fail();
		assertThatExceptionOfType(StoreUnavailableException.class)
			.isThrownBy(() -> handler(this.prefs, "armorer.session.on-store-failure", "allow")
				.handle(call(this.prefs, "ann", session.id())));
		Tool nullable = new ToolWithSession("prefs", Session.class, Nullable.class);
		TestInvocation call = call(nullable, "ann", session.id());
		handler(nullable, "armorer.session.on-store-failure", "allow").handle(call);
		assertThat(call.supplied()).containsKey(0).containsValue(null);
	}

	@Test
	void recordingThatFailsDoesNotChangeTheCall() throws Throwable {
		Session session = this.sessions.create("ann");
		this.time.advance(TTL.minusSeconds(1));
		this.stores.failWrites();
		assertThat(handler(this.search).handle(call(this.search, "ann", session.id()))).isEqualTo("found");
		assertThatIOException().isThrownBy(() -> handler(this.search, (invocation) -> {
			throw new IOException("broken");
		}).handle(call(this.search, "ann", session.id()))).withMessage("broken");
		CompletableFuture<?> given = (CompletableFuture<?>) returning(CompletableFuture.completedFuture("found"),
				session);
		assertThat(given.join()).isEqualTo("found");
		this.stores.recover();
		assertThat(find(session).invocations()).isEmpty();
	}

	@Test
	void recordingThatSeemsToFailIsNotMadeTwice() throws Throwable {
		Session session = this.sessions.create("ann");
		this.stores.failAfterwards();
		handler(this.search).handle(call(this.search, "ann", session.id()));
		this.stores.recover();
		assertThat(find(session).invocations()).hasSize(1);
	}

	@Test
	void switchedOffForAToolItCostsNothing() {
		assertThat(handler(this.search, "armorer.tools.search.session.enabled", "false")).isSameAs(BODY);
		SessionMiddleware middleware = middleware(Map.of("armorer.tools.search.session.enabled", "false"));
		assertThat(middleware.watch(this.search)).isNull();
		assertThat(middleware.watch(this.prefs)).isNotNull();
		assertThat(middleware.describe(this.search)).isEmpty();
	}

	@Test
	void canNotBeSwitchedOffForAToolThatNeedsIt() throws Throwable {
		assertThatExceptionOfType(InvalidSettingException.class)
			.isThrownBy(() -> handler(this.prefs, "armorer.tools.prefs.session.enabled", "false"))
			.withMessage("'armorer.tools.prefs.session.enabled' is false, but tool 'prefs' can't be called without a "
					+ "session: its parameter 'session' asks for one.")
			.satisfies((ex) -> assertThat(ex.key()).isEqualTo("armorer.tools.prefs.session.enabled"));
		Tool optional = new ToolWithSession("prefs", optionalSession());
		TestInvocation call = call(optional, "ann", this.sessions.create("ann").id());
		handler(optional, "armorer.tools.prefs.session.enabled", "false").handle(call);
		assertThat(call.supplied()).containsEntry(0, Optional.empty());
		assertThatExceptionOfType(InvalidSettingException.class)
			.isThrownBy(() -> new NoSessionMiddleware().apply(this.prefs, BODY))
			.satisfies((ex) -> assertThat(ex.key()).isEqualTo("armorer.session.enabled"));
		assertThat(new NoSessionMiddleware().apply(this.search, BODY)).isSameAs(BODY);
	}

	@Test
	void describesWhatIsInForce() {
		SessionMiddleware middleware = middleware(Map.of("armorer.tools.search.session.required", "true",
				"armorer.session.on-store-failure", "allow", "armorer.session.ttl", "5m"));
		assertThat(middleware.describe(this.search)).containsExactly(Map.entry("required", true),
				Map.entry("ttlMs", 300_000L), Map.entry("invocationLimit", 100), Map.entry("onStoreFailure", "allow"));
		assertThat(middleware.describe(this.prefs)).containsExactly(Map.entry("required", true),
				Map.entry("parameters", List.of("session")), Map.entry("ttlMs", 300_000L),
				Map.entry("invocationLimit", 100), Map.entry("onStoreFailure", "deny"));
		assertThat(middleware.getOrder()).isEqualTo(300);
	}

	@ParameterizedTest
	@CsvSource({ "ttl,-1s", "ttl,0s", "ttl,4000d", "max-sessions,0", "max-sessions,-1", "history-limit,-1",
			"invocation-limit,-1" })
	void refusesSettingsThatCanNotBe(String key, String value) {
		assertThatExceptionOfType(InvalidSettingException.class)
			.isThrownBy(() -> middleware(Map.of("armorer.session." + key, value)))
			.satisfies((ex) -> {
				assertThat(ex.key()).isEqualTo("armorer.session." + key);
				assertThat(ex.action()).startsWith("Set it to ");
			});
	}

	@Test
	void namesThatAModelMadeUpAreCut() {
		SessionInvocation invocation = new SessionInvocation("x".repeat(199) + "\uD83D\uDE00", "c".repeat(5000),
				Outcome.ERROR, "UNKNOWN_TOOL", MovableTime.START, Duration.ZERO);
		assertThat(invocation.tool()).isEqualTo("x".repeat(199));
		assertThat(invocation.callId()).isEqualTo("c".repeat(200));
	}

	private SessionManager manager(Map<String, String> properties) {
		return new SessionManager(this.stores, new StoreGuard("session", this.time),
				ToolSettings.of(properties).forAll("session", SessionSettings::new), this.time, ToolEventPublisher.NONE,
				JsonMapper.builder().build());
	}

	private SessionMiddleware middleware(Map<String, String> properties) {
		return new SessionMiddleware(this.sessions, ToolSettings.of(properties), this.time);
	}

	private ToolHandler handler(Tool tool, String... settings) {
		Map<String, String> properties = new LinkedHashMap<>();
		for (int i = 0; i < settings.length; i += 2) {
			properties.put(settings[i], settings[i + 1]);
		}
		return middleware(properties).apply(tool, BODY);
	}

	private ToolHandler handler(Tool tool, ToolHandler body) {
		return middleware(Map.of()).apply(tool, body);
	}

	private @Nullable Object returning(Object promise, Session session) throws Throwable {
		return handler(this.search, (invocation) -> promise).handle(call(this.search, "ann", session.id()));
	}

	private TestInvocation call(Tool tool, @Nullable String userId, @Nullable String sessionId) {
		return new TestInvocation(tool, Map.of(), ToolContext.builder().userId(userId).sessionId(sessionId).build());
	}

	private static ToolError assertRefused(ToolHandler handler, TestInvocation call) {
		ToolError error = catchThrowableOfType(InvalidSessionException.class, () -> handler.handle(call)).error();
		assertThat(error).isEqualTo(ToolError.of(ErrorCode.SESSION_INVALID,
				"The session is unknown or over. Do not try again; tell the user that a new session is needed."));
		assertThat(Outcome.of(error)).isEqualTo(Outcome.DENIED);
		assertThat(call.supplied()).isEmpty();
		return error;
	}

	private SessionInvocation invocation(Outcome outcome, @Nullable String code) {
		return new SessionInvocation("search", "call-1", outcome, code, this.time.now(), Duration.ZERO);
	}

	private Session find(Session session) {
		return this.sessions.find(session.id()).orElseThrow();
	}

	private static Type optionalSession() {
		return ResolvableType.forClassWithGenerics(Optional.class, Session.class).getType();
	}

	/** A tool whose only parameter is a session. */
	private static final class ToolWithSession implements Tool {

		private final Tool tool;

		private final ToolParameter parameter;

		ToolWithSession(String name, Type type) {
			this(name, type, null);
		}

		ToolWithSession(String name, Type type, @Nullable Class<? extends Annotation> annotation) {
			this.tool = Tool.builder(name).build((input, context) -> null);
			Annotation[] present = (annotation != null)
					? new Annotation[] { AnnotationUtils.synthesizeAnnotation(annotation) } : new Annotation[0];
			this.parameter = new ToolParameter(0, "session", type, AnnotatedElementUtils.forAnnotations(present), true);
		}

		@Override
		public ToolDefinition definition() {
			return this.tool.definition();
		}

		@Override
		public List<ToolParameter> parameters() {
			return List.of(this.parameter);
		}

		@Override
		public @Nullable Object call(Object input, ToolContext context) {
			return null;
		}

	}

}
