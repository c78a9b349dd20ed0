package io.armorer.autoconfigure;

import java.util.Map;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.simple.SimpleMetricsExportAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.mock.env.MockEnvironment;

import io.armorer.actuate.DependenciesSection;
import io.armorer.actuate.DependencyMetrics;
import io.armorer.actuate.SectionRequest;
import io.armorer.config.InvalidSettingException;
import io.armorer.middleware.ToolInspector;
import io.armorer.pattern.dependency.Dependencies;
import io.armorer.pattern.dependency.DependencyMiddleware;
import io.armorer.pattern.dependency.DependencyRecorder;
import io.armorer.pattern.dependency.InvalidDependencyException;
import io.armorer.pattern.dependency.ToolDependencies;
import io.armorer.tool.ArmorerTool;
import io.armorer.tool.Tool;
import io.armorer.tool.ToolCall;
import io.armorer.tool.ToolContext;
import io.armorer.toolbox.Toolbox;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(60)
class ArmorerDependencyAutoConfigurationTests {

	private static final ToolContext RUN = ToolContext.builder().userId("ada").runId("r1").build();

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(JacksonAutoConfiguration.class, ArmorerSettingsAutoConfiguration.class,
				ArmorerAutoConfiguration.class, ArmorerStoreAutoConfiguration.class,
				ArmorerDependencyAutoConfiguration.class))
		.withBean(Accounts.class);

	@Test
	void aToolWaitsForWhatTheAnnotationOrPropertiesName() {
		this.runner.withPropertyValues("armorer.tools.close-account.depends-on=fetch-user-data").run((context) -> {
			Toolbox toolbox = context.getBean(Toolbox.class);
			assertThat(isSuccess(toolbox, "fetch-user-data")).isFalse();
			assertThat(isSuccess(toolbox, "close-account")).isFalse();
			assertThat(isSuccess(toolbox, "authenticate")).isTrue();
			assertThat(isSuccess(toolbox, "fetch-user-data")).isTrue();
			assertThat(isSuccess(toolbox, "close-account")).isTrue();
			assertThat(context.getBean(ToolInspector.class).chain("close-account").orElseThrow())
				.anyMatch((link) -> link.name().equals("armorerDependencyMiddleware"));
		});
	}

	@Test
	void canBeSwitchedOff() {
		this.runner.withPropertyValues("armorer.dependency.enabled=false").run((context) -> {
			assertThat(context).doesNotHaveBean(DependencyMiddleware.class)
				.doesNotHaveBean(DependencyRecorder.class)
				.doesNotHaveBean(Dependencies.class)
				.doesNotHaveBean(ToolDependencies.class)
				.doesNotHaveBean(DependencyMetrics.class)
				.doesNotHaveBean(DependenciesSection.class);
			assertThat(isSuccess(context.getBean(Toolbox.class), "fetch-user-data")).isTrue();
		});
		this.runner.withPropertyValues("armorer.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(DependencyMiddleware.class));
	}

	@Test
	void backsOffForTheUsersOwn() {
		this.runner
			.withBean("own", ToolDependencies.class,
					() -> new ToolDependencies(null, io.armorer.config.ToolSettings.of(Map.of()), null, null, null))
			.run((context) -> assertThat(context).hasSingleBean(ToolDependencies.class).hasBean("own"));
	}

	@Test
	void doesWithoutMicrometerAndActuator() {
		this.runner.withClassLoader(new FilteredClassLoader(MeterBinder.class, Endpoint.class))
			.run((context) -> assertThat(isSuccess(context.getBean(Toolbox.class), "fetch-user-data")).isFalse());
	}

	@Test
	void needsAStore() {
		new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(JacksonAutoConfiguration.class, ArmorerAutoConfiguration.class,
					ArmorerDependencyAutoConfiguration.class))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(DependencyMiddleware.class));
	}

	@Test
	void metersCountRefusedCallsAndGoWithTheTool() {
		this.runner
			.withConfiguration(AutoConfigurations.of(MetricsAutoConfiguration.class,
					CompositeMeterRegistryAutoConfiguration.class, SimpleMetricsExportAutoConfiguration.class))
			.run((context) -> {
				Toolbox toolbox = context.getBean(Toolbox.class);
				isSuccess(toolbox, "fetch-user-data");
				toolbox.execute(ToolCall.of("fetch-user-data"));
				MeterRegistry registry = context.getBean(MeterRegistry.class);
				assertThat(registry.get("armorer.dependency.missing").functionCounter().count()).isEqualTo(2);
				assertThat(registry.find("armorer.dependency.missing").meters()).singleElement()
					.satisfies((meter) -> assertThat(meter.getId().getTag("tool")).isEqualTo("fetch-user-data"));
				toolbox.register(Tool.builder("late").dependsOn("authenticate").build((input, caller) -> ""));
				assertThat(registry.find("armorer.dependency.missing").meters()).hasSize(2);
				toolbox.unregister("late");
				toolbox.unregister("fetch-user-data");
				assertThat(registry.find("armorer.dependency.missing").meters()).isEmpty();
			});
	}

	@Test
	void endpointShowsTheGraph() {
		this.runner.withPropertyValues("armorer.tools.close-account.depends-on=fetch-user-data,authenticate")
			.run((context) -> {
				Toolbox toolbox = context.getBean(Toolbox.class);
				isSuccess(toolbox, "fetch-user-data");
				DependenciesSection section = context.getBean(DependenciesSection.class);
				SectionRequest request = SectionRequest.of(Map.of(), false);
				assertThat(section.summary(false))
					.hasToString("DependenciesSummary[tools=2, missing=1, storeFailures=0]");
				assertThat(section.list(request))
					.hasToString("DependencyList[dependencies=[DependencyDescriptor[tool=authenticate, dependsOn=[], "
							+ "neededBy=[close-account, fetch-user-data], order=[], missing=0], "
							+ "DependencyDescriptor[tool=close-account, dependsOn=[fetch-user-data, authenticate], "
							+ "neededBy=[], order=[authenticate, fetch-user-data], missing=0], "
							+ "DependencyDescriptor[tool=fetch-user-data, dependsOn=[authenticate], "
							+ "neededBy=[close-account], order=[authenticate], missing=1]]]");
				assertThat(section.detail("fetch-user-data", request)).asString().contains("dependsOn=[authenticate]");
				assertThat(section.detail("nothing", request)).isNull();
				assertThat(section.aboutTool("fetch-user-data"))
					.hasToString("{dependsOn=[authenticate], neededBy=[close-account]}");
				assertThat(section.aboutTool("authenticate"))
					.hasToString("{neededBy=[close-account, fetch-user-data]}");
				assertThat(section.aboutTool("ping")).isEmpty();
				toolbox.unregister("close-account");
				assertThat(section.aboutTool("authenticate")).hasToString("{neededBy=[fetch-user-data]}");
			});
	}

	@Test
	void anUnknownDependencyStopsTheStartUp() {
		this.runner.withPropertyValues("armorer.tools.close-account.depends-on=autenticate")
			.run((context) -> assertThat(context.getStartupFailure())
				.isInstanceOfSatisfying(InvalidDependencyException.class, (ex) -> {
					assertThat(ex.key()).isEqualTo("armorer.tools.close-account.depends-on");
					FailureAnalysis analysis = analysis(ex, "armorer.tools.close-account.depends-on", "autenticate");
					assertThat(analysis.getDescription())
						.startsWith("Tool 'close-account' depends on 'autenticate', but there is no such tool.")
						.contains("armorer.tools.close-account.depends-on", "\"autenticate\"");
					assertThat(analysis.getAction()).isEqualTo("Did you mean 'authenticate'? Correct "
							+ "armorer.tools.close-account.depends-on. If the tool is registered later, set "
							+ "armorer.unknown-settings=warn.");
				}));
	}

	@Test
	void anUnknownDependencyInTheAnnotationStopsTheStartUp() {
		this.runner.withBean(Misspelt.class)
			.run((context) -> assertThat(context.getStartupFailure())
				.isInstanceOfSatisfying(InvalidDependencyException.class, (ex) -> {
					assertThat(ex.description())
						.isEqualTo("Tool 'misspelt' depends on 'fetch-users-data', but there is no such tool.");
					assertThat(ex.action()).startsWith("Did you mean 'fetch-user-data'? Correct "
							+ "@ArmorerTool(dependsOn = …) of 'misspelt' (or set armorer.tools.misspelt.depends-on).");
				}));
	}

	@Test
	void aToolThatIsSwitchedOffIsUnknown() {
		this.runner.withPropertyValues("armorer.tools.authenticate.enabled=false")
			.run((context) -> assertThat(context.getStartupFailure()).isInstanceOf(InvalidDependencyException.class));
	}

	@Test
	void anUnknownDependencyMayComeLaterWhereThatIsSaid() {
		this.runner.withPropertyValues("armorer.tools.close-account.depends-on=later", "armorer.unknown-settings=warn")
			.run((context) -> {
				Toolbox toolbox = context.getBean(Toolbox.class);
				assertThat(isSuccess(toolbox, "close-account")).isFalse();
				toolbox.register(Tool.builder("later").build((input, caller) -> ""));
				assertThat(isSuccess(toolbox, "later")).isTrue();
				assertThat(isSuccess(toolbox, "close-account")).isTrue();
			});
	}

	@Test
	void aToolThatDependsOnItselfStopsTheStartUp() {
		this.runner.withPropertyValues("armorer.tools.ping.depends-on=ping")
			.run((context) -> assertThat(context.getStartupFailure())
				.isInstanceOfSatisfying(InvalidDependencyException.class, (ex) -> {
					assertThat(ex.key()).isEqualTo("armorer.tools.ping.depends-on");
					assertThat(ex.description()).isEqualTo("Tool 'ping' depends on itself.");
					assertThat(ex.action()).isEqualTo("Take it out of armorer.tools.ping.depends-on.");
				}));
	}

	@Test
	void aCycleStopsTheStartUpAndIsNamed() {
		this.runner
			.withPropertyValues("armorer.tools.authenticate.depends-on=ping",
					"armorer.tools.ping.depends-on=close-account,fetch-user-data")
			.run((context) -> assertThat(context.getStartupFailure())
				.isInstanceOfSatisfying(InvalidDependencyException.class, (ex) -> {
					assertThat(ex.description()).containsAnyOf(
							"authenticate -> ping -> fetch-user-data -> authenticate.",
							"ping -> fetch-user-data -> authenticate -> ping.",
							"fetch-user-data -> authenticate -> ping -> fetch-user-data.");
					assertThat(ex.action()).startsWith("Take one of these dependencies out, in ")
						.contains("armorer.tools.authenticate.depends-on", "armorer.tools.ping.depends-on",
								"@ArmorerTool(dependsOn = …) of 'fetch-user-data'");
				}));
		this.runner
			.withPropertyValues("armorer.tools.authenticate.depends-on=ping",
					"armorer.tools.ping.depends-on=close-account,fetch-user-data",
					"armorer.tools.authenticate.dependency.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed());
	}

	@ParameterizedTest
	@CsvSource({ "armorer.dependency.ttl,0s", "armorer.dependency.ttl,-1h", "armorer.dependency.ttl,4000d",
			"armorer.dependency.max-entries,0", "armorer.dependency.max-concurrent,0",
			"armorer.tools.ping.dependency.ttl,-5m", "armorer.dependency.on-store-failure,maybe" })
	void settingsThatCanNotBeStopTheStartUp(String key, String value) {
		this.runner.withPropertyValues(key + "=" + value)
			.run((context) -> assertThat(NestedExceptionUtils.getMostSpecificCause(context.getStartupFailure()))
				.satisfies((cause) -> assertThat(InvalidSettingException.class.isInstance(cause)
						|| String.valueOf(context.getStartupFailure()).contains("dependency"))
					.isTrue()));
	}

	@ParameterizedTest
	@CsvSource({ "armorer.tools.ping.dependency.max-entries,5", "armorer.tools.ping.dependency.order,5" })
	void whatGoesForAllToolsCanNotBeSaidForOne(String key, String value) {
		this.runner.withPropertyValues(key + "=" + value).run((context) -> assertThat(context).hasFailed());
	}

	@Test
	void orderCanBeMoved() {
		this.runner.withPropertyValues("armorer.dependency.order=350")
			.run((context) -> assertThat(context.getBean(DependencyMiddleware.class).getOrder()).isEqualTo(350));
	}

	@Test
	void theCheckMakesNoLazyBean() {
		LazyTool.made = false;
		this.runner.withUserConfiguration(LazyTool.class)
			.withPropertyValues("armorer.tools.ping.depends-on=lazily")
			.run((context) -> {
				assertThat(context).hasNotFailed();
				assertThat(LazyTool.made).isFalse();
				assertThat(isSuccess(context.getBean(Toolbox.class), "ping")).isFalse();
				assertThat(LazyTool.made).isFalse();
			});
	}

	@Test
	void aGraphOfThousandToolsIsCheckedInNoTime() {
		this.runner.run((context) -> {
			Toolbox toolbox = context.getBean(Toolbox.class);
			toolbox.register(Tool.builder("step-0").build((input, caller) -> ""));
			for (int i = 1; i < 1000; i++) {
				String[] before = (i < 4) ? new String[] { "step-" + (i - 1) }
						: new String[] { "step-" + (i - 1), "step-" + (i - 2), "step-" + (i - 3) };
				toolbox.register(Tool.builder("step-" + i).dependsOn(before).build((input, caller) -> ""));
			}
			assertThat(context.getBean(Dependencies.class).find("step-999").orElseThrow().order()).hasSize(999)
				.startsWith("step-0", "step-1");
		});
	}

	private static FailureAnalysis analysis(InvalidSettingException ex, String key, String value) {
		MockEnvironment environment = new MockEnvironment().withProperty(key, value);
		return new ArmorerConfigurationFailureAnalyzer(environment).analyze(ex, ex);
	}

	private static boolean isSuccess(Toolbox toolbox, String tool) {
		return toolbox.execute(ToolCall.of(tool), RUN).isSuccess();
	}

	static class Accounts {

		@ArmorerTool
		public String authenticate() {
			return "in";
		}

		@ArmorerTool(dependsOn = "authenticate")
		public String fetchUserData() {
			return "Ada";
		}

		@ArmorerTool
		public String closeAccount() {
			return "closed";
		}

		@ArmorerTool
		public String ping() {
			return "pong";
		}

	}

	static class Misspelt {

		@ArmorerTool(dependsOn = "fetch-users-data")
		public String misspelt() {
			return "";
		}

	}

	@Lazy
	static class LazyTool {

		static boolean made;

		LazyTool() {
			made = true;
		}

		@ArmorerTool
		public String lazily() {
			return "at last";
		}

	}

}
