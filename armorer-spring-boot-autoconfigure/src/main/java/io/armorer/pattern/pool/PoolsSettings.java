package io.armorer.pattern.pool;

import java.util.LinkedHashMap;
import java.util.Map;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * What the pools are like, {@code armorer.pools.*}.
 */
@ConfigurationProperties("armorer")
public class PoolsSettings {

	/**
	 * The pools by name, which is that of the ResourceFactory bean that makes their
	 * resources. A factory without an entry here gets a pool with the defaults.
	 */
	private Map<String, PoolOptions> pools = new LinkedHashMap<>();

	/**
	 * Return what the pools are like.
	 * @return the options by the name of the pool
	 */
	public Map<String, PoolOptions> getPools() {
		return this.pools;
	}

	/**
	 * Say what the pools are like.
	 * @param pools the options by the name of the pool
	 */
	public void setPools(Map<String, PoolOptions> pools) {
		this.pools = pools;
	}

}
