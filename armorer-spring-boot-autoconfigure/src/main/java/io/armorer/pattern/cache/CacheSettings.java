package io.armorer.pattern.cache;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;

import io.armorer.config.InvalidSettingException;
import io.armorer.config.PatternSettings;
import io.armorer.middleware.CallScope;
import io.armorer.middleware.MiddlewareOrder;

/**
 * Which results are kept, for how long and for whom.
 */
@ConfigurationProperties("armorer.cache")
public class CacheSettings extends PatternSettings {

	private static final Duration LONGEST = Duration.ofDays(3650);

	/**
	 * How long a result is given again, from when it was there. Nothing is cached unless
	 * set.
	 */
	private @Nullable Duration ttl;

	/**
	 * How many results of a tool are kept at most. A cache manager of the application has
	 * limits of its own.
	 */
	private int maxSize = 10_000;

	/**
	 * To whose calls a result is given again: those of the user it was found for, those
	 * of the user in the session, or all. Callers that nobody knows share nothing, unless
	 * all do.
	 */
	private CallScope scope = CallScope.USER;

	/**
	 * Whether it is kept, too, that there was nothing.
	 */
	private boolean cacheNull;

	/**
	 * Names of the tools whose success makes the results of this one worthless, because
	 * they change what it reads.
	 */
	private Set<String> invalidatedBy = new LinkedHashSet<>();

	/**
	 * Whether results may stand in for calls of a tool that changes something each time
	 * it runs. Can only be said for one tool.
	 */
	private boolean effectful;

	/**
	 * Where results are kept: "caffeine" for a cache of their own in memory,
	 * "application" for the application's cache manager, or the name of a cache manager
	 * bean. The cache is called "armorer." and the tool's name.
	 */
	private String manager = "caffeine";

	/**
	 * Settings with their defaults.
	 */
	public CacheSettings() {
		super(MiddlewareOrder.CACHE);
	}

	@Override
	public void validate(String prefix) {
		if (this.ttl != null && (this.ttl.isNegative() || this.ttl.isZero() || this.ttl.compareTo(LONGEST) > 0)) {
			throw wrong(prefix, "ttl", "must be longer than nothing and no longer than ten years, but is " + this.ttl,
					"Set it to a duration such as 10m. To switch the cache off, set " + prefix + ".enabled to false.");
		}
		if (this.maxSize < 1) {
			throw wrong(prefix, "max-size", "must be at least 1, but is " + this.maxSize,
					"Set it to 1 or more. To switch the cache off, set " + prefix + ".enabled to false.");
		}
	}

	static InvalidSettingException wrong(String prefix, String key, String problem, String action) {
		String name = prefix + "." + key;
		return new InvalidSettingException(name, name + " " + problem + ".", action);
	}

	/**
	 * Return how long a result is given again.
	 * @return how long, or {@code null} for not at all
	 */
	public @Nullable Duration getTtl() {
		return this.ttl;
	}

	/**
	 * Say how long a result is given again.
	 * @param ttl how long; {@code null} for not at all
	 */
	public void setTtl(@Nullable Duration ttl) {
		this.ttl = ttl;
	}

	/**
	 * Return how many results of a tool are kept at most.
	 * @return how many
	 */
	public int getMaxSize() {
		return this.maxSize;
	}

	/**
	 * Say how many results of a tool are kept at most.
	 * @param maxSize how many; at least 1
	 */
	public void setMaxSize(int maxSize) {
		this.maxSize = maxSize;
	}

	/**
	 * Return to whose calls a result is given again.
	 * @return the scope
	 */
	public CallScope getScope() {
		return this.scope;
	}

	/**
	 * Say to whose calls a result is given again.
	 * @param scope the scope
	 */
	public void setScope(CallScope scope) {
		this.scope = scope;
	}

	/**
	 * Whether it is kept that there was nothing.
	 * @return whether it is
	 */
	public boolean isCacheNull() {
		return this.cacheNull;
	}

	/**
	 * Say whether it is kept that there was nothing.
	 * @param cacheNull whether it is
	 */
	public void setCacheNull(boolean cacheNull) {
		this.cacheNull = cacheNull;
	}

	/**
	 * Return the tools whose success makes the results worthless.
	 * @return their names
	 */
	public Set<String> getInvalidatedBy() {
		return this.invalidatedBy;
	}

	/**
	 * Say which tools' success makes the results worthless.
	 * @param invalidatedBy their names
	 */
	public void setInvalidatedBy(Set<String> invalidatedBy) {
		this.invalidatedBy = invalidatedBy;
	}

	/**
	 * Whether results may stand in for calls of a tool that changes something each time.
	 * @return whether they may
	 */
	public boolean isEffectful() {
		return this.effectful;
	}

	/**
	 * Say whether results may stand in for calls of a tool that changes something each
	 * time.
	 * @param effectful whether they may
	 */
	public void setEffectful(boolean effectful) {
		this.effectful = effectful;
	}

	/**
	 * Return where results are kept.
	 * @return {@code caffeine}, {@code application} or the name of a bean
	 */
	public String getManager() {
		return this.manager;
	}

	/**
	 * Say where results are kept.
	 * @param manager {@code caffeine}, {@code application} or the name of a bean
	 */
	public void setManager(String manager) {
		this.manager = manager;
	}

}
