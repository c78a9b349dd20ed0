package io.armorer.pattern.quota;

import java.math.BigDecimal;
import java.util.Currency;

import org.jspecify.annotations.Nullable;

import io.armorer.tool.Tool;

/**
 * What the cost pattern knows before calls are made.
 */
public interface ToolPrices {

	/** Nothing is charged. */
	ToolPrices NONE = new ToolPrices() {

		@Override
		public @Nullable Currency currency(Tool tool) {
			return null;
		}

		@Override
		public @Nullable BigDecimal perCall(Tool tool) {
			return null;
		}

	};

	/**
	 * Return the currency that the calls of a tool are charged in.
	 * @param tool the tool
	 * @return the currency, or {@code null} if they are not charged
	 */
	@Nullable Currency currency(Tool tool);

	/**
	 * Return what each call of a tool is charged, where that is the same for all.
	 * @param tool the tool
	 * @return how much, or {@code null} where it differs or nobody knows
	 */
	@Nullable BigDecimal perCall(Tool tool);

}
