package io.armorer.middleware;

import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/** What middleware has to say of a call; most calls have none. */
final class Notes {

	private @Nullable Map<String, Object> byName;

	synchronized void put(String name, Object value) {
		if (this.byName == null) {
			this.byName = new LinkedHashMap<>();
		}
		this.byName.put(name, value);
	}

	synchronized Map<String, Object> copy() {
		return (this.byName != null) ? new LinkedHashMap<>(this.byName) : Map.of();
	}

}
