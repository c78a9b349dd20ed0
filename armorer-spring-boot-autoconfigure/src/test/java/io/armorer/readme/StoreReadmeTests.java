package io.armorer.readme;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.armorer.autoconfigure.ArmorerAutoConfiguration;
import io.armorer.autoconfigure.ArmorerStoreAutoConfiguration;
import io.armorer.store.Journal;
import io.armorer.store.JournalType;
import io.armorer.store.KeyValueStore;
import io.armorer.store.Ledger;
import io.armorer.store.memory.MemoryStoreBackend;
import io.armorer.store.Posting;
import io.armorer.store.StoreBackend;
import io.armorer.tool.TimeSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The README's section on stores does what it says. */
class StoreReadmeTests {

	@Test
	void ledgersAreKeptElsewhere() {
		Ledger treasury = new MemoryStoreBackend(TimeSource.system()).ledger("treasury", 10);
		new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(JacksonAutoConfiguration.class, ArmorerAutoConfiguration.class,
					ArmorerStoreAutoConfiguration.class))
			.withBean(Treasury.class, () -> (name) -> treasury)
			.withUserConfiguration(StoreConfiguration.class)
			.run((context) -> {
				StoreBackend stores = context.getBean(StoreBackend.class);
				assertThat(stores.name()).isEqualTo("treasury");
				stores.ledger("quota", 10).add(List.of(new Posting("ann", 5, null)));
				assertThat(treasury.balance("ann").orElseThrow().used()).isEqualTo(5);
				KeyValueStore<String> texts = stores.keyValueStore("texts", String.class, 10);
				assertThat(texts.create("a", null, "text", Duration.ofHours(1))).isPresent();
			});
	}

}

interface Treasury {

	Ledger open(String name);

}

// tag::store[]
@Configuration
class StoreConfiguration {

	@Bean
	StoreBackend stores(Treasury treasury, TimeSource time) {
		StoreBackend memory = new MemoryStoreBackend(time);
		return new StoreBackend() {

			@Override
			public String name() {
				return "treasury";
			}

			@Override
			public Ledger ledger(String name, int capacity) {
				return treasury.open(name);
			}

			@Override
			public <V> KeyValueStore<V> keyValueStore(String name, Class<V> type, int capacity) {
				return memory.keyValueStore(name, type, capacity);
			}

			@Override
			public <R> Journal<R> journal(String name, JournalType<R> type, int capacity) {
				return memory.journal(name, type, capacity);
			}

		};
	}

}
// end::store[]
