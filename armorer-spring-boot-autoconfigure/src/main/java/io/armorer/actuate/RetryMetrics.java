package io.armorer.actuate;

import java.util.stream.Stream;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

import io.armorer.pattern.retry.Retries;
import io.armorer.pattern.retry.RetryResult;

/**
 * Meters of the retries, for tools that come and go.
 */
public final class RetryMetrics implements MeterBinder {

	/**
	 * Calls whose first attempt failed in a way that is tried again; tags {@code tool}
	 * and {@code result} (recovered, exhausted, gave-up).
	 */
	public static final String RETRY = "armorer.retry";

	private final Retries retries;

	/**
	 * Meters.
	 * @param retries the retries
	 */
	public RetryMetrics(Retries retries) {
		this.retries = retries;
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		ToolMeters meters = new ToolMeters(registry, (tool) -> this.retries.find(tool).isPresent(),
				(tool) -> Stream.of(RetryResult.values()).map((result) -> counter(registry, tool, result)).toList());
		this.retries.addListener(meters);
		this.retries.all().forEach((counts) -> meters.accept(counts.tool()));
	}

	private Meter counter(MeterRegistry registry, String tool, RetryResult result) {
		return FunctionCounter
			.builder(RETRY, this.retries, (all) -> all.find(tool).map((counts) -> counts.of(result)).orElse(0L))
			.description("Calls whose first attempt failed in a way that is tried again")
			.tag("tool", tool)
			.tag("result", result.spelled())
			.register(registry);
	}

}
