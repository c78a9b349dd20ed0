package io.armorer.autoconfigure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

import io.armorer.config.InvalidSettingException;
import io.armorer.config.LampSettings;
import io.armorer.config.ToolSettings;
import io.armorer.pattern.cost.CostTracker;
import io.armorer.pattern.quota.QuotaSettings;
import io.armorer.toolbox.discovery.InvalidToolException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

@ExtendWith(OutputCaptureExtension.class)
class FailureAnalysisTests {

	@TempDir
	private Path directory;

	@Test
	void anUnknownSettingIsNamedWithItsOriginAndTheNearest(CapturedOutput output) throws IOException {
		assertThat(analysisOf(SettingsConfiguration.class, """
				armorer:
				  observation:
				    enabeld: false
				""", output)).isEqualTo("""
				Description:

				'armorer.observation.enabeld' is no setting of anything on the class path.

				    Property: armorer.observation.enabeld
				    Value: "false"
				    Origin: %s - 3:14

				Action:

				Did you mean 'armorer.observation.enabled'?
				""".formatted(file()));
	}

	@Test
	void aValueOfTheWrongTypeIsNamedWithItsOriginAndAnExample(CapturedOutput output) throws IOException {
		assertThat(analysisOf(LampConfiguration.class, """
				armorer:
				  unknown-settings: ignore
				  tools:
				    fetch_it:
				      lamp:
				        fadeTime: 6O s
				""", output)).isEqualTo("""
				Description:

				The value of 'armorer.tools.fetch_it.lamp.fade-time' is not a duration.

				    Property: armorer.tools.fetch_it.lamp.fade-time
				    Value: "6O s"
				    Origin: %s - 6:19

				Action:

				Give a duration, such as 500ms, 30s, 5m or 1h.
				""".formatted(file()));
	}

	@Test
	void aValueThatIsInvalidForAToolIsFoundWhereItWasSaid(CapturedOutput output) throws IOException {
		assertThat(analysisOf(LampConfiguration.class, """
				armorer:
				  unknown-settings: ignore
				  lamp.brightness: -1
				  tools.[fetch_it].lamp.fade-time: 2s
				""", output)).isEqualTo("""
				Description:

				A lamp can't be darker than dark.

				    Property: armorer.lamp.brightness
				    Value: "-1"
				    Origin: %s - 3:20

				Action:

				Give a number of at least 0.
				""".formatted(file()));
	}

	@Test
	void anInvalidSettingOfTheLibraryAsAWholeIsExplained(CapturedOutput output) throws IOException {
		assertThat(analysisOf(SettingsConfiguration.class, """
				armorer.arguments.max-depth: 1000
				""", output)).isEqualTo("""
				Description:

				Arguments can't be nested at most 1000 deep.

				    Property: armorer.arguments.max-depth
				    Value: "1000"
				    Origin: %s - 1:30

				Action:

				Give a number between 1 and 500.
				""".formatted(file()));
	}

	@Test
	void aSingleValueWhereSeveralBelongIsExplained(CapturedOutput output) throws IOException {
		assertThat(analysisOf(QuotaConfiguration.class, """
				armorer.quota.users.bob: 5
				""", output)).isEqualTo("""
				Description:

				'armorer.quota.users.bob' can't be a single value.

				    Property: armorer.quota.users.bob
				    Value: "5"
				    Origin: %s - 1:26

				Action:

				Set 'armorer.quota.users.bob.limit'.
				""".formatted(file()));
	}

	@Test
	void aListThatIsInvalidIsFoundWhereItsFirstElementWasSet(CapturedOutput output) throws IOException {
		assertThat(analysisOf(InvalidListConfiguration.class, """
				armorer:
				  unknown-settings: ignore
				  lamp.colors: [red, blue]
				""", output)).isEqualTo("""
				Description:

				No lamp is that colorful.

				    Property: armorer.lamp.colors
				    Value: "red, blue"
				    Origin: %s - 3:17

				Action:

				Give one color.
				""".formatted(file()));
	}

	@Test
	void aBeanThatIsMissingAsItsPatternIsSwitchedOffIsExplained(CapturedOutput output) throws IOException {
		assertThat(analysisOf(MissingBeanConfiguration.class, """
				armorer.cost.enabled: false
				""", output)).isEqualTo("""
				Description:

				There is no bean of type io.armorer.pattern.cost.CostTracker, as 'armorer.cost.enabled' is false.

				    Property: armorer.cost.enabled
				    Value: "false"
				    Origin: %s - 1:23

				Action:

				Set 'armorer.cost.enabled' to true, or let what needs the bean do without it: inject an ObjectProvider.
				""".formatted(file()));
	}

	@Test
	void aValueOfTheWrongTypeForTheLibraryAsAWholeIsExplained(CapturedOutput output) throws IOException {
		assertThat(analysisOf(SettingsConfiguration.class, """
				armorer.arguments.coercion: some
				""", output)).isEqualTo("""
				Description:

				The value of 'armorer.arguments.coercion' is not one of none, lenient.

				    Property: armorer.arguments.coercion
				    Value: "some"
				    Origin: %s - 1:29

				Action:

				Give one of none, lenient.
				""".formatted(file()));
	}

	@Test
	void aToolThatCanNotBeOneIsExplained(CapturedOutput output) throws IOException {
		assertThat(analysisOf(InvalidToolConfiguration.class, "", output)).isEqualTo("""
				Description:

				There is no tool in the bean 'lamp'.

				Action:

				Annotate a method.
				""");
	}

	private Path file() {
		return this.directory.resolve("application.yml");
	}

	private String analysisOf(Class<?> configuration, String yaml, CapturedOutput output) throws IOException {
		Files.writeString(file(), yaml);
		SpringApplication application = new SpringApplication(configuration);
		application.setWebApplicationType(WebApplicationType.NONE);
		Throwable failure = catchThrowable(
				() -> application.run("--spring.config.location=file:" + file(), "--spring.main.banner-mode=off")
					.close());
		assertThat(failure).isNotNull();
		String printed = output.getAll();
		assertThat(printed).contains("APPLICATION FAILED TO START").doesNotContain("\tat ");
		return printed.substring(printed.indexOf("Description:"))
			.replaceAll("file \\[(.*?)\\]", "$1")
			.replaceAll("URL \\[file:(.*?)\\]", "$1")
			.stripTrailing() + "\n";
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration(ArmorerSettingsAutoConfiguration.class)
	static class SettingsConfiguration {

	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration(ArmorerSettingsAutoConfiguration.class)
	static class LampConfiguration {

		@Bean
		LampSettings lampSettings(Environment environment) {
			return new ToolSettings(environment).forTool("fetch_it", "lamp", LampSettings::new);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration(ArmorerSettingsAutoConfiguration.class)
	@EnableConfigurationProperties(QuotaSettings.class)
	static class QuotaConfiguration {

	}

	@Configuration(proxyBeanMethods = false)
	static class InvalidListConfiguration {

		@Bean
		Object lamp() {
			throw new InvalidSettingException("armorer.lamp.colors", "No lamp is that colorful.", "Give one color.");
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class MissingBeanConfiguration {

		@Bean
		Object books(CostTracker costs) {
			return costs;
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration(ArmorerSettingsAutoConfiguration.class)
	static class InvalidToolConfiguration {

		@Bean
		Object lamp() {
			throw new InvalidToolException("There is no tool in the bean 'lamp'.", "Annotate a method.");
		}

	}

}
