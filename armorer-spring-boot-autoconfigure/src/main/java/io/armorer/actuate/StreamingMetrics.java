package io.armorer.actuate;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

import io.armorer.pattern.streaming.StreamCounts;

/**
 * Meters of the calls that are streamed to clients: {@value #ACTIVE} and
 * {@value #CANCELLED}.
 */
public final class StreamingMetrics implements MeterBinder {

	/** How many streams are open now. */
	public static final String ACTIVE = "armorer.streaming.active";

	/** How many streams ended before their call had. */
	public static final String CANCELLED = "armorer.streaming.cancelled";

	private final StreamCounts counts;

	/**
	 * Meters.
	 * @param counts the counts
	 */
	public StreamingMetrics(StreamCounts counts) {
		this.counts = counts;
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		Gauge.builder(ACTIVE, this.counts, StreamCounts::active)
			.description("Calls that are being streamed to clients")
			.register(registry);
		FunctionCounter.builder(CANCELLED, this.counts, StreamCounts::cancelled)
			.description("Streams that ended before their call had: the client left, or they lasted too long")
			.register(registry);
	}

}
