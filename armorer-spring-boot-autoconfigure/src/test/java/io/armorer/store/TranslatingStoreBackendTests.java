package io.armorer.store;

import java.util.NoSuchElementException;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

import io.armorer.store.memory.MemoryStoreBackend;
import io.armorer.testing.FailingStores;
import io.armorer.testing.MovableTime;
import io.armorer.tool.TimeSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** And all that a store of values promises, behind a translation. */
class TranslatingStoreBackendTests extends KeyValueStoreContractTests {

	private final FailingStores stores = FailingStores.inMemory(new MovableTime());

	private final StoreBackend translating = new TranslatingStoreBackend(this.stores);

	private final StoreBackend inMemory = new TranslatingStoreBackend(new MemoryStoreBackend(this.time));

	@Override
	protected StoreBackend backend(TimeSource time) {
		return this.inMemory;
	}

	@Test
	void whatAClientThrowsIsAStoreException() {
		KeyValueStore<String> texts = this.translating.keyValueStore("texts", String.class, 10);
		Ledger ledger = this.translating.ledger("accounts", 10);
		RuntimeException failure = new IllegalStateException("the pool is closed");
		this.stores.failWith(failure);
		translated(() -> texts.find("a"), failure);
		translated(() -> texts.create("a", null, "text", null), failure);
		translated(() -> texts.update("a", String::toUpperCase, null), failure);
		translated(() -> texts.remove("a"), failure);
		translated(() -> ledger.balance("ann"), failure);
		translated(() -> ledger.reset("ann"), failure);
	}

	private static void translated(ThrowingCallable operation, RuntimeException failure) {
		assertThatExceptionOfType(StoreException.class).isThrownBy(operation)
			.withMessageMatching("The store '(texts|accounts)' failed")
			.withCause(failure);
	}

	@Test
	void whatTheContractsSpeakOfStaysAsItIs() {
		KeyValueStore<String> texts = this.translating.keyValueStore("texts", String.class, 10);
		for (RuntimeException known : new RuntimeException[] { new StoreFullException("full"),
				new IllegalArgumentException("no cursor"), new ArithmeticException("too much") }) {
			this.stores.failWith(known);
			assertThatExceptionOfType(RuntimeException.class).isThrownBy(() -> texts.find("a")).isSameAs(known);
		}
	}

	@Test
	void whatAChangeThrowsIsNoFailure() {
		KeyValueStore<String> texts = this.translating.keyValueStore("texts", String.class, 10);
		texts.create("a", null, "text", null);
		RuntimeException own = new NoSuchElementException("nothing to change");
		assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(() -> texts.update("a", (text) -> {
			throw own;
		}, null)).isSameAs(own);
		assertThat(texts.find("a").orElseThrow().value()).isEqualTo("text");
	}

	@Test
	void misuseAtTheOpeningStaysAsItIs() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> this.translating.keyValueStore("No Name", String.class, 10));
	}

}
