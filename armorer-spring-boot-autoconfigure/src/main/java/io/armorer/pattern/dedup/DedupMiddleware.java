package io.armorer.pattern.dedup;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

import org.springframework.core.Ordered;

import io.armorer.config.ToolSettings;
import io.armorer.middleware.CallFingerprint;
import io.armorer.middleware.CallFingerprints;
import io.armorer.middleware.CallScope;
import io.armorer.middleware.ToolCallObserver;
import io.armorer.middleware.ToolHandler;
import io.armorer.middleware.ToolMiddleware;
import io.armorer.middleware.flight.Flights;
import io.armorer.tool.Effect;
import io.armorer.tool.Tool;

/**
 * Lets twins in flight run once: tools that only read always, unless told otherwise;
 * others where their own settings say so by name.
 */
public final class DedupMiddleware implements ToolMiddleware, Ordered {

	private final Deduplication deduplication;

	private final ToolSettings settings;

	private final int order;

	/**
	 * A middleware.
	 * @param deduplication keeps what is in flight
	 * @param settings the settings, for all tools and for one
	 */
	public DedupMiddleware(Deduplication deduplication, ToolSettings settings) {
		this.deduplication = deduplication;
		this.settings = settings;
		this.order = settings.forAll("dedup", DedupSettings::new).getOrder();
	}

	@Override
	public int getOrder() {
		return this.order;
	}

	@Override
	public ToolHandler apply(Tool tool, ToolHandler next) {
		DedupSettings forTool = settingsOf(tool);
		if (!forTool.isEnabled() || ToolCallObserver.isUnknown(tool) || !isMeant(tool)) {
			return next;
		}
		CallScope scope = forTool.getScope();
		CallFingerprints fingerprints = new CallFingerprints(tool, scope);
		Flights flights = this.deduplication.of(tool, scope);
		return (call) -> {
			CallFingerprint key = fingerprints.of(call);
			return (key != null) ? flights.join(key, call, next) : next.handle(call);
		};
	}

	private boolean isMeant(Tool tool) {
		return tool.definition().effect() == Effect.READ || this.settings.isSetFor(tool.name(), "dedup", "enabled");
	}

	@Override
	public Map<String, Object> describe(Tool tool) {
		Map<String, Object> values = new LinkedHashMap<>();
		values.put("scope", settingsOf(tool).getScope().name().toLowerCase(Locale.ROOT));
		return values;
	}

	@Override
	public void release(Tool tool) {
		this.deduplication.release(tool);
	}

	private DedupSettings settingsOf(Tool tool) {
		return this.settings.forToolOrAll(tool.name(), "dedup", DedupSettings::new);
	}

}
