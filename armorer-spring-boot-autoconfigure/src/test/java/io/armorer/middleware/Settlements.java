package io.armorer.middleware;

import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CopyOnWriteArrayList;

import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Takes note of how results settled.
 */
class Settlements implements Settlement.Listener {

	private final List<Settlement> all = new CopyOnWriteArrayList<>();

	@Override
	public void settled(@Nullable Object value, @Nullable Throwable failure) {
		this.all.add(new Settlement(value, failure));
	}

	int count() {
		return this.all.size();
	}

	void assertNone() {
		assertThat(this.all).isEmpty();
	}

	void assertValue(@Nullable Object value) {
		assertThat(this.all).containsExactly(new Settlement(value, null));
	}

	void assertFailure(Throwable failure) {
		assertThat(this.all).containsExactly(new Settlement(null, failure));
	}

	void assertCancelled() {
		assertThat(this.all).singleElement()
			.satisfies((settled) -> assertThat(settled.failure()).isInstanceOf(CancellationException.class));
	}

	@Nullable Throwable failure() {
		assertThat(this.all).hasSize(1);
		return this.all.get(0).failure();
	}

	record Settlement(@Nullable Object value, @Nullable Throwable failure) {

	}

}
