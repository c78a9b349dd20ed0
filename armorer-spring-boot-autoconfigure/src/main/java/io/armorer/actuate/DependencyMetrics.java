package io.armorer.actuate;

import java.util.List;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

import io.armorer.pattern.dependency.Dependencies;
import io.armorer.pattern.dependency.DependencySnapshot;

/**
 * Meters of the dependencies, for tools that come and go: {@value #MISSING}.
 */
public final class DependencyMetrics implements MeterBinder {

	/**
	 * How many calls were refused because something that they depend on had not happened;
	 * tag {@code tool}.
	 */
	public static final String MISSING = "armorer.dependency.missing";

	private final Dependencies dependencies;

	/**
	 * Meters.
	 * @param dependencies the dependencies
	 */
	public DependencyMetrics(Dependencies dependencies) {
		this.dependencies = dependencies;
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		NamedMeters meters = new NamedMeters(registry, this::hasDependencies, (tool) -> register(tool, registry));
		this.dependencies.addListener(meters);
		this.dependencies.all().forEach((each) -> meters.accept(each.tool()));
	}

	private boolean hasDependencies(String tool) {
		return this.dependencies.find(tool).filter((found) -> !found.dependsOn().isEmpty()).isPresent();
	}

	private List<Meter> register(String tool, MeterRegistry registry) {
		return List.of(FunctionCounter
			.builder(MISSING, this.dependencies, (all) -> all.find(tool).map(DependencySnapshot::missing).orElse(0L))
			.description("Calls that were refused because something they depend on had not happened")
			.tag("tool", tool)
			.register(registry));
	}

}
