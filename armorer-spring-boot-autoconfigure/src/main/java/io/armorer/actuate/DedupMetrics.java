package io.armorer.actuate;

import java.util.List;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

import io.armorer.pattern.dedup.DedupSnapshot;
import io.armorer.pattern.dedup.Deduplication;

/**
 * Meters of the deduplication, for tools that come and go: {@value #SHARED} and
 * {@value #IN_FLIGHT}.
 */
public final class DedupMetrics implements MeterBinder {

	/** How many calls got the result of another; tag {@code tool}. */
	public static final String SHARED = "armorer.dedup.shared";

	/** How many runs others could share now; tag {@code tool}. */
	public static final String IN_FLIGHT = "armorer.dedup.in.flight";

	private final Deduplication deduplication;

	/**
	 * Meters.
	 * @param deduplication what is in flight
	 */
	public DedupMetrics(Deduplication deduplication) {
		this.deduplication = deduplication;
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		NamedMeters meters = new NamedMeters(registry, (tool) -> this.deduplication.find(tool).isPresent(),
				(tool) -> register(tool, registry));
		this.deduplication.addListener(meters);
		this.deduplication.all().forEach((each) -> meters.accept(each.tool()));
	}

	private List<Meter> register(String tool, MeterRegistry registry) {
		return List.of(
				FunctionCounter
					.builder(SHARED, this.deduplication, (all) -> all.find(tool).map(DedupSnapshot::shared).orElse(0L))
					.description("Calls that got the result of another in flight")
					.tag("tool", tool)
					.register(registry),
				Gauge
					.builder(IN_FLIGHT, this.deduplication,
							(all) -> all.find(tool).map(DedupSnapshot::inFlight).orElse(0))
					.description("Runs of the tool whose result others would share")
					.tag("tool", tool)
					.register(registry));
	}

}
