package io.armorer.actuate;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Whether circuits have a say in the application's health.
 */
@ConfigurationProperties("armorer.circuit.health")
public class CircuitHealthSettings {

	/**
	 * Whether the health endpoint lists the circuits that are not closed.
	 */
	private boolean enabled;

	/**
	 * Status to report while any circuit is open or forced open.
	 */
	private String openStatus = "UP";

	/**
	 * Whether the health endpoint lists the circuits that are not closed.
	 * @return whether it does
	 */
	public boolean isEnabled() {
		return this.enabled;
	}

	/**
	 * Say whether the health endpoint lists the circuits that are not closed.
	 * @param enabled whether it does
	 */
	public void setEnabled(boolean enabled) {
		this.enabled = enabled;
	}

	/**
	 * Return the status to report while any circuit is open or forced open.
	 * @return the status
	 */
	public String getOpenStatus() {
		return this.openStatus;
	}

	/**
	 * Say which status to report while any circuit is open or forced open.
	 * @param openStatus the status, such as {@code DOWN} or one of your own
	 */
	public void setOpenStatus(String openStatus) {
		this.openStatus = openStatus;
	}

}
