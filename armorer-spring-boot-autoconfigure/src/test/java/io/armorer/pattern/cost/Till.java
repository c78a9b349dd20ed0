package io.armorer.pattern.cost;

import java.math.BigDecimal;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import io.armorer.config.ToolSettings;
import io.armorer.middleware.ToolHandler;
import io.armorer.store.StoreGuard;
import io.armorer.testing.FailingStores;
import io.armorer.testing.MovableTime;
import io.armorer.testing.RecordedEvents;
import io.armorer.tool.Tool;

/** A tracker with a middleware on stores that fail on command, and time that is moved. */
final class Till {

	static final Currency USD = Currency.getInstance("USD");

	final MovableTime time = new MovableTime();

	final FailingStores stores;

	final RecordedEvents events = new RecordedEvents();

	final Queue<Runnable> later = new ConcurrentLinkedQueue<>();

	final Map<String, CostCalculator> calculators = new LinkedHashMap<>();

	final CostTracker tracker;

	final CostMiddleware middleware;

	Till(String... properties) {
		this(null, properties);
	}

	/** One more machine on the stores of another. */
	Till(Till sharing, String... properties) {
		this.stores = (sharing != null) ? sharing.stores : FailingStores.inMemory(this.time);
		Map<String, String> settings = new LinkedHashMap<>();
		for (String property : properties) {
			int equals = property.indexOf('=');
			settings.put("armorer." + property.substring(0, equals), property.substring(equals + 1));
		}
		ToolSettings toolSettings = ToolSettings.of(settings);
		this.tracker = new CostTracker(this.stores, new StoreGuard("cost", this.time),
				toolSettings.forAll("cost", CostSettings::new), this.events, this.time, this.later::add);
		this.middleware = new CostMiddleware(this.tracker, toolSettings, () -> this.calculators, this.time);
	}

	static Tool tool(String name) {
		return Tool.builder(name).build((input, context) -> null);
	}

	ToolHandler handler(Tool tool, ToolHandler next) {
		return this.middleware.apply(tool, next);
	}

	BigDecimal total() {
		return this.tracker.total().amount(USD);
	}

	/** What was put off is done now. */
	void later() {
		Runnable task = this.later.poll();
		if (task != null) {
			task.run();
		}
	}

}
