package io.armorer.actuate;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.armorer.store.StoreBackend;
import io.armorer.store.StoreGuard;
import io.armorer.store.StoreGuards;

/**
 * Where state lives, and whether it can be reached: by the name of each pattern that has
 * asked.
 */
public final class StoresSection implements ArmorerEndpointSection {

	private final StoreBackend backend;

	private final StoreGuards guards;

	/**
	 * A section.
	 * @param backend where state lives
	 * @param guards count the failures
	 */
	public StoresSection(StoreBackend backend, StoreGuards guards) {
		this.backend = backend;
		this.guards = guards;
	}

	@Override
	public String id() {
		return "stores";
	}

	@Override
	public Object summary(boolean showValues) {
		List<StoreGuard> all = this.guards.all();
		return new StoresSummary(this.backend.name(), all.stream().mapToLong(StoreGuard::failures).sum(),
				all.stream().filter(StoreGuard::isFailing).map(StoreGuard::pattern).toList());
	}

	@Override
	public Object list(SectionRequest request) {
		request.allow();
		return new StoreList(this.backend.name(), this.guards.all().stream().map(StoreDescriptor::of).toList());
	}

	@Override
	public @Nullable Object detail(String name, SectionRequest request) {
		request.allow();
		return this.guards.find(name).map(StoreDescriptor::of).orElse(null);
	}

	/**
	 * The stores in the overview.
	 *
	 * @param type what kind of place it is, such as {@code memory}
	 * @param failures how often it failed
	 * @param failing the patterns for which it failed when they last asked
	 */
	public record StoresSummary(String type, long failures, List<String> failing) {

	}

	/**
	 * The stores, in order of the patterns' names.
	 *
	 * @param type what kind of place it is, such as {@code memory}
	 * @param stores the stores
	 */
	public record StoreList(String type, List<StoreDescriptor> stores) {

	}

	/**
	 * A pattern's store.
	 *
	 * @param pattern the pattern
	 * @param failing whether it failed when it was last asked
	 * @param failures how often it failed since the start
	 * @param lastFailure when it last failed, or {@code null} if it never has
	 */
	public record StoreDescriptor(String pattern, boolean failing, long failures, @Nullable Instant lastFailure) {

		static StoreDescriptor of(StoreGuard guard) {
			return new StoreDescriptor(guard.pattern(), guard.isFailing(), guard.failures(), guard.lastFailure());
		}

	}

}
