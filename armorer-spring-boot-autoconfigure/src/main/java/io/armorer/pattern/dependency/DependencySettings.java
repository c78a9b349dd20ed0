package io.armorer.pattern.dependency;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;

import io.armorer.config.ForAllTools;
import io.armorer.config.InvalidSettingException;
import io.armorer.config.PatternSettings;
import io.armorer.middleware.MiddlewareOrder;
import io.armorer.store.OnStoreFailure;

/**
 * For how long it counts that a tool has succeeded. What a tool depends on, the tool says
 * ({@code @ArmorerTool(dependsOn = …)}), or {@code armorer.tools.<tool>.depends-on}.
 */
@ConfigurationProperties("armorer.dependency")
public class DependencySettings extends PatternSettings {

	private static final Duration LONGEST = Duration.ofDays(3650);

	/**
	 * How long a tool's last success in a run counts for the tools that depend on it.
	 */
	private Duration ttl = Duration.ofHours(1);

	/**
	 * What becomes of a call when the store can't say whether what it depends on has
	 * happened.
	 */
	private OnStoreFailure onStoreFailure = OnStoreFailure.DENY;

	/**
	 * How many successes are remembered at most where they take up memory, those of all
	 * runs together.
	 */
	@ForAllTools
	private int maxEntries = 100000;

	/**
	 * How many tools that do not depend on each other are called at the same time when a
	 * tool is executed with its dependencies.
	 */
	@ForAllTools
	private int maxConcurrent = 8;

	/**
	 * Settings with their defaults.
	 */
	public DependencySettings() {
		super(MiddlewareOrder.DEPENDENCY);
	}

	@Override
	public void validate(String prefix) {
		if (this.ttl.isNegative() || this.ttl.isZero() || this.ttl.compareTo(LONGEST) > 0) {
			String key = prefix + ".ttl";
			throw new InvalidSettingException(key,
					key + " must be longer than nothing and no longer than ten years, but is " + this.ttl,
					"Set it to a duration such as 1h, longer than a run takes.");
		}
		atLeastOne(prefix + ".max-entries", this.maxEntries);
		atLeastOne(prefix + ".max-concurrent", this.maxConcurrent);
	}

	private static void atLeastOne(String key, int value) {
		if (value < 1) {
			throw new InvalidSettingException(key, key + " must be at least 1, but is " + value,
					"Set it to 1 or more, or remove it.");
		}
	}

	/**
	 * Return how long a tool's last success counts.
	 * @return the time
	 */
	public Duration getTtl() {
		return this.ttl;
	}

	/**
	 * Say how long a tool's last success counts.
	 * @param ttl the time
	 */
	public void setTtl(Duration ttl) {
		this.ttl = ttl;
	}

	/**
	 * Return what becomes of a call when the store fails.
	 * @return the answer
	 */
	public OnStoreFailure getOnStoreFailure() {
		return this.onStoreFailure;
	}

	/**
	 * Say what becomes of a call when the store fails.
	 * @param onStoreFailure the answer
	 */
	public void setOnStoreFailure(OnStoreFailure onStoreFailure) {
		this.onStoreFailure = onStoreFailure;
	}

	/**
	 * Return how many successes are remembered at most.
	 * @return how many
	 */
	public int getMaxEntries() {
		return this.maxEntries;
	}

	/**
	 * Say how many successes are remembered at most.
	 * @param maxEntries how many, at least 1
	 */
	public void setMaxEntries(int maxEntries) {
		this.maxEntries = maxEntries;
	}

	/**
	 * Return how many dependencies are called at the same time.
	 * @return how many
	 */
	public int getMaxConcurrent() {
		return this.maxConcurrent;
	}

	/**
	 * Say how many dependencies are called at the same time.
	 * @param maxConcurrent how many, at least 1
	 */
	public void setMaxConcurrent(int maxConcurrent) {
		this.maxConcurrent = maxConcurrent;
	}

}
