package io.armorer.store.memory;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

import io.armorer.store.KeyQuery;
import io.armorer.store.KeyValueStore;
import io.armorer.store.KeyValueStoreContractTests;
import io.armorer.store.StoreBackend;
import io.armorer.store.StoredValue;
import io.armorer.store.StoreFullException;
import io.armorer.testing.Race;
import io.armorer.tool.TimeSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class MemoryKeyValueStoreTests extends KeyValueStoreContractTests {

	private static final Duration MINUTE = Duration.ofMinutes(1);

	private final StoreBackend backend = new MemoryStoreBackend(this.time);

	@Override
	protected StoreBackend backend(TimeSource time) {
		return this.backend;
	}

	@Test
	void refusesMoreThanItHolds() {
		KeyValueStore<String> store = this.backend.keyValueStore("small", String.class, 3);
		for (int i = 0; i < 3; i++) {
			store.create("key-" + i, null, "value", (i == 1) ? MINUTE : null);
		}
		assertThatExceptionOfType(StoreFullException.class).isThrownBy(() -> store.create("key-3", null, "value", null))
			.withMessage("Store 'small' is full: it holds 3 values. Raise its capacity, "
					+ "or keep values for a shorter time.");
		assertThat(store.create("key-0", null, "value", null)).as("a key that is taken").isEmpty();
		assertThat(store.update("key-0", (value) -> "new", null)).isPresent();
		assertThat(store.size()).isEqualTo(3);
		store.remove("key-2");
		assertThat(store.create("key-3", null, "value", null)).isPresent();
	}

	@Test
	void makesRoomOfWhatHasExpired() {
		KeyValueStore<String> store = this.backend.keyValueStore("small", String.class, 100);
		for (int i = 0; i < 100; i++) {
			store.create("key-" + i, null, "value", MINUTE);
		}
		// all but one are put off
		for (int i = 0; i < 99; i++) {
			store.touch("key-" + i, MINUTE.multipliedBy(2));
		}
		this.time.advance(MINUTE);
		assertThat(store.create("new", null, "value", null)).isPresent();
		assertThatExceptionOfType(StoreFullException.class)
			.isThrownBy(() -> store.create("newer", null, "value", null));
		assertThat(store.size()).isEqualTo(100);
	}

	@Test
	void holdsNoMoreThanItMayInAnyRace() throws Exception {
		KeyValueStore<String> store = this.backend.keyValueStore("small", String.class, 50);
		List<Integer> created = Race.run(16, (number) -> {
			int mine = 0;
			for (int i = 0; i < 100; i++) {
				try {
					mine += store.create(number + "-" + i, null, "value", null).isPresent() ? 1 : 0;
				}
				catch (StoreFullException ex) {
					assertThat(store.size()).isEqualTo(50);
				}
			}
			return mine;
		});
		assertThat(created.stream().collect(Collectors.summingInt(Integer::intValue))).isEqualTo(50);
	}

	@Test
	void forgetsOwnersWithTheirLastValue() {
		KeyValueStore<String> store = this.backend.keyValueStore("owned", String.class, 10);
		for (int i = 0; i < 1000; i++) {
			Optional<StoredValue<String>> created = store.create("key", "user-" + i, "value", MINUTE);
			assertThat(store.list(KeyQuery.ownedBy("user-" + i, 2)).items()).containsExactly(created.orElseThrow());
			this.time.advance(MINUTE);
		}
		assertThat(store).extracting("keys.byOwner").asInstanceOf(InstanceOfAssertFactories.MAP).hasSize(1);
		assertThat(store.size()).isZero();
	}

	@Test
	void isOpenForOneType() {
		this.backend.keyValueStore("typed", String.class, 10);
		assertThatIllegalArgumentException().isThrownBy(() -> this.backend.keyValueStore("typed", Long.class, 10))
			.withMessage("Store 'typed' is open for values of type java.lang.String, not java.lang.Long");
	}

}
