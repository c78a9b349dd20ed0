package io.armorer.pattern.retry;

import java.util.Locale;

/** What became of a call whose first attempt failed in a way that is tried again. */
public enum RetryResult {

	/** A later attempt succeeded. */
	RECOVERED,

	/** All attempts failed. */
	EXHAUSTED,

	/**
	 * There would have been attempts left, but no time for them, or the last failure was
	 * of another kind.
	 */
	GAVE_UP;

	/**
	 * Return the result as it is spelled in meters.
	 * @return the name in lower-case with hyphens
	 */
	public String spelled() {
		return name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

}
