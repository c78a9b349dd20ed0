package io.armorer.pattern.cache;

import java.time.Duration;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import org.springframework.cache.Cache;
import org.springframework.cache.CacheManager;

import io.armorer.config.MissingLibraryException;
import io.armorer.pattern.cache.CacheStore.KeyForm;
import io.armorer.tool.TimeSource;

/**
 * Makes the stores for the results of tools: Caffeine's, with a size and an age limit of
 * each tool's own, or those of a cache manager of the application.
 */
public final class CacheStores {

	private static final String CAFFEINE = "caffeine";

	private static final String NAME_PREFIX = "armorer.";

	private final TimeSource time;

	private final boolean caffeine;

	private final Function<String, @Nullable CacheManager> managers;

	/**
	 * Stores.
	 * @param time tells the age of results
	 * @param caffeine whether Caffeine is there
	 * @param managers finds the application's cache manager by what the settings call it:
	 * {@code application}, or the name of its bean
	 */
	public CacheStores(TimeSource time, boolean caffeine, Function<String, @Nullable CacheManager> managers) {
		this.time = time;
		this.caffeine = caffeine;
		this.managers = managers;
	}

	/**
	 * Make a store.
	 * @param prefix what the keys of the settings begin with
	 */
	CacheStore create(String tool, CacheSettings settings, Duration ttl, String prefix) {
		if (!settings.getManager().equals(CAFFEINE)) {
			return ofManager(tool, settings.getManager(), prefix);
		}
		if (!this.caffeine) {
			throw new MissingLibraryException("The cache of tool '" + tool + "' (" + prefix + ".ttl, unless " + prefix
					+ ".manager says otherwise)", "com.github.ben-manes.caffeine:caffeine");
		}
		return CaffeineStore.create(NAME_PREFIX + tool, ttl, settings.getMaxSize(), this.time);
	}

	private CacheStore ofManager(String tool, String name, String prefix) {
		CacheManager manager = this.managers.apply(name);
		if (manager == null) {
			throw CacheSettings.wrong(prefix, "manager",
					"is '" + name + "', but there is no such bean of type CacheManager, or more than one",
					"Set it to the name of a CacheManager bean, or to caffeine.");
		}
		Cache cache = manager.getCache(NAME_PREFIX + tool);
		if (cache == null) {
			throw CacheSettings.wrong(prefix, "manager",
					"is '" + name + "', whose cache manager has no cache '" + NAME_PREFIX + tool + "'",
					"Declare a cache of this name there, or let it make caches as they are asked for.");
		}
		// Other machines may read it, so the age has to be one by the date.
		return new CacheStore(cache, KeyForm.TEXT, () -> this.time.now().toEpochMilli(), Duration.ofMillis(1), null,
				null);
	}

}
