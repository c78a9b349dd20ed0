package io.armorer.pattern.state;

import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.core.Ordered;

import io.armorer.config.ToolSettings;
import io.armorer.middleware.Settlement;
import io.armorer.middleware.ToolHandler;
import io.armorer.middleware.ToolMiddleware;
import io.armorer.tool.Tool;

/**
 * Lets a save wait until a call that changes state is over, so that the file does not
 * have one half of its changes and not the other. Where nothing is saved to a file it has
 * nothing to do.
 */
public final class StateMiddleware implements ToolMiddleware, Ordered {

	private final @Nullable StatePersistence persistence;

	private final ToolSettings settings;

	private final int order;

	/**
	 * A middleware.
	 * @param persistence saves the state, or {@code null} where nothing is saved
	 * @param settings the settings, for all tools and for one
	 */
	public StateMiddleware(@Nullable StatePersistence persistence, ToolSettings settings) {
		this.persistence = persistence;
		this.settings = settings;
		this.order = settings.forAll("state", StateSettings::new).getOrder();
	}

	@Override
	public int getOrder() {
		return this.order;
	}

	@Override
	public ToolHandler apply(Tool tool, ToolHandler next) {
		StatePersistence saves = this.persistence;
		if (saves == null || !this.settings.forToolOrAll(tool.name(), "state", StateSettings::new).isEnabled()) {
			return next;
		}
		return (invocation) -> {
			CallChanges changes = new CallChanges();
			invocation.attach(CallChanges.class, changes);
			return Settlement.watch(next, invocation, (value, failure) -> saves.settled(changes));
		};
	}

	@Override
	public Map<String, Object> describe(Tool tool) {
		if (this.persistence == null) {
			return Map.of();
		}
		StateSettings.Persistence values = this.settings.forAll("state", StateSettings::new).getPersistence();
		Map<String, Object> described = new LinkedHashMap<>();
		described.put("file", this.persistence.status().file());
		described.put("debounceMs", values.getDebounce().toMillis());
		described.put("maxWaitMs", values.getMaxWait().toMillis());
		return described;
	}

}
