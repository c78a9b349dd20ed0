package io.armorer.pattern.session;

import java.util.List;

import io.armorer.store.OnStoreFailure;
import io.armorer.tool.Tool;

/**
 * What sessions mean to one tool.
 *
 * @param tool the tool's name
 * @param parameters the parameters that get the session
 * @param required whether calls outside of a session are refused
 * @param onStoreFailure what becomes of a call when the store fails
 */
record SessionRules(String tool, List<SessionParameter> parameters, boolean required, OnStoreFailure onStoreFailure) {

	static SessionRules of(Tool tool, SessionSettings settings) {
		List<SessionParameter> parameters = SessionParameter.of(tool);
		boolean cannotDoWithout = parameters.stream().anyMatch(SessionParameter::required);
		return new SessionRules(tool.name(), parameters, settings.isRequired() || cannotDoWithout,
				cannotDoWithout ? OnStoreFailure.DENY : settings.getOnStoreFailure());
	}

	/**
	 * Whether a session that a call names has to be one. An application may name its
	 * sessions as it likes where no tool looks at them.
	 */
	boolean strict() {
		return this.required || !this.parameters.isEmpty();
	}

}
