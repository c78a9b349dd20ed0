package io.armorer.pattern.quota;

import java.math.BigDecimal;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.armorer.config.ToolSettings;
import io.armorer.middleware.ToolHandler;
import io.armorer.middleware.ToolInvocation;
import io.armorer.pattern.cost.Charge;
import io.armorer.pattern.cost.ChargeSink;
import io.armorer.store.StoreBackend;
import io.armorer.store.StoreGuard;
import io.armorer.store.memory.MemoryStoreBackend;
import io.armorer.testing.MovableTime;
import io.armorer.testing.RecordedEvents;
import io.armorer.testing.TestInvocation;
import io.armorer.tool.Tool;
import io.armorer.tool.ToolContext;

/** Quotas without an application around them. */
final class Quotas {

	static final Currency USD = Currency.getInstance("USD");

	final MovableTime time;

	final RecordedEvents events = new RecordedEvents();

	final StoreGuard guard;

	final QuotaManager manager;

	final ToolQuotas tools;

	final QuotaMiddleware middleware;

	final Tool search = Tool.builder("search").build((input, context) -> null);

	/** What is known of prices: all tools are charged, and nothing is known before. */
	boolean charged = true;

	@Nullable BigDecimal perCall;

	Quotas(MovableTime time, StoreBackend stores, String... settings) {
		this.time = time;
		ToolSettings toolSettings = ToolSettings.of(properties(settings));
		this.guard = new StoreGuard("quota", time);
		this.manager = new QuotaManager(toolSettings.forAll("quota", QuotaSettings::new), USD, stores, this.guard,
				time);
		this.tools = new ToolQuotas(this.manager);
		this.middleware = new QuotaMiddleware(this.manager, this.tools, toolSettings, new ToolPrices() {

			@Override
			public boolean isCharged(Tool tool) {
				return Quotas.this.charged;
			}

			@Override
			public @Nullable BigDecimal perCall(Tool tool) {
				return Quotas.this.perCall;
			}

		}, this.events, time);
	}

	static Quotas of(String... settings) {
		MovableTime time = new MovableTime();
		return new Quotas(time, new MemoryStoreBackend(time), settings);
	}

	/** Keys without what they all begin with. */
	private static Map<String, String> properties(String... settings) {
		Map<String, String> properties = new LinkedHashMap<>();
		for (String setting : settings) {
			String[] pair = setting.split("=", 2);
			properties.put(pair[0].startsWith("armorer.") ? pair[0] : "armorer.quota." + pair[0], pair[1]);
		}
		return properties;
	}

	ToolHandler handler(ToolHandler body) {
		return this.middleware.apply(this.search, body);
	}

	/** A tool that costs so much. */
	static ToolHandler costing(String amount) {
		return (call) -> {
			charge(call, amount);
			return "found";
		};
	}

	static void charge(ToolInvocation call, String amount) {
		ChargeSink sink = call.attached(ChargeSink.class);
		if (sink != null) {
			sink.charged(charge(amount, USD));
		}
	}

	static Charge charge(String amount, Currency currency) {
		return new Charge("call-1", "search", "ann", new BigDecimal(amount), currency, Map.of(), MovableTime.START);
	}

	TestInvocation call(@Nullable String user) {
		return call((user != null) ? ToolContext.ofUser(user) : ToolContext.empty());
	}

	TestInvocation call(ToolContext context) {
		return new TestInvocation(this.search, Map.of(), context);
	}

	/** A call that goes no further than the next link. */
	TestInvocation callThatReachesNoTool(@Nullable String user) {
		return new TestInvocation(this.search, Map.of(),
				(user != null) ? ToolContext.ofUser(user) : ToolContext.empty()) {

			@Override
			public boolean hasReachedTool() {
				return false;
			}

		};
	}

	String used(@Nullable String user) {
		return this.manager.usage(user).used().toPlainString();
	}

	String reserved(@Nullable String user) {
		return this.manager.usage(user).reserved().toPlainString();
	}

}
