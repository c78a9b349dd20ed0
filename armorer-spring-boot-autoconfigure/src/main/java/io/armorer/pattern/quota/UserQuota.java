package io.armorer.pattern.quota;

import java.math.BigDecimal;

import org.jspecify.annotations.Nullable;

/**
 * The quota of one user.
 */
public class UserQuota {

	/**
	 * How much the user may use up in a window.
	 */
	private @Nullable BigDecimal limit;

	/**
	 * Return how much the user may use up in a window.
	 * @return how much, or {@code null} for the default limit
	 */
	public @Nullable BigDecimal getLimit() {
		return this.limit;
	}

	/**
	 * Say how much the user may use up in a window.
	 * @param limit how much, not negative; {@code null} for the default limit
	 */
	public void setLimit(@Nullable BigDecimal limit) {
		this.limit = limit;
	}

}
