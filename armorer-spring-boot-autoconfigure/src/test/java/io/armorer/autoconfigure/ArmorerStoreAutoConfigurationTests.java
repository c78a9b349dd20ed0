package io.armorer.autoconfigure;

import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import io.armorer.store.memory.MemoryStoreBackend;
import io.armorer.store.StoreBackend;
import io.armorer.store.StoreGuards;
import io.armorer.testing.FailingStores;
import io.armorer.tool.TimeSource;

import static org.assertj.core.api.Assertions.assertThat;

class ArmorerStoreAutoConfigurationTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(JacksonAutoConfiguration.class, ArmorerSettingsAutoConfiguration.class,
				ArmorerAutoConfiguration.class, ArmorerStoreAutoConfiguration.class));

	@Test
	void stateLivesInMemoryUnlessSaidOtherwise() {
		this.runner.run((context) -> assertThat(context).hasSingleBean(MemoryStoreBackend.class)
			.hasBean("armorerStoreBackend")
			.hasSingleBean(StoreGuards.class));
		this.runner.withPropertyValues("armorer.store.type=memory")
			.run((context) -> assertThat(context).hasSingleBean(MemoryStoreBackend.class));
	}

	@Test
	void backsOffForTheUsersOwn() {
		this.runner.withBean("own", StoreBackend.class, () -> FailingStores.inMemory(TimeSource.system()))
			.run((context) -> assertThat(context).hasSingleBean(StoreBackend.class).hasBean("own"));
	}

	@Test
	void isNotThereWithoutTheLibrary() {
		this.runner.withPropertyValues("armorer.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean(StoreBackend.class)
				.doesNotHaveBean(StoreGuards.class));
	}

	@Test
	void unknownTypeStopsTheStartUp() {
		this.runner.withPropertyValues("armorer.store.type=paper")
			.run((context) -> assertThat(context).getFailure()
				.hasRootCauseMessage("No enum constant io.armorer.store.StoreType.paper"));
		this.runner.withPropertyValues("armorer.store.type=paper")
			.withBean("own", StoreBackend.class, () -> FailingStores.inMemory(TimeSource.system()))
			.run((context) -> assertThat(context).getFailure().hasStackTraceContaining(BindException.class.getName()));
	}

}
