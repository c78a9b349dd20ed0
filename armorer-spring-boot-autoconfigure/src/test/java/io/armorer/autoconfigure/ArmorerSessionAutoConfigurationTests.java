package io.armorer.autoconfigure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.assertj.core.groups.Tuple;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.simple.SimpleMetricsExportAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.event.EventListener;

import io.armorer.actuate.EndpointProblemException;
import io.armorer.actuate.SectionRequest;
import io.armorer.actuate.SessionMetrics;
import io.armorer.actuate.SessionsSection;
import io.armorer.config.InvalidSettingException;
import io.armorer.event.SessionCreated;
import io.armorer.event.SessionEnded;
import io.armorer.event.ToolEventPublisher;
import io.armorer.event.ToolFinished;
import io.armorer.middleware.ToolMiddleware;
import io.armorer.pattern.session.InvalidSessionException;
import io.armorer.pattern.session.Session;
import io.armorer.pattern.session.SessionInvocation;
import io.armorer.pattern.session.SessionManager;
import io.armorer.pattern.session.SessionMiddleware;
import io.armorer.pattern.session.SessionRequiredException;
import io.armorer.pattern.session.SessionSettings;
import io.armorer.store.StoreGuard;
import io.armorer.testing.FailingStores;
import io.armorer.testing.MovableTime;
import io.armorer.tool.ArmorerTool;
import io.armorer.tool.ErrorCode;
import io.armorer.tool.Outcome;
import io.armorer.tool.TimeSource;
import io.armorer.tool.Tool;
import io.armorer.tool.ToolCall;
import io.armorer.tool.ToolContext;
import io.armorer.tool.ToolError;
import io.armorer.tool.ToolRefusedException;
import io.armorer.tool.ToolResult;
import io.armorer.toolbox.Toolbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@Timeout(60)
class ArmorerSessionAutoConfigurationTests {

	private final MovableTime time = new MovableTime();

	private final FailingStores stores = FailingStores.inMemory(this.time);

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(JacksonAutoConfiguration.class, ArmorerAutoConfiguration.class,
				ArmorerRedactionAutoConfiguration.class, ArmorerStoreAutoConfiguration.class,
				ArmorerSessionAutoConfiguration.class))
		.withBean(MovableTime.class, () -> this.time)
		.withBean(FailingStores.class, () -> this.stores)
		.withBean("search", Tool.class, () -> Tool.builder("search").build((input, context) -> "found"));

	private final ApplicationContextRunner withPrefs = this.runner.withBean(Prefs.class);

	@Test
	void toolGetsTheSessionOfItsCall() {
		this.withPrefs.run((context) -> {
			Session session = context.getBean(SessionManager.class).create("ann", Map.of("theme", "dark"));
			Toolbox toolbox = context.getBean(Toolbox.class);
			ToolContext ann = ToolContext.builder().userId("ann").sessionId(session.id()).build();
			for (String tool : List.of("theme", "nullable-theme", "optional-theme", "later-theme", "mono-theme")) {
				assertThat(toolbox.execute(ToolCall.of(tool, Map.of("fallback", "light")), ann).value()).as(tool)
					.isEqualTo("dark");
			}
			assertThat(context.getBean(SessionManager.class).find(session.id()).orElseThrow().invocations())
				.extracting(SessionInvocation::tool)
				.containsExactly("theme", "nullable-theme", "optional-theme", "later-theme", "mono-theme");
		});
	}

	@Test
	void toolWithoutASessionIsRefusedUnlessItCanDoWithout() {
		this.withPrefs.run((context) -> {
			Toolbox toolbox = context.getBean(Toolbox.class);
			ToolContext ann = ToolContext.ofUser("ann");
			for (String tool : List.of("nullable-theme", "optional-theme")) {
				assertThat(toolbox.execute(ToolCall.of(tool, Map.of("fallback", "light")), ann).value()).as(tool)
					.isEqualTo("light");
			}
			ToolResult refused = toolbox.execute(ToolCall.of("theme", Map.of("fallback", "light")), ann);
			assertThat(refused.outcome()).isEqualTo(Outcome.DENIED);
			assertThat(refused.error()).matches((error) -> error.is(ErrorCode.SESSION_REQUIRED));
			assertThatExceptionOfType(SessionRequiredException.class)
				.isThrownBy(() -> context.getBean(Prefs.class).theme("light", null));
		});
	}

	@Test
	void sessionIsNoPartOfTheSchemaAndNoModelCanWriteOne() {
		this.withPrefs.run((context) -> {
			Toolbox toolbox = context.getBean(Toolbox.class);
			Session session = context.getBean(SessionManager.class).create("ann", Map.of("theme", "dark"));
			for (String tool : List.of("theme", "nullable-theme", "optional-theme")) {
				assertThat(toolbox.find(tool).orElseThrow().definition().inputSchema().json()).contains("fallback")
					.doesNotContain("session");
				assertThat(toolbox
					.execute(ToolCall.json(null, tool,
							"{\"fallback\": \"light\", \"session\": {\"id\": \"" + session.id() + "\"}}"))
					.error()).matches((error) -> error.is(ErrorCode.INVALID_ARGUMENTS));
			}
			assertThat(toolbox.execute(ToolCall.of("search", Map.of("sessionId", session.id()))).isSuccess()).isTrue();
			assertThat(context.getBean(SessionManager.class).find(session.id()).orElseThrow().invocations()).isEmpty();
		});
	}

	@Test
	void javaCallerCanNotPassASessionThatIsNotTheCalls() {
		this.withPrefs.run((context) -> {
			Session session = context.getBean(SessionManager.class).create("ann", Map.of("theme", "dark"));
			assertThat(context.getBean(Prefs.class).nullableTheme("light", session)).isEqualTo("light");
		});
	}

	@Test
	void strangersCallIsRefused() {
		this.withPrefs.run((context) -> {
			Session session = context.getBean(SessionManager.class).create("ann");
			ToolContext eve = ToolContext.builder().userId("eve").sessionId(session.id()).build();
			for (ToolCall call : List.of(ToolCall.of("search"), ToolCall.of("theme", Map.of("fallback", "light")))) {
				ToolResult refused = context.getBean(Toolbox.class).execute(call, eve);
				assertThat(refused.error()).isEqualTo(new InvalidSessionException().error());
				assertThat(refused.outcome()).isEqualTo(Outcome.DENIED);
			}
			assertThat(context.getBean(SessionManager.class).find(session.id())).contains(session);
		});
	}

	@Test
	void callsWithinACallAreInItsSessionAndNoneIsLost() {
		this.withPrefs.run((context) -> {
			SessionManager sessions = context.getBean(SessionManager.class);
			Session session = sessions.create("ann");
			ToolContext ann = ToolContext.builder().userId("ann").sessionId(session.id()).build();
			context.getBean(Toolbox.class).execute(ToolCall.json("outer", "shop", "{}"), ann);
			Session after = sessions.find(session.id()).orElseThrow();
			assertThat(after.invocations()).extracting(SessionInvocation::tool).containsExactly("theme", "shop");
			assertThat(after.invocations().get(1).callId()).isEqualTo("outer");
			assertThat(after.history()).hasSize(1);
		});
	}

	@Test
	void callsThatAreDeniedOrNeverReachTheirToolAreKept() {
		ToolMiddleware guard = (tool, next) -> tool.name().equals("search") ? (call) -> {
			throw new ToolRefusedException(ToolError.of(ErrorCode.POLICY_DENIED, "No."));
		} : next;
		this.withPrefs.withBean("guard", ToolMiddleware.class, () -> guard).withBean(Diary.class).run((context) -> {
			SessionManager sessions = context.getBean(SessionManager.class);
			Session session = sessions.create("ann");
			Toolbox toolbox = context.getBean(Toolbox.class);
			ToolContext ann = ToolContext.builder().userId("ann").sessionId(session.id()).build();
			toolbox.execute(ToolCall.of("search"), ann);
			toolbox.execute(ToolCall.of("theme", Map.of("wrong", 1)), ann);
			toolbox.execute(ToolCall.of("no-such-tool"), ann);
			toolbox.execute(ToolCall.of("theme", Map.of("fallback", "light")), ann);
			ToolContext eve = ToolContext.builder().userId("eve").sessionId(session.id()).build();
			toolbox.execute(ToolCall.of("no-such-tool"), eve);
			toolbox.execute(ToolCall.of("theme", Map.of("wrong", 1)), eve);
			assertThat(sessions.find(session.id()).orElseThrow().invocations())
				.extracting(SessionInvocation::tool, SessionInvocation::outcome, SessionInvocation::code)
				.containsExactly(tuple("search", Outcome.DENIED, "POLICY_DENIED"),
						tuple("theme", Outcome.ERROR, "INVALID_ARGUMENTS"),
						tuple("no-such-tool", Outcome.ERROR, "UNKNOWN_TOOL"), tuple("theme", Outcome.SUCCESS, null));
			assertThat(context.getBean(Diary.class).finished).as("is watched by others, too").hasSize(6);
		});
	}

	@Test
	void storeThatFailsChangesNoCallThatNeverReachesItsTool() {
		this.runner.run((context) -> {
			Session session = context.getBean(SessionManager.class).create("ann");
			this.stores.fail();
			ToolResult result = context.getBean(Toolbox.class)
				.execute(ToolCall.of("no-such-tool"),
						ToolContext.builder().userId("ann").sessionId(session.id()).build());
			assertThat(result.error()).matches((error) -> error.is(ErrorCode.UNKNOWN_TOOL));
		});
	}

	@Test
	void promisesAreKeptWhenTheySettle() {
		this.withPrefs.run((context) -> {
			SessionManager sessions = context.getBean(SessionManager.class);
			Session session = sessions.create("ann");
			Prefs prefs = context.getBean(Prefs.class);
			ToolContext ann = ToolContext.builder().userId("ann").sessionId(session.id()).build();
			CompletableFuture<String> future = prefs.never(ann);
			assertThat(sessions.find(session.id()).orElseThrow().invocations()).isEmpty();
			this.time.advance(Duration.ofSeconds(3));
			future.cancel(true);
			assertThat(sessions.find(session.id()).orElseThrow().invocations()).singleElement().satisfies((call) -> {
				assertThat(call.outcome()).isEqualTo(Outcome.CANCELLED);
				assertThat(call.at()).isEqualTo(MovableTime.START);
				assertThat(call.duration()).isEqualTo(Duration.ofSeconds(3));
			});
		});
	}

	@Test
	void requiredSessionIsRequired() {
		this.runner.withPropertyValues("armorer.tools.search.session.required=true").run((context) -> {
			Toolbox toolbox = context.getBean(Toolbox.class);
			assertThat(toolbox.execute(ToolCall.of("search")).error())
				.matches((error) -> error.is(ErrorCode.SESSION_REQUIRED));
			Session session = context.getBean(SessionManager.class).create(null);
			assertThat(toolbox.execute(ToolCall.of("search"), ToolContext.builder().sessionId(session.id()).build())
				.isSuccess()).isTrue();
			this.time.advance(Duration.ofMinutes(30));
			assertThat(toolbox.execute(ToolCall.of("search"), ToolContext.builder().sessionId(session.id()).build())
				.error()).matches((error) -> error.is(ErrorCode.SESSION_INVALID));
		});
	}

	@Test
	void eventsAreHeard() {
		this.runner.withBean(Diary.class).run((context) -> {
			SessionManager sessions = context.getBean(SessionManager.class);
			Session one = sessions.create("ann");
			Session other = sessions.create("bob");
			sessions.end(one.id());
			this.time.advance(Duration.ofMinutes(30));
			context.getBean(Toolbox.class)
				.execute(ToolCall.of("search"), ToolContext.builder().userId("bob").sessionId(other.id()).build());
			assertThat(context.getBean(Diary.class).lines).containsExactly("created " + one.id() + " ann",
					"created " + other.id() + " bob", "ENDED " + one.id() + " ann", "EXPIRED " + other.id() + " bob");
		});
	}

	@Test
	void canBeSwitchedOff() {
		this.runner.withPropertyValues("armorer.session.enabled=false").run((context) -> {
			assertThat(context).doesNotHaveBean(SessionManager.class)
				.doesNotHaveBean(SessionMiddleware.class)
				.doesNotHaveBean(SessionMetrics.class)
				.doesNotHaveBean(SessionsSection.class);
			assertThat(context.getBean(Toolbox.class)
				.execute(ToolCall.of("search"), ToolContext.builder().sessionId("any").build())
				.isSuccess()).isTrue();
		});
		this.withPrefs.withPropertyValues("armorer.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(SessionManager.class));
	}

	@Test
	void switchedOffItStopsTheStartUpOfToolsThatNeedASession() {
		this.withPrefs.withPropertyValues("armorer.session.enabled=false")
			.run((context) -> assertThat(context).getFailure()
				.isInstanceOfSatisfying(InvalidSettingException.class, (ex) -> {
					assertThat(ex.key()).isEqualTo("armorer.session.enabled");
					assertThat(ex.description()).contains("can't be called without a session")
						.contains("its parameter 'session'");
				}));
		this.runner.withBean(Modest.class).withPropertyValues("armorer.session.enabled=false").run((context) -> {
			assertThat(context.getBean(Toolbox.class).execute(ToolCall.of("modest")).value()).isEqualTo("none");
			assertThat(context.getBean(Toolbox.class).execute(ToolCall.of("absent")).value()).isEqualTo("none");
		});
	}

	@Test
	void backsOffForTheUsersOwn() {
		this.runner
			.withBean("ownSessions", SessionManager.class,
					() -> new SessionManager(FailingStores.inMemory(this.time), new StoreGuard("own", this.time),
							new SessionSettings(), TimeSource.system(), ToolEventPublisher.NONE, JsonMapper.shared()))
			.run((context) -> assertThat(context).hasSingleBean(SessionManager.class).hasBean("ownSessions"));
		this.runner.run((context) -> assertThat(context).hasBean("armorerSessionMiddleware"));
	}

	@Test
	void worksWithoutMicrometerAndActuator() {
		this.runner.withClassLoader(new FilteredClassLoader(MeterBinder.class, Endpoint.class))
			.run((context) -> assertThat(context).hasSingleBean(SessionManager.class)
				.doesNotHaveBean("armorerSessionMetrics")
				.doesNotHaveBean("armorerSessionsSection"));
	}

	@Test
	void settingThatCanNotBeStopsTheStartUp() {
		for (String wrong : List.of("ttl=-1m", "max-sessions=0", "history-limit=-1", "invocation-limit=-5")) {
			this.runner.withPropertyValues("armorer.session." + wrong)
				.run((context) -> assertThat(context).getFailure()
					.rootCause()
					.isInstanceOfSatisfying(InvalidSettingException.class, (ex) -> assertThat(ex.key())
						.isEqualTo("armorer.session." + wrong.substring(0, wrong.indexOf('=')))));
		}
	}

	@Test
	void metersCountWhatHappens() {
		this.runner
			.withConfiguration(AutoConfigurations.of(MetricsAutoConfiguration.class,
					SimpleMetricsExportAutoConfiguration.class, CompositeMeterRegistryAutoConfiguration.class))
			.withPropertyValues("armorer.session.max-sessions=2", "armorer.tools.search.session.required=true")
			.run((context) -> {
				MeterRegistry registry = context.getBean(MeterRegistry.class);
				SessionManager sessions = context.getBean(SessionManager.class);
				Toolbox toolbox = context.getBean(Toolbox.class);
				Session one = sessions.create("ann");
				sessions.create("bob");
				try {
					sessions.create("cem");
				}
				catch (RuntimeException ex) {
					// as it should be
				}
				toolbox.execute(ToolCall.of("search"));
				toolbox.execute(ToolCall.of("search"), ToolContext.builder().sessionId("no-such").build());
				sessions.end(one.id());
				assertThat(registry.get(SessionMetrics.ACTIVE).gauge().value()).isEqualTo(1);
				assertThat(registry.get(SessionMetrics.CREATED).functionCounter().count()).isEqualTo(2);
				assertThat(count(registry, SessionMetrics.ENDED, "ended")).isEqualTo(1);
				assertThat(count(registry, SessionMetrics.ENDED, "expired")).isZero();
				assertThat(count(registry, SessionMetrics.REFUSED, "required")).isEqualTo(1);
				assertThat(count(registry, SessionMetrics.REFUSED, "invalid")).isEqualTo(1);
				assertThat(count(registry, SessionMetrics.REFUSED, "full")).isEqualTo(1);
				this.stores.fail();
				assertThat(registry.get(SessionMetrics.ACTIVE).gauge().value()).isNaN();
				assertThat(registry.getMeters()).extracting(Meter::getId)
					.filteredOn((id) -> id.getName().startsWith("armorer.session"))
					.allSatisfy((id) -> assertThat(id.getTags()).allMatch((tag) -> tag.getKey().equals("reason")));
			});
	}

	private static double count(MeterRegistry registry, String name, String reason) {
		return registry.get(name).tag("reason", reason).functionCounter().count();
	}

	@Test
	void endpointListsPageByPage() {
		this.runner.run((context) -> {
			SessionManager sessions = context.getBean(SessionManager.class);
			SessionsSection section = context.getBean(SessionsSection.class);
			for (int i = 0; i < 5; i++) {
				sessions.create("ann");
				sessions.create("bob");
			}
			List<SessionsSection.SessionLine> anns = new ArrayList<>();
			String after = "";
			while (after != null) {
				SessionsSection.SessionList page = (SessionsSection.SessionList) section
					.list(SectionRequest.of(Map.of("user", "ann", "limit", "2", "after", after), false));
				assertThat(page.sessions()).hasSizeBetween(1, 2);
				anns.addAll(page.sessions());
				after = page.next();
			}
			assertThat(anns).hasSize(5).allMatch((line) -> "ann".equals(line.user()));
			SessionsSection.SessionList all = (SessionsSection.SessionList) section
				.list(SectionRequest.of(Map.of(), false));
			assertThat(all.sessions()).hasSize(10);
			assertThat(all.next()).isNull();
			assertThatExceptionOfType(EndpointProblemException.class)
				.isThrownBy(() -> section.list(SectionRequest.of(Map.of("limit", "0"), false)));
			assertThatExceptionOfType(EndpointProblemException.class)
				.isThrownBy(() -> section.list(SectionRequest.of(Map.of("usr", "ann"), false)));
		});
	}

	@Test
	void endpointHidesWhatWasSaidAndKept() {
		this.runner.run((context) -> {
			SessionManager sessions = context.getBean(SessionManager.class);
			SessionsSection section = context.getBean(SessionsSection.class);
			Session session = sessions.create("ann", Map.of("theme", "canary", "password", "hunter2"));
			sessions.appendMessage(session.id(), "user", "canary, password=hunter2");
			context.getBean(Toolbox.class)
				.execute(ToolCall.of("search"), ToolContext.builder().userId("ann").sessionId(session.id()).build());
			SectionRequest hidden = SectionRequest.of(Map.of(), false);
			JsonMapper mapper = JsonMapper.shared();
			for (Object shown : new @Nullable Object[] { section.detail(session.id(), hidden), section.list(hidden),
					section.summary(false) }) {
				assertThat(mapper.writeValueAsString(shown)).doesNotContain("canary").doesNotContain("hunter2");
			}
			SessionsSection.SessionDescriptor detail = (SessionsSection.SessionDescriptor) section.detail(session.id(),
					hidden);
			assertThat(detail).isNotNull();
			assertThat(detail.metadataKeys()).containsExactlyInAnyOrder("theme", "password");
			assertThat(detail.history()).hasSize(1);
			assertThat(detail.invocations()).extracting(SessionsSection.Invocation::tool).containsExactly("search");
			assertThat(detail.invocations()).extracting(SessionsSection.Invocation::outcome).containsExactly("success");
			String shown = mapper.writeValueAsString(section.detail(session.id(), SectionRequest.of(Map.of(), true)));
			assertThat(shown).contains("canary").doesNotContain("hunter2");
			assertThat(section.detail("no-such", hidden)).isNull();
		});
	}

	@Test
	void endpointEndsASession() {
		this.runner.run((context) -> {
			SessionManager sessions = context.getBean(SessionManager.class);
			SessionsSection section = context.getBean(SessionsSection.class);
			Session session = sessions.create("ann");
			SectionRequest request = SectionRequest.of(Map.of(), false);
			assertThat(section.id()).isEqualTo("sessions");
			assertThat(section.summary(false)).isEqualTo(new SessionsSection.SessionsSummary(1L, sessions.counts()));
			assertThat(section.delete(session.id(), request)).isTrue();
			assertThat(section.delete(session.id(), request)).isFalse();
			assertThat(sessions.find(session.id())).isEmpty();
			this.stores.fail();
			assertThat(section.summary(false)).isEqualTo(new SessionsSection.SessionsSummary(null, sessions.counts()));
		});
	}

	private static Tuple tuple(@Nullable Object... values) {
		return Tuple.tuple(values);
	}

	static class Prefs {

		private final Toolbox toolbox;

		private final SessionManager sessions;

		Prefs(@Lazy Toolbox toolbox, ObjectProvider<SessionManager> sessions) {
			this.toolbox = toolbox;
			this.sessions = sessions.getIfAvailable();
		}

		@ArmorerTool(description = "Theme")
		String theme(String fallback, Session session) {
			return (String) session.metadata().getOrDefault("theme", fallback);
		}

		@ArmorerTool(description = "Theme")
		String nullableTheme(String fallback, @Nullable Session session) {
			return (session != null) ? theme(fallback, session) : fallback;
		}

		@ArmorerTool(description = "Theme")
		String optionalTheme(String fallback, Optional<Session> session) {
			return session.map((present) -> theme(fallback, present)).orElse(fallback);
		}

		@ArmorerTool(description = "Theme")
		CompletableFuture<String> laterTheme(String fallback, Session session) {
			return CompletableFuture.supplyAsync(() -> theme(fallback, session));
		}

		@ArmorerTool(description = "Theme")
		Mono<String> monoTheme(String fallback, Session session) {
			return Mono.fromSupplier(() -> theme(fallback, session));
		}

		@ArmorerTool(description = "Never")
		CompletableFuture<String> never(ToolContext context) {
			return new CompletableFuture<>();
		}

		@ArmorerTool(description = "Shop")
		String shop(Session session) {
			this.sessions.appendMessage(session.id(), "assistant", "I look.");
			return this.toolbox.execute(ToolCall.of("theme", Map.of("fallback", "light"))).content();
		}

	}

	static class Modest {

		@ArmorerTool(description = "Modest")
		String modest(@Nullable Session session) {
			return (session != null) ? session.id() : "none";
		}

		@ArmorerTool(description = "Modest")
		String absent(Optional<Session> session) {
			return session.map(Session::id).orElse("none");
		}

	}

	static class Diary {

		private final List<String> lines = new CopyOnWriteArrayList<>();

		private final List<String> finished = new CopyOnWriteArrayList<>();

		@EventListener
		void on(ToolFinished event) {
			this.finished.add(event.toolName());
		}

		@EventListener
		void on(SessionCreated event) {
			this.lines.add("created " + event.sessionId() + " " + event.userId());
		}

		@EventListener
		void on(SessionEnded event) {
			this.lines.add(event.reason() + " " + event.sessionId() + " " + event.userId());
		}

	}

}
