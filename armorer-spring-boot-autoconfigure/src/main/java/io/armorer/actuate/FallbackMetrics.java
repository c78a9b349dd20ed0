package io.armorer.actuate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

import io.armorer.pattern.fallback.FallbackListener;
import io.armorer.pattern.fallback.FallbackSnapshot;
import io.armorer.pattern.fallback.Fallbacks;
import io.armorer.tool.Outcome;

/**
 * Meters of the fallbacks, for tools that come and go: {@value #FALLBACK} counts how
 * often a tool was called in another's place.
 */
public final class FallbackMetrics implements MeterBinder {

	/**
	 * How often a fallback was called; tags {@code tool} (the one that failed),
	 * {@code fallback} (the one that was called) and {@code outcome}.
	 */
	public static final String FALLBACK = "armorer.fallback";

	private final Fallbacks fallbacks;

	/**
	 * Meters.
	 * @param fallbacks the fallbacks
	 */
	public FallbackMetrics(Fallbacks fallbacks) {
		this.fallbacks = fallbacks;
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		FallbackMeters meters = new FallbackMeters(this.fallbacks, registry);
		this.fallbacks.addListener(meters);
		this.fallbacks.all().forEach((each) -> meters.registrationChanged(each.tool()));
	}

	/** The meters in one registry. */
	private static final class FallbackMeters implements FallbackListener {

		private final Fallbacks fallbacks;

		private final MeterRegistry registry;

		private final Map<String, List<Meter>> byTool = new HashMap<>();

		FallbackMeters(Fallbacks fallbacks, MeterRegistry registry) {
			this.fallbacks = fallbacks;
			this.registry = registry;
		}

		@Override
		public synchronized void registrationChanged(String tool) {
			// the truth is looked up here, so that news in the wrong order do no harm
			Optional<FallbackSnapshot> present = this.fallbacks.find(tool);
			List<Meter> before = this.byTool.remove(tool);
			if (before != null) {
				before.forEach(this.registry::remove);
			}
			present.ifPresent((found) -> this.byTool.put(tool, register(found)));
		}

		private List<Meter> register(FallbackSnapshot found) {
			List<Meter> meters = new ArrayList<>();
			for (FallbackSnapshot.Fallback fallback : found.fallbacks()) {
				for (Outcome outcome : Outcome.values()) {
					meters.add(counter(found.tool(), fallback.name(), outcome));
				}
			}
			return meters;
		}

		private Meter counter(String tool, String fallback, Outcome outcome) {
			return FunctionCounter.builder(FALLBACK, this.fallbacks, (all) -> count(all, tool, fallback, outcome))
				.description("How often a tool was called in the place of one that failed")
				.tag("tool", tool)
				.tag("fallback", fallback)
				.tag("outcome", SectionRequest.spelled(outcome))
				.register(this.registry);
		}

		private static double count(Fallbacks all, String tool, String fallback, Outcome outcome) {
			return all.find(tool)
				.stream()
				.flatMap((found) -> found.fallbacks().stream())
				.filter((each) -> each.name().equals(fallback))
				.mapToLong((each) -> each.outcomes().getOrDefault(outcome, 0L))
				.sum();
		}

	}

}
