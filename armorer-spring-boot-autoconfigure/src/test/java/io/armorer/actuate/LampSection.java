package io.armorer.actuate;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

/** Lamps that can be switched on and off, as an example of a pattern's section. */
class LampSection implements ArmorerEndpointSection {

	final Map<String, Light> lamps = new TreeMap<>(Map.of("hall", Light.OFF, "cellar", Light.BROKEN));

	@Override
	public String id() {
		return "lamps";
	}

	@Override
	public Object summary(boolean showValues) {
		return Map.of("count", this.lamps.size(), "values", showValues ? "shown" : "hidden");
	}

	@Override
	public Map<String, Object> aboutTool(String tool) {
		return Map.of("lamp", "near " + tool);
	}

	@Override
	public Object list(SectionRequest request) {
		request.allow("light", "from", "limit", "deep");
		Light light = request.choice("light", Light.class);
		Instant from = request.time("from");
		int limit = request.number("limit", 10, 1, 100);
		return new Lamps(limit, (light != null) ? SectionRequest.spelled(light) : null, from,
				request.flag("deep", false));
	}

	@Override
	public @Nullable Object detail(String name, SectionRequest request) {
		Light light = this.lamps.get(name);
		return (light != null) ? Map.of("name", name, "light", light, "showValues", request.showValues()) : null;
	}

	@Override
	public @Nullable Object write(String name, SectionRequest request) {
		request.allow("light", "watts");
		Light light = request.requiredChoice("light", Light.class);
		Light before = this.lamps.get(name);
		if (before == null) {
			return null;
		}
		if (before == Light.BROKEN) {
			throw EndpointProblemException.conflict("The lamp '" + name + "' is broken");
		}
		this.lamps.put(name, light);
		return detail(name, request);
	}

	@Override
	public boolean delete(String name, SectionRequest request) {
		return this.lamps.remove(name) != null;
	}

	enum Light {

		ON, OFF, HALF_LIT, BROKEN

	}

	record Lamps(int limit, @Nullable String light, @Nullable Instant from, boolean isDeep) {

	}

}
