package io.armorer.actuate;

import java.util.function.ToDoubleFunction;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

import io.armorer.pattern.state.PersistenceStatus;
import io.armorer.pattern.state.StatePersistence;
import io.armorer.pattern.state.StateStore;
import io.armorer.store.StoreException;

/**
 * Meters of the state that tools keep, without tags: {@value #ENTRIES} and
 * {@value #DROPPED} and, where it is saved to a file, {@value #SAVES},
 * {@value #SAVE_FAILURES} and {@value #PENDING}.
 */
public final class StateMetrics implements MeterBinder {

	/** How many values there are, all scopes together. */
	public static final String ENTRIES = "armorer.state.entries";

	/** How many changes were dropped because the store failed. */
	public static final String DROPPED = "armorer.state.dropped";

	/** How often the state was saved. */
	public static final String SAVES = "armorer.state.saves";

	/** How often the state could not be saved. */
	public static final String SAVE_FAILURES = "armorer.state.save.failures";

	/** How many changes are not saved yet. */
	public static final String PENDING = "armorer.state.pending";

	private final StateStore store;

	/**
	 * Meters.
	 * @param store the state
	 */
	public StateMetrics(StateStore store) {
		this.store = store;
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		Gauge.builder(ENTRIES, this.store, StateMetrics::size)
			.description("Values that tools keep over calls")
			.register(registry);
		FunctionCounter.builder(DROPPED, this.store, StateStore::dropped)
			.description("Changes of state that were dropped because the store failed")
			.register(registry);
		this.store.persistence().ifPresent((persistence) -> {
			counter(registry, persistence, SAVES, "Saves of the state", PersistenceStatus::saves);
			counter(registry, persistence, SAVE_FAILURES, "Saves of the state that failed",
					PersistenceStatus::failures);
			Gauge.builder(PENDING, persistence, (saves) -> saves.status().pending())
				.description("Changes of state that are not saved yet")
				.register(registry);
		});
	}

	private static double size(StateStore store) {
		try {
			return store.size();
		}
		catch (StoreException ex) {
			return Double.NaN;
		}
	}

	private static void counter(MeterRegistry registry, StatePersistence persistence, String name, String description,
			ToDoubleFunction<PersistenceStatus> count) {
		FunctionCounter.builder(name, persistence, (saves) -> count.applyAsDouble(saves.status()))
			.description(description)
			.register(registry);
	}

}
