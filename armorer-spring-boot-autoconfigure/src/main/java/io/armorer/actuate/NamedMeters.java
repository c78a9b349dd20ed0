package io.armorer.actuate;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;

/**
 * Meters of things that come and go by name. Told of a name that may have come or gone,
 * it looks up the truth, so that news in the wrong order do no harm.
 */
final class NamedMeters implements Consumer<String> {

	private final MeterRegistry registry;

	private final Predicate<String> exists;

	private final Function<String, List<Meter>> register;

	private final Map<String, List<Meter>> byName = new HashMap<>();

	/**
	 * No meters yet.
	 * @param registry where they are registered
	 * @param exists tells whether there is something of a name now
	 * @param register registers the meters of a name
	 */
	NamedMeters(MeterRegistry registry, Predicate<String> exists, Function<String, List<Meter>> register) {
		this.registry = registry;
		this.exists = exists;
		this.register = register;
	}

	@Override
	public synchronized void accept(String name) {
		boolean wanted = this.exists.test(name);
		if (wanted && !this.byName.containsKey(name)) {
			this.byName.put(name, this.register.apply(name));
		}
		else if (!wanted && this.byName.containsKey(name)) {
			this.byName.remove(name).forEach(this.registry::remove);
		}
	}

}
