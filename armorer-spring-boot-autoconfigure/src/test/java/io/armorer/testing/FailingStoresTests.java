package io.armorer.testing;

import java.util.List;

import org.junit.jupiter.api.Test;

import io.armorer.store.KeyQuery;
import io.armorer.store.KeyValueStore;
import io.armorer.store.Ledger;
import io.armorer.store.Posting;
import io.armorer.store.StoreException;
import io.armorer.store.StoreFullException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class FailingStoresTests {

	private final FailingStores stores = FailingStores.inMemory(new MovableTime());

	private final KeyValueStore<String> store = this.stores.keyValueStore("texts", String.class, 10);

	private final Ledger ledger = this.stores.ledger("accounts", 10);

	@Test
	void failsAtTheNextOperationsOnly() {
		this.stores.failNext(2);
		fails(() -> this.store.find("a"));
		fails(() -> this.ledger.balance("ann"));
		assertThat(this.store.create("a", null, "text", null)).isPresent();
		assertThat(this.stores.failures()).isEqualTo(2);
		assertThat(this.stores.operations()).isEqualTo(3);
	}

	@Test
	void failsAtReadsOrAtWrites() {
		this.stores.failReads();
		fails(() -> this.store.list(KeyQuery.all(1)));
		assertThat(this.store.create("a", null, "text", null)).isPresent();
		this.stores.failWrites();
		assertThat(this.store.size()).isOne();
		fails(() -> this.store.remove("a"));
		fails(() -> this.store.update("a", String::toUpperCase, null));
		assertThat(this.store.find("a").orElseThrow().value()).isEqualTo("text");
		this.stores.fail();
		fails(() -> this.store.find("a"));
		this.stores.recover();
		assertThat(this.store.remove("a")).isTrue();
	}

	@Test
	void doesItsWorkAndThenFails() {
		this.stores.failNextAfterwards(1);
		fails(() -> this.ledger.add(List.of(new Posting("ann", 5, null))));
		assertThat(this.ledger.balance("ann").orElseThrow().used()).isEqualTo(5);
		this.stores.failAfterwards();
		fails(() -> this.store.create("a", null, "text", null));
		assertThat(this.store.find("a")).isPresent();
	}

	@Test
	void canBeFull() {
		this.store.create("a", null, "text", null);
		this.stores.fill();
		assertThatExceptionOfType(StoreFullException.class)
			.isThrownBy(() -> this.store.create("b", null, "text", null));
		assertThat(this.store.update("a", String::toUpperCase, null)).isPresent();
		assertThat(this.store.remove("a")).isTrue();
	}

	private static void fails(Runnable operation) {
		assertThatExceptionOfType(StoreException.class).isThrownBy(operation::run);
	}

}
