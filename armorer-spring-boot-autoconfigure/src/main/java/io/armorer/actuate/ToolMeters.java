package io.armorer.actuate;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;

/** Meters in one registry for tools that come and go. */
final class ToolMeters implements Consumer<String> {

	private final MeterRegistry registry;

	private final Predicate<String> exists;

	private final Function<String, List<? extends Meter>> making;

	private final Map<String, List<? extends Meter>> byTool = new HashMap<>();

	/**
	 * Meters.
	 * @param registry where they are
	 * @param exists whether there is such a tool just now
	 * @param making registers the meters of a tool
	 */
	ToolMeters(MeterRegistry registry, Predicate<String> exists, Function<String, List<? extends Meter>> making) {
		this.registry = registry;
		this.exists = exists;
		this.making = making;
	}

	@Override
	public synchronized void accept(String tool) {
		// the truth is looked up here, so that news in the wrong order do no harm
		if (!this.exists.test(tool)) {
			this.byTool.getOrDefault(tool, List.of()).forEach(this.registry::remove);
			this.byTool.remove(tool);
		}
		else if (!this.byTool.containsKey(tool)) {
			this.byTool.put(tool, this.making.apply(tool));
		}
	}

}
