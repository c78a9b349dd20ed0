package io.armorer.readme;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.stereotype.Component;
import org.springframework.stereotype.Service;

import io.armorer.autoconfigure.ArmorerAutoConfiguration;
import io.armorer.autoconfigure.ArmorerDependencyAutoConfiguration;
import io.armorer.autoconfigure.ArmorerSettingsAutoConfiguration;
import io.armorer.autoconfigure.ArmorerStoreAutoConfiguration;
import io.armorer.pattern.dependency.ArgumentMappers;
import io.armorer.pattern.dependency.DependencyExecution;
import io.armorer.pattern.dependency.ToolDependencies;
import io.armorer.tool.ArmorerTool;
import io.armorer.tool.Effect;
import io.armorer.tool.ToolCall;
import io.armorer.tool.ToolContext;
import io.armorer.tool.ToolResult;
import io.armorer.toolbox.Toolbox;

import static org.assertj.core.api.Assertions.assertThat;

/** The README's section on dependencies does what it says. */
@Timeout(60)
class DependencyReadmeTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(JacksonAutoConfiguration.class, ArmorerSettingsAutoConfiguration.class,
				ArmorerAutoConfiguration.class, ArmorerStoreAutoConfiguration.class,
				ArmorerDependencyAutoConfiguration.class))
		.withPropertyValues("armorer.dependency.enabled=true", "armorer.dependency.ttl=1h",
				"armorer.dependency.on-store-failure=deny", "armorer.dependency.max-entries=100000",
				"armorer.dependency.max-concurrent=8", "armorer.dependency.order=500",
				"armorer.tools.close-account.depends-on[0]=authenticate",
				"armorer.tools.close-account.depends-on[1]=fetch-user-data",
				"armorer.tools.authenticate.dependency.ttl=15m",
				"armorer.tools.close-account.dependency.on-store-failure=deny")
		.withBean(Users.class)
		.withBean(Closing.class)
		.withBean(Onboarding.class);

	@Test
	void theModelReadsWhatToCallFirst() {
		this.runner.run((context) -> {
			Toolbox toolbox = context.getBean(Toolbox.class);
			ToolContext run = ToolContext.builder().userId("ada").runId("r1").build();
			assertThat(toolbox.execute(ToolCall.of("fetch-user-data", Map.of("token", "t")), run).content()).isEqualTo(
					"{\"error\":{\"code\":\"DEPENDENCY_MISSING\",\"message\":\"Tool 'fetch-user-data' can only be "
							+ "called after 'authenticate' has succeeded in the same run. Call 'authenticate' first, then call "
							+ "'fetch-user-data' again.\",\"retryable\":false,\"details\":{\"missing\":[\"authenticate\"],"
							+ "\"callFirst\":[\"authenticate\"]}}}");
			assertThat(toolbox.execute(ToolCall.of("close-account"), run).content())
				.contains("first 'authenticate', then 'fetch-user-data'");
		});
	}

	@Test
	void theOutputsOfEarlierStepsBecomeArguments() {
		this.runner.run((context) -> {
			DependencyExecution execution = context.getBean(Onboarding.class).userData("ada", "secret");
			assertThat(execution.result().value()).isEqualTo(Map.of("token", "token of ada"));
			assertThat(execution.steps()).singleElement()
				.satisfies((step) -> assertThat(step.tool()).isEqualTo("authenticate"));
			ToolResult failed = context.getBean(Onboarding.class).userData("ada", "wrong").result();
			assertThat(failed.error()).isNotNull();
			assertThat(failed.error().message()).contains("(authenticate -> fetch-user-data)");
			assertThat(failed.error().details()).containsEntry("chain", List.of("authenticate", "fetch-user-data"));
		});
	}

}

// tag::dependency[]
@Component
class Users {

	@ArmorerTool(effect = Effect.READ)
	public String authenticate(String username, String password) {
		if (!password.equals("secret")) {
			throw new IllegalArgumentException("wrong password");
		}
		return "token of " + username;
	}

	@ArmorerTool(effect = Effect.READ, dependsOn = "authenticate")
	public Map<String, String> fetchUserData(String token) {
		return Map.of("token", token);
	}

}
// end::dependency[]

@Component
class Closing {

	@ArmorerTool
	public void closeAccount() {
	}

}

// tag::with-dependencies[]
@Service
class Onboarding {

	private final ToolDependencies tools;

	Onboarding(ToolDependencies tools) {
		this.tools = tools;
	}

	DependencyExecution userData(String username, String password) {
		ArgumentMappers arguments = ArgumentMappers
			.of("authenticate", (earlier, context) -> Map.of("username", username, "password", password))
			.and("fetch-user-data", (earlier, context) -> Map.of("token", earlier.value("authenticate", String.class)));
		return this.tools.executeWithDependencies(ToolCall.of("fetch-user-data"), ToolContext.ofUser(username),
				arguments);
	}

}
// end::with-dependencies[]
