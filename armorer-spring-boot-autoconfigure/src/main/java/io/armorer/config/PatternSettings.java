package io.armorer.config;

import org.jspecify.annotations.Nullable;

import org.springframework.core.Ordered;

/**
 * What the settings of every pattern have in common. A pattern's own class extends it, is
 * a JavaBean with defaults in its fields, and carries
 * {@code @ConfigurationProperties("armorer.<pattern>")}.
 */
public abstract class PatternSettings implements Ordered {

	/**
	 * Whether the pattern is on. Can be said for one tool, too.
	 */
	private boolean enabled = true;

	/**
	 * Where the pattern stands in the chain; the lowest stands outermost.
	 */
	@ForAllTools
	private @Nullable Integer order;

	// Not the field's own initial value: the metadata would take it for every pattern's.
	private final int defaultOrder;

	/**
	 * Settings of a pattern.
	 * @param order where it stands unless told otherwise
	 */
	protected PatternSettings(int order) {
		this.defaultOrder = order;
	}

	/**
	 * Check the values against each other and against reason.
	 * @param prefix what the keys begin with, such as {@code armorer.circuit} or
	 * {@code armorer.tools.search.circuit}
	 * @throws InvalidSettingException if a value can't be
	 */
	public void validate(String prefix) {
	}

	/**
	 * Whether the pattern is on.
	 * @return whether it is
	 */
	public boolean isEnabled() {
		return this.enabled;
	}

	/**
	 * Switch the pattern on or off.
	 * @param enabled whether it is on
	 */
	public void setEnabled(boolean enabled) {
		this.enabled = enabled;
	}

	@Override
	public int getOrder() {
		return (this.order != null) ? this.order : this.defaultOrder;
	}

	/**
	 * Move the pattern in the chain.
	 * @param order its place; the lowest stands outermost
	 */
	public void setOrder(int order) {
		this.order = order;
	}

}
