package io.armorer.pattern.dedup;

import org.springframework.boot.context.properties.ConfigurationProperties;

import io.armorer.config.PatternSettings;
import io.armorer.middleware.CallScope;
import io.armorer.middleware.MiddlewareOrder;

/**
 * Which calls share a result while it is being found.
 */
@ConfigurationProperties("armorer.dedup")
public class DedupSettings extends PatternSettings {

	/**
	 * Among whose calls a result is shared: those of a user, those of a user in a
	 * session, or all. Callers that nobody knows share nothing, unless all do.
	 */
	private CallScope scope = CallScope.USER;

	/**
	 * Settings with their defaults.
	 */
	public DedupSettings() {
		super(MiddlewareOrder.DEDUP);
	}

	/**
	 * Return among whose calls a result is shared.
	 * @return the scope
	 */
	public CallScope getScope() {
		return this.scope;
	}

	/**
	 * Say among whose calls a result is shared.
	 * @param scope the scope
	 */
	public void setScope(CallScope scope) {
		this.scope = scope;
	}

}
