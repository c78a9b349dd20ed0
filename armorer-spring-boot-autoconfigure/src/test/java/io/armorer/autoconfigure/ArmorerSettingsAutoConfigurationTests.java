package io.armorer.autoconfigure;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.util.unit.DataSize;

import io.armorer.config.ArgumentsSettings;
import io.armorer.config.ArgumentsSettings.Coercion;
import io.armorer.config.ErrorsSettings;
import io.armorer.config.ErrorsSettings.IncludeMessage;
import io.armorer.config.ExecutionSettings;
import io.armorer.config.InvalidSettingException;

import static org.assertj.core.api.Assertions.assertThat;

class ArmorerSettingsAutoConfigurationTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(ArmorerSettingsAutoConfiguration.class));

	@Test
	void bindsWhatIsSaidOfTheLibraryAsAWhole() {
		this.runner
			.withPropertyValues("armorer.arguments.coercion=lenient", "armorer.arguments.max-length=2KB",
					"armorer.arguments.max-depth=8", "armorer.errors.include-message=always",
					"armorer.execution.max-threads=3", "armorer.execution.max-collected-items=5")
			.run((context) -> {
				ArgumentsSettings arguments = context.getBean(ArgumentsSettings.class);
				assertThat(arguments.getCoercion()).isEqualTo(Coercion.LENIENT);
				assertThat(arguments.getMaxLength()).isEqualTo(DataSize.ofKilobytes(2));
				assertThat(arguments.getMaxDepth()).isEqualTo(8);
				assertThat(context.getBean(ErrorsSettings.class).getIncludeMessage()).isEqualTo(IncludeMessage.ALWAYS);
				assertThat(context.getBean(ExecutionSettings.class).getMaxThreads()).isEqualTo(3);
				assertThat(context.getBean(ExecutionSettings.class).getMaxCollectedItems()).isEqualTo(5);
			});
	}

	@ParameterizedTest
	@ValueSource(strings = { "armorer.arguments.max-length=0B", "armorer.arguments.max-length=3GB",
			"armorer.arguments.max-depth=0", "armorer.arguments.max-depth=501", "armorer.execution.max-threads=0",
			"armorer.execution.max-collected-items=-1", "armorer.executoin.max-threads=1" })
	void refusesWhatCanNotBe(String property) {
		this.runner.withPropertyValues(property)
			.run((context) -> assertThat(NestedExceptionUtils.getMostSpecificCause(context.getStartupFailure()))
				.isInstanceOfSatisfying(InvalidSettingException.class,
						(ex) -> assertThat(property).startsWith(ex.key())));
	}

	@Test
	void switchedOffItChecksNothing() {
		this.runner.withPropertyValues("armorer.enabled=false", "armorer.arguments.max-depth=0", "armorer.foo=1")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(ArgumentsSettings.class));
	}

}
