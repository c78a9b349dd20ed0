package io.armorer.autoconfigure;

import java.util.LinkedHashSet;
import java.util.Set;

import org.springframework.boot.actuate.endpoint.Show;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * What the {@code armorer} endpoint shows, and to whom.
 */
@ConfigurationProperties("management.endpoint.armorer")
public class ArmorerEndpointProperties {

	/**
	 * When to show arguments and results of calls, and the values kept for users.
	 */
	private Show showValues = Show.NEVER;

	/**
	 * Roles used to determine whether a user is authorized to be shown values. When
	 * empty, all authenticated users are authorized.
	 */
	private final Set<String> roles = new LinkedHashSet<>();

	/**
	 * Return when to show arguments, results and the like.
	 * @return when
	 */
	public Show getShowValues() {
		return this.showValues;
	}

	/**
	 * Say when to show arguments, results and the like.
	 * @param showValues when
	 */
	public void setShowValues(Show showValues) {
		this.showValues = showValues;
	}

	/**
	 * Return the roles that make a user authorized.
	 * @return the roles; empty for every authenticated user
	 */
	public Set<String> getRoles() {
		return this.roles;
	}

}
