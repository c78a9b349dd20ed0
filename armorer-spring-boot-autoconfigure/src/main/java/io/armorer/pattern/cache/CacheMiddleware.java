package io.armorer.pattern.cache;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import org.springframework.core.Ordered;

import io.armorer.config.InvalidSettingException;
import io.armorer.config.ToolSettings;
import io.armorer.middleware.ToolCallObserver;
import io.armorer.middleware.ToolHandler;
import io.armorer.middleware.ToolMiddleware;
import io.armorer.tool.Effect;
import io.armorer.tool.Tool;

/**
 * Gives tools that have a time to live for their results a cache: those that only read,
 * and others where their own settings say so by name.
 */
public final class CacheMiddleware implements ToolMiddleware, Ordered {

	private static final String PATTERN = "cache";

	private final ToolCaches caches;

	private final CacheStores stores;

	private final ToolSettings settings;

	private final int order;

	/**
	 * A middleware.
	 * @param caches keeps the caches
	 * @param stores makes what is behind them
	 * @param settings the settings, for all tools and for one
	 * @throws InvalidSettingException if the settings for all tools can't be
	 */
	public CacheMiddleware(ToolCaches caches, CacheStores stores, ToolSettings settings) {
		this.caches = caches;
		this.stores = stores;
		this.settings = settings;
		CacheSettings forAll = settings.forAll(PATTERN, CacheSettings::new);
		this.order = forAll.getOrder();
		if (forAll.isEffectful()) {
			throw CacheSettings.wrong("armorer.cache", "effectful", "can't be said for all tools at once",
					"Set armorer.tools.<tool>.cache.effectful for each tool whose calls need not happen each time.");
		}
	}

	@Override
	public int getOrder() {
		return this.order;
	}

	@Override
	public ToolHandler apply(Tool tool, ToolHandler next) {
		CacheSettings forTool = settingsOf(tool);
		Duration ttl = forTool.getTtl();
		if (!forTool.isEnabled() || ttl == null || ToolCallObserver.isUnknown(tool) || !isMeant(tool, forTool)) {
			return next;
		}
		if (forTool.getInvalidatedBy().contains(tool.name())) {
			throw CacheSettings.wrong(prefix(tool, "invalidated-by"), "invalidated-by",
					"names the tool '" + tool.name() + "' itself, so that no result would ever be kept",
					"Name the tools that change what '" + tool.name() + "' reads.");
		}
		ToolCache cache = this.caches.of(tool, () -> new ToolCache(tool, forTool, ttl,
				this.stores.create(tool.name(), forTool, ttl, prefix(tool, "ttl"))));
		return new CacheHandler(cache, next);
	}

	/** What isn't marked as reading is not left out because something was said of all. */
	private boolean isMeant(Tool tool, CacheSettings forTool) {
		Effect effect = tool.definition().effect();
		if (effect == Effect.READ) {
			return true;
		}
		boolean named = isSet(tool, "ttl") || isSet(tool, "enabled");
		if (effect == Effect.IDEMPOTENT) {
			return named;
		}
		if (named && !forTool.isEffectful()) {
			throw CacheSettings.wrong(prefix(tool, "ttl"), "ttl", "is set for the tool '" + tool.name()
					+ "', which changes something each time it runs: a call that gets a result from the cache changes "
					+ "nothing",
					"Remove it; or, if the tool only reads, say so with @ArmorerTool(effect = READ) or armorer.tools."
							+ tool.name() + ".effect=read; or set armorer.tools." + tool.name()
							+ ".cache.effectful=true if this is what you want.");
		}
		return forTool.isEffectful();
	}

	@Override
	public Map<String, Object> describe(Tool tool) {
		CacheSettings forTool = settingsOf(tool);
		Map<String, Object> values = new LinkedHashMap<>();
		Duration ttl = forTool.getTtl();
		if (ttl != null) {
			values.put("ttlMs", ttl.toMillis());
		}
		values.put("maxSize", forTool.getMaxSize());
		values.put("scope", forTool.getScope().name().toLowerCase(Locale.ROOT));
		values.put("cacheNull", forTool.isCacheNull());
		values.put("invalidatedBy", List.copyOf(forTool.getInvalidatedBy()));
		values.put("manager", forTool.getManager());
		return values;
	}

	@Override
	public void release(Tool tool) {
		this.caches.release(tool);
	}

	/**
	 * Check that all tools exist whose success makes results worthless.
	 * @param tools the names of all tools
	 * @throws InvalidSettingException if one does not
	 */
	public void checkInvalidators(Set<String> tools) {
		this.caches.invalidators((by, cached) -> {
			if (!tools.contains(by)) {
				String prefix = this.settings.isSetFor(cached, PATTERN, "invalidated-by") ? prefix(cached)
						: "armorer.cache";
				throw CacheSettings.wrong(prefix, "invalidated-by", "names the tool '" + by + "', which does not exist",
						"Name tools that exist. If the tool is registered later, set armorer.unknown-settings=warn.");
			}
		});
	}

	private CacheSettings settingsOf(Tool tool) {
		return this.settings.forToolOrAll(tool.name(), PATTERN, CacheSettings::new);
	}

	private boolean isSet(Tool tool, String key) {
		return this.settings.isSetFor(tool.name(), PATTERN, key);
	}

	private String prefix(Tool tool, String key) {
		return isSet(tool, key) ? prefix(tool.name()) : "armorer.cache";
	}

	private static String prefix(String tool) {
		return "armorer.tools." + tool + ".cache";
	}

}
