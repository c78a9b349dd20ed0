package io.armorer.pattern.quota;

import java.math.BigDecimal;

import org.jspecify.annotations.Nullable;

import io.armorer.tool.Tool;

/**
 * What is known of the tools' costs before calls are made.
 */
public interface ToolPrices {

	/** Nothing is charged. */
	ToolPrices NONE = new ToolPrices() {

		@Override
		public boolean isCharged(Tool tool) {
			return false;
		}

		@Override
		public @Nullable BigDecimal perCall(Tool tool) {
			return null;
		}

	};

	/**
	 * Whether something tells what a call of a tool cost, when it is over. If not, it
	 * costs what was estimated.
	 * @param tool the tool
	 * @return whether it is charged
	 */
	boolean isCharged(Tool tool);

	/**
	 * Return what each call of a tool is charged at least.
	 * @param tool the tool
	 * @return how much, or {@code null} if nobody knows before
	 */
	@Nullable BigDecimal perCall(Tool tool);

}
