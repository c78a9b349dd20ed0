package io.armorer.store;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Where state lives, {@code armorer.store.*}.
 */
@ConfigurationProperties("armorer.store")
public class StoreSettings {

	/**
	 * Where state lives: sessions, state, dependencies, quotas, costs and the audit. Has
	 * no meaning where the application brings a StoreBackend of its own.
	 */
	private StoreType type = StoreType.MEMORY;

	/**
	 * Return where state lives.
	 * @return the type
	 */
	public StoreType getType() {
		return this.type;
	}

	/**
	 * Say where state lives.
	 * @param type the type
	 */
	public void setType(StoreType type) {
		this.type = type;
	}

}
