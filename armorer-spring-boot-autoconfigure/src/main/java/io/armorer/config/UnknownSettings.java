package io.armorer.config;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;

/** What to do about a setting that nothing knows. */
public enum UnknownSettings {

	/** Refuse to start. */
	FAIL,

	/** Log a warning. */
	WARN,

	/** Nothing. */
	IGNORE;

	private static final Logger logger = LoggerFactory.getLogger(UnknownSettings.class);

	static UnknownSettings in(Binder binder) {
		try {
			return binder.bind("armorer.unknown-settings", UnknownSettings.class).orElse(FAIL);
		}
		catch (BindException ex) {
			throw WrongValue.of(ex);
		}
	}

	/**
	 * Do it.
	 * @param setting the setting that nothing knows
	 * @param where where it was set
	 * @param mayBeForeign whether it may be meant for something else, as its name is all
	 * that it has in common with the library
	 */
	void handle(InvalidSettingException setting, String where, boolean mayBeForeign) {
		if (this == FAIL && !mayBeForeign) {
			throw setting;
		}
		if (this != IGNORE) {
			logger.warn("{} {} ({})", setting.description(), setting.action(), where);
		}
	}

}
