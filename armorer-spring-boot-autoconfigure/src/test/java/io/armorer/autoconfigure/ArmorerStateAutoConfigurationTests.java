package io.armorer.autoconfigure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import ch.qos.logback.classic.Level;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import jakarta.annotation.PostConstruct;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.simple.SimpleMetricsExportAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;

import io.armorer.actuate.EndpointProblemException;
import io.armorer.actuate.SectionRequest;
import io.armorer.actuate.StateMetrics;
import io.armorer.actuate.StateSection;
import io.armorer.config.InvalidSettingException;
import io.armorer.event.StateSaved;
import io.armorer.pattern.state.PersistenceStatus;
import io.armorer.pattern.state.StateEntry;
import io.armorer.pattern.state.StateMiddleware;
import io.armorer.pattern.state.StatePersistence;
import io.armorer.pattern.state.StateStore;
import io.armorer.redact.Sensitive;
import io.armorer.store.StoreBackend;
import io.armorer.testing.CapturedLog;
import io.armorer.testing.FailingStores;
import io.armorer.tool.ArmorerTool;
import io.armorer.tool.ErrorCode;
import io.armorer.tool.TimeSource;
import io.armorer.tool.Tool;
import io.armorer.tool.ToolCall;
import io.armorer.tool.ToolContext;
import io.armorer.tool.ToolResult;
import io.armorer.toolbox.Toolbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

@Timeout(60)
@ExtendWith(OutputCaptureExtension.class)
class ArmorerStateAutoConfigurationTests {

	private static final String FILE = "armorer.state.persistence.file";

	private final ApplicationContextRunner withoutTools = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(JacksonAutoConfiguration.class, ArmorerAutoConfiguration.class,
				ArmorerRedactionAutoConfiguration.class, ArmorerStoreAutoConfiguration.class,
				ArmorerStateAutoConfiguration.class));

	private final ApplicationContextRunner runner = this.withoutTools.withBean(Counters.class);

	private final SectionRequest request = SectionRequest.of(Map.of(), false);

	@TempDir
	private Path directory;

	private ApplicationContextRunner saving() {
		return saving(this.runner);
	}

	/** To a file, and only when told to. */
	private ApplicationContextRunner saving(ApplicationContextRunner application) {
		return application.withPropertyValues(FILE + "=" + this.directory.resolve("state.json"),
				"armorer.state.persistence.debounce=1h", "armorer.state.persistence.max-wait=2h");
	}

	@Test
	void toolsKeepStateForWhomTheyAreCalled() {
		this.runner.run((context) -> {
			Toolbox toolbox = context.getBean(Toolbox.class);
			ToolContext ann = ToolContext.builder().userId("ann").sessionId("s-1").build();
			for (int i = 1; i <= 3; i++) {
				assertThat(toolbox.execute(ToolCall.of("count-for-user"), ann).value()).isEqualTo(i);
				assertThat(toolbox.execute(ToolCall.of("count-for-session"), ann).value()).isEqualTo(i);
			}
			assertThat(toolbox.execute(ToolCall.of("count-for-user"), ToolContext.ofUser("bob")).value()).isEqualTo(1);
			assertThat(toolbox.execute(ToolCall.of("count-for-tool"), ann).value()).isEqualTo(1);
			assertThat(toolbox.execute(ToolCall.of("count-for-tool"), ToolContext.ofUser("bob")).value()).isEqualTo(2);
			StateStore state = context.getBean(StateStore.class);
			assertThat(state.forUser("ann").get("count", Integer.class)).contains(3);
			assertThat(state.forSession("s-1").get("count", Integer.class)).contains(3);
			assertThat(state.forTool("count-for-tool").get("count", Integer.class)).contains(2);
			assertThat(toolbox.execute(ToolCall.of("count-for-user")).error())
				.matches((error) -> error.is(ErrorCode.USER_REQUIRED));
			assertThat(toolbox.execute(ToolCall.of("count-for-session")).error())
				.matches((error) -> error.is(ErrorCode.SESSION_REQUIRED));
		});
	}

	@Test
	void whereNothingIsSavedNoToolPaysForIt() {
		this.runner.withPropertyValues(FILE + "=").run((context) -> {
			assertThat(context).hasSingleBean(StateStore.class)
				.hasSingleBean(StateMiddleware.class)
				.hasBean("armorerStateMiddleware")
				.doesNotHaveBean(StatePersistence.class);
			Tool tool = Tool.builder("any").build((input, call) -> 1);
			io.armorer.middleware.ToolHandler next = (invocation) -> 1;
			assertThat(context.getBean(StateMiddleware.class).apply(tool, next)).isSameAs(next);
		});
	}

	@Test
	void canBeSwitchedOff() {
		for (String off : List.of("armorer.state.enabled=false", "armorer.enabled=false")) {
			saving(this.withoutTools).withPropertyValues(off)
				.run((context) -> assertThat(context).hasNotFailed()
					.doesNotHaveBean(StateStore.class)
					.doesNotHaveBean(StateMiddleware.class)
					.doesNotHaveBean(StatePersistence.class)
					.doesNotHaveBean(StateMetrics.class)
					.doesNotHaveBean(StateSection.class));
		}
		assertThat(this.directory).isEmptyDirectory();
	}

	@Test
	void backsOffForTheUsersOwn() {
		this.runner
			.withBean("own", StateMiddleware.class,
					() -> new StateMiddleware(null, io.armorer.config.ToolSettings.of(Map.of())))
			.run((context) -> assertThat(context).hasSingleBean(StateMiddleware.class).hasBean("own"));
	}

	@Test
	void needsNeitherMicrometerNorTheActuator() {
		this.runner.withClassLoader(new FilteredClassLoader(MeterBinder.class, Endpoint.class))
			.run((context) -> assertThat(context).hasNotFailed()
				.hasSingleBean(StateStore.class)
				.doesNotHaveBean("armorerStateMetrics")
				.doesNotHaveBean("armorerStateSection"));
	}

	@Test
	void stateIsThereAfterARestart() {
		saving().run((context) -> context.getBean(Toolbox.class)
			.execute(ToolCall.of("count-for-user"), ToolContext.ofUser("ann")));
		saving().run((context) -> assertThat(context.getBean(Toolbox.class)
			.execute(ToolCall.of("count-for-user"), ToolContext.ofUser("ann"))
			.value()).isEqualTo(2));
	}

	@Test
	void stateIsLoadedBeforeAnyBodySeesIt() {
		saving().run((context) -> context.getBean(StateStore.class).global().set("early", "loaded"));
		saving().withBean(EarlyBird.class)
			.run((context) -> assertThat(context.getBean(EarlyBird.class).seen).isEqualTo("loaded"));
	}

	@Test
	void theChainShowsWhereItIsSaved() {
		saving().withPropertyValues("armorer.tools.count-for-tool.state.enabled=false").run((context) -> {
			StateMiddleware middleware = context.getBean(StateMiddleware.class);
			Tool tool = context.getBean(Toolbox.class).find("count-for-user").orElseThrow();
			assertThat(middleware.describe(tool)).containsEntry("maxWaitMs", 7_200_000L);
		});
	}

	@Test
	void aCallThatIsInterruptedAtTheVeryEndStillSaves() throws Exception {
		LastWords tool = new LastWords();
		// so that the tools' threads are there first, and would go last
		saving(this.withoutTools).withBean(EarlyCaller.class)
			.withBean(LastWords.class, () -> tool)
			.withPropertyValues("spring.lifecycle.timeout-per-shutdown-phase=1s")
			.run((context) -> {
				context.getBean(Toolbox.class).executeAsync(ToolCall.of("speak"), ToolContext.empty());
				assertThat(tool.started.await(10, TimeUnit.SECONDS)).isTrue();
			});
		saving().run((context) -> assertThat(context.getBean(StateStore.class).global().get("words", String.class))
			.contains("last"));
	}

	@Test
	void aSaveIsAnEvent() {
		saving().withBean(Listener.class).run((context) -> {
			context.getBean(StateStore.class).global().set("a", 1);
			context.getBean(StatePersistence.class).save();
			assertThat(context.getBean(Listener.class).saved.get()).isNotNull()
				.matches((saved) -> saved.entries() == 1);
		});
	}

	@Test
	void aSettingThatCanNotBeStopsTheStart() {
		Map.of("max-entries", "0", "max-value-size", "0B", "persistence.debounce", "0s", "persistence.max-wait", "59m",
				"persistence.retry-delay", "-1s", "persistence.max-retry-delay", "1ms")
			.forEach((key, value) -> saving().withPropertyValues("armorer.state." + key + "=" + value)
				.run((context) -> assertThat(context).getFailure()
					.rootCause()
					.isInstanceOfSatisfying(InvalidSettingException.class, (ex) -> {
						assertThat(ex.key()).isEqualTo("armorer.state." + key);
						assertThat(ex.action()).isNotEmpty();
					})));
		assertThat(this.directory).isEmptyDirectory();
	}

	@Test
	void whatAllToolsShareCanNotBeSetForOne() {
		for (String key : List.of("max-entries=1", "on-store-failure=allow", "persistence.file=x",
				"persistence.max-wait=9s")) {
			this.runner.withConfiguration(AutoConfigurations.of(ArmorerSettingsAutoConfiguration.class))
				.withPropertyValues("armorer.tools.count-for-user.state." + key)
				.run((context) -> assertThat(context).getFailure()
					.as(key)
					.isInstanceOf(InvalidSettingException.class)
					.hasMessageContaining("can't differ from tool to tool"));
		}
		this.runner.withConfiguration(AutoConfigurations.of(ArmorerSettingsAutoConfiguration.class))
			.withPropertyValues("armorer.tools.count-for-user.state.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed());
	}

	@Test
	void aDamagedFileStopsTheStartWithItsNameAndACure(CapturedOutput output) throws IOException {
		Path file = Files.writeString(this.directory.resolve("state.json"), "c4n4ry");
		SpringApplication application = new SpringApplication(Everything.class);
		application.setWebApplicationType(WebApplicationType.NONE);
		for (int i = 0; i < 2; i++) {
			Throwable failure = catchThrowable(
					() -> application.run("--" + FILE + "=" + file, "--spring.main.banner-mode=off").close());
			assertThat(failure).isNotNull();
		}
		assertThat(output.getAll())
			.contains("APPLICATION FAILED TO START",
					"The file with the state, " + file
							+ ", can't be loaded: it does not begin as state does. It was left as it is.",
					"Property: " + FILE,
					"Put a copy from a backup in its place, or move it away to start without state.")
			.doesNotContain("c4n4ry")
			.doesNotContain("in use by another");
		assertThat(file).hasContent("c4n4ry");
	}

	@Test
	void metersTellOfValuesAndSaves() {
		saving()
			.withConfiguration(AutoConfigurations.of(MetricsAutoConfiguration.class,
					SimpleMetricsExportAutoConfiguration.class, CompositeMeterRegistryAutoConfiguration.class))
			.run((context) -> {
				MeterRegistry registry = context.getBean(MeterRegistry.class);
				StateStore state = context.getBean(StateStore.class);
				state.forUser("ann").set("a", 1);
				state.forUser("bob").set("a", 1);
				assertThat(registry.get(StateMetrics.ENTRIES).gauge().value()).isEqualTo(2);
				assertThat(registry.get(StateMetrics.PENDING).gauge().value()).isEqualTo(2);
				assertThat(registry.get(StateMetrics.DROPPED).functionCounter().count()).isZero();
				Path inTheWay = Files.createDirectories(this.directory.resolve("state.json.tmp/full"));
				assertThat(context.getBean(StatePersistence.class).save()).isFalse();
				Files.delete(inTheWay);
				assertThat(context.getBean(StatePersistence.class).save()).isTrue();
				assertThat(registry.get(StateMetrics.SAVES).functionCounter().count()).isEqualTo(1);
				assertThat(registry.get(StateMetrics.SAVE_FAILURES).functionCounter().count()).isEqualTo(1);
				assertThat(registry.get(StateMetrics.PENDING).gauge().value()).isZero();
				assertThat(registry.getMeters()).extracting(Meter::getId)
					.filteredOn((id) -> id.getName().startsWith("armorer.state"))
					.hasSize(5)
					.allMatch((id) -> id.getTags().isEmpty());
			});
	}

	@Test
	void withoutAFileThereAreNoMetersOfSaves() {
		this.runner
			.withConfiguration(AutoConfigurations.of(MetricsAutoConfiguration.class,
					SimpleMetricsExportAutoConfiguration.class, CompositeMeterRegistryAutoConfiguration.class))
			.run((context) -> {
				MeterRegistry registry = context.getBean(MeterRegistry.class);
				assertThat(registry.find(StateMetrics.ENTRIES).gauge()).isNotNull();
				assertThat(registry.find(StateMetrics.SAVES).functionCounter()).isNull();
			});
	}

	@Test
	void endpointShowsValuesToThoseWhoMaySeeThem() {
		this.runner.run((context) -> {
			StateStore state = context.getBean(StateStore.class);
			state.global().set("note", Map.of("text", "hello", "password", "c4n4ry"));
			state.global().set("api-key", "c4n4ry");
			state.global().set("login", new Login("ann", "c4n4ry"));
			state.global().set("logins", Map.of("all", List.of(new Login("ann", "c4n4ry"))));
			state.forUser("ann/../b").set("x", 1);
			StateSection section = context.getBean(StateSection.class);
			assertThat(section.id()).isEqualTo("state");
			assertThat(section.summary(true)).isEqualTo(new StateSection.StateSummary(5, 0, null));
			assertThat(section.list(this.request)).asString()
				.contains("note", "ann/../b")
				.doesNotContain("c4n4ry", "hello");
			SectionRequest showing = SectionRequest.of(Map.of(), true);
			assertThat(section.list(showing)).asString().contains("hello", "******").doesNotContain("c4n4ry");
			assertThat(section.detail("global::note", showing)).isEqualTo(new StateSection.StateDescriptor(
					"global::note", "global", null, "note", 36, Map.of("text", "hello", "password", "******")));
			assertThat(section.detail("global::note", this.request))
				.isEqualTo(new StateSection.StateDescriptor("global::note", "global", null, "note", 36, "******"));
			assertThat(section.detail("user:ann~002f..~002fb:x", showing))
				.isEqualTo(new StateSection.StateDescriptor("user:ann~002f..~002fb:x", "user", "ann/../b", "x", 1, 1));
			assertThat(section.detail("global::nothing", showing)).isNull();
		});
	}

	@Test
	void endpointListsByScopeInPages() {
		this.runner.run((context) -> {
			StateStore state = context.getBean(StateStore.class);
			for (int i = 0; i < 5; i++) {
				state.forUser("ann").set("key-" + i, i);
				state.forUser("ann2").set("key-" + i, i);
				state.forTool("ann").set("key-" + i, i);
			}
			StateSection section = context.getBean(StateSection.class);
			StateSection.StateList first = (StateSection.StateList) section
				.list(SectionRequest.of(Map.of("scope", "user", "id", "ann", "limit", "3"), false));
			assertThat(first.entries()).extracting(StateSection.StateDescriptor::key)
				.containsExactly("key-0", "key-1", "key-2");
			StateSection.StateList second = (StateSection.StateList) section.list(SectionRequest
				.of(Map.of("scope", "user", "id", "ann", "limit", "3", "after", String.valueOf(first.next())), false));
			assertThat(second.entries()).extracting(StateSection.StateDescriptor::key)
				.containsExactly("key-3", "key-4");
			assertThat(second.next()).isNull();
			assertThat(((StateSection.StateList) section.list(SectionRequest.of(Map.of("scope", "user"), false)))
				.entries()).hasSize(10);
			assertThatExceptionOfType(EndpointProblemException.class)
				.isThrownBy(() -> section.list(SectionRequest.of(Map.of("id", "ann"), false)));
			assertThatExceptionOfType(EndpointProblemException.class)
				.isThrownBy(() -> section.list(SectionRequest.of(Map.of("scope", "planet"), false)));
			assertThatExceptionOfType(EndpointProblemException.class)
				.isThrownBy(() -> section.list(SectionRequest.of(Map.of("user", "ann"), false)));
		});
	}

	@Test
	void endpointRemovesOneValueAndSavesNow() {
		saving().run((context) -> {
			StateStore state = context.getBean(StateStore.class);
			state.forUser("ann").set("a", 1);
			state.forUser("ann").set("b", 1);
			StateSection section = context.getBean(StateSection.class);
			String name = state.page(null, null, null, 1)
				.items()
				.stream()
				.map(StateEntry::name)
				.findFirst()
				.orElseThrow();
			assertThat(section.delete(name, this.request)).isTrue();
			assertThat(section.delete(name, this.request)).isFalse();
			assertThat(state.forUser("ann").keys()).containsExactly("b");
			assertThat(section.detail("persistence", this.request)).isInstanceOfSatisfying(PersistenceStatus.class,
					(status) -> assertThat(status.pending()).isEqualTo(3));
			assertThat(section.write("persistence", this.request)).isInstanceOfSatisfying(PersistenceStatus.class,
					(status) -> assertThat(status.pending()).isZero());
			state.forUser("ann").set("c", 1);
			Path inTheWay = Files.createDirectories(this.directory.resolve("state.json.tmp/full"));
			assertThatExceptionOfType(EndpointProblemException.class)
				.isThrownBy(() -> section.write("persistence", this.request))
				.satisfies((ex) -> assertThat(ex.problem().status()).isEqualTo(409));
			Files.delete(inTheWay);
			assertThatExceptionOfType(EndpointProblemException.class)
				.isThrownBy(() -> section.write(name, this.request))
				.satisfies((ex) -> assertThat(ex.problem().status()).isEqualTo(405));
			assertThatExceptionOfType(EndpointProblemException.class)
				.isThrownBy(() -> section.delete("persistence", this.request));
		});
		this.runner.run((context) -> {
			StateSection section = context.getBean(StateSection.class);
			assertThat(section.detail("persistence", this.request)).isNull();
			assertThat(section.write("persistence", this.request)).isNull();
		});
	}

	@Test
	void aStoreThatFailsRefusesTheCallUnlessAllowed() {
		FailingStores stores = FailingStores.inMemory(TimeSource.system());
		ToolContext ann = ToolContext.ofUser("ann");
		this.runner.withBean(StoreBackend.class, () -> stores).run((context) -> {
			stores.fail();
			ToolResult refused = context.getBean(Toolbox.class).execute(ToolCall.of("count-for-user"), ann);
			assertThat(refused.error()).matches((error) -> error.is(ErrorCode.STORE_UNAVAILABLE));
			stores.recover();
			assertThat(context.getBean(Toolbox.class).execute(ToolCall.of("count-for-user"), ann).value()).isEqualTo(1);
		});
		this.runner.withBean(StoreBackend.class, () -> stores)
			.withPropertyValues("armorer.state.on-store-failure=allow")
			.run((context) -> {
				stores.fail();
				assertThat(context.getBean(Toolbox.class).execute(ToolCall.of("count-for-user"), ann).value())
					.isEqualTo(1);
				assertThat(context.getBean(StateStore.class).dropped()).isOne();
			});
	}

	@Test
	void noSecretIsLogged() {
		saving().withPropertyValues("armorer.state.max-value-size=200B").run((context) -> {
			Toolbox toolbox = context.getBean(Toolbox.class);
			StateStore state = context.getBean(StateStore.class);
			toolbox.tools();
			try (CapturedLog log = new CapturedLog("ROOT", Level.TRACE)) {
				state.global().set("a", "c4n4ry");
				ToolContext ann = ToolContext.ofUser("ann");
				assertThat(toolbox.execute(ToolCall.of("break-state"), ann).cause()).satisfies(this::saysNothing);
				assertThat(toolbox.execute(ToolCall.of("misread-state"), ann).cause()).satisfies(this::saysNothing);
				assertThat(toolbox.execute(ToolCall.of("overfill-state"), ann).cause()).satisfies(this::saysNothing);
				Path inTheWay = Files.createDirectories(this.directory.resolve("state.json.tmp/full"));
				state.global().set("b", "c4n4ry");
				assertThat(context.getBean(StatePersistence.class).save()).isFalse();
				Files.delete(inTheWay);
				context.getBean(StatePersistence.class).save();
				context.getBean(StateSection.class).list(this.request);
				assertThat(log.events()).isNotEmpty();
				assertThat(log.text()).doesNotContain("c4n4ry");
				assertThat(state.snapshot().toString() + state.global() + state.page(null, null, null, 10))
					.doesNotContain("c4n4ry");
			}
		});
	}

	private void saysNothing(Throwable failure) {
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			assertThat(cause.toString()).doesNotContain("c4n4ry");
		}
		assertThat(failure).isNotNull();
	}

	record Login(String user, @Sensitive String pin) {

	}

	static class Broken {

		public String getSecret() {
			throw new IllegalStateException("c4n4ry");
		}

	}

	static class Counters {

		private final StateStore state;

		Counters(StateStore state) {
			this.state = state;
		}

		@ArmorerTool
		public int countForUser(ToolContext context) {
			return this.state.user(context).update("count", Integer.class, (count) -> count.orElse(0) + 1);
		}

		@ArmorerTool
		public int countForSession() {
			return this.state.currentSession().update("count", Integer.class, (count) -> count.orElse(0) + 1);
		}

		@ArmorerTool
		public int countForTool(ToolContext context) {
			assertThat(context).isSameAs(ToolContext.current().orElseThrow());
			return this.state.tool(context).update("count", Integer.class, (count) -> count.orElse(0) + 1);
		}

		@ArmorerTool
		public void breakState() {
			this.state.currentUser().set("broken", new Broken());
		}

		@ArmorerTool
		public int misreadState() {
			this.state.currentUser().set("text", "c4n4ry");
			return this.state.currentUser().get("text", Integer.class).orElse(0);
		}

		@ArmorerTool
		public void overfillState() {
			this.state.currentTool().set("text", "c4n4ry".repeat(100));
		}

	}

	static class EarlyBird {

		private final StateStore state;

		private String seen = "";

		EarlyBird(StateStore state) {
			this.state = state;
		}

		@PostConstruct
		void look() {
			this.seen = this.state.global().get("early", String.class).orElse("nothing");
		}

	}

	static class EarlyCaller {

		EarlyCaller(Toolbox toolbox) {
			assertThat(toolbox).isNotNull();
		}

	}

	static class LastWords {

		private final CountDownLatch started = new CountDownLatch(1);

		@org.springframework.beans.factory.annotation.Autowired
		private org.springframework.beans.factory.ObjectProvider<StateStore> state;

		@ArmorerTool
		public String speak() {
			StateStore store = this.state.getObject();
			this.started.countDown();
			try {
				new CountDownLatch(1).await();
			}
			catch (InterruptedException ex) {
				store.global().set("words", "last");
			}
			return "spoken";
		}

	}

	static class Listener {

		private final AtomicReference<StateSaved> saved = new AtomicReference<>();

		@EventListener
		void on(StateSaved event) {
			this.saved.set(event);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ JacksonAutoConfiguration.class, ArmorerAutoConfiguration.class,
			ArmorerRedactionAutoConfiguration.class, ArmorerStoreAutoConfiguration.class,
			ArmorerStateAutoConfiguration.class })
	static class Everything {

	}

}
