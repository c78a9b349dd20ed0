package io.armorer.pattern.state;

import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

import io.armorer.config.ToolSettings;
import io.armorer.redact.Redactor;
import io.armorer.store.StoreBackend;
import io.armorer.store.StoreGuards;
import io.armorer.testing.FailingStores;
import io.armorer.testing.MovableTime;

/** State in stores that fail on command. */
final class StateBench {

	final MovableTime time = new MovableTime();

	final FailingStores stores = FailingStores.inMemory(this.time);

	final StateStore state;

	private StateBench(String... properties) {
		this.state = store(this.stores, settings(properties), null);
	}

	static StateBench with(String... properties) {
		return new StateBench(properties);
	}

	static StateStore store(StoreBackend backend, StateSettings settings, @Nullable StatePersistence persistence) {
		return new StateStore(backend, settings, JsonMapper.shared(), Redactor.withDefaults(),
				new StoreGuards(new MovableTime()), persistence);
	}

	static ToolSettings toolSettings(String... properties) {
		Map<String, String> byName = new LinkedHashMap<>();
		for (String property : properties) {
			String[] pair = property.split("=", 2);
			byName.put("armorer." + pair[0], pair[1]);
		}
		return ToolSettings.of(byName);
	}

	static StateSettings settings(String... properties) {
		return toolSettings(properties).forAll("state", StateSettings::new);
	}

}
