package io.armorer.pattern.cost;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/** Charges the tokens that a result says it took. */
final class TokenPricing implements CostSource {

	/** How many tokens were read. */
	static final String INPUT = "input-tokens";

	/** How many tokens were written. */
	static final String OUTPUT = "output-tokens";

	private final PriceTable prices;

	private final @Nullable String model;

	private final Consumer<String> unpriced;

	/**
	 * A pricing.
	 * @param prices the prices
	 * @param model the model where the result names none, or {@code null}
	 * @param unpriced told why there is no price
	 */
	TokenPricing(PriceTable prices, @Nullable String model, Consumer<String> unpriced) {
		this.prices = prices;
		this.model = model;
		this.unpriced = unpriced;
	}

	@Override
	public Cost cost(CostContext context) {
		if (context.error() != null) {
			return Cost.NOTHING;
		}
		TokenUsage usage = TokenUsage.of(context.result());
		if (usage == null) {
			this.unpriced.accept("The result has no usage");
			return Cost.NOTHING;
		}
		return new Cost(price(usage), units(usage));
	}

	private BigDecimal price(TokenUsage usage) {
		String named = (usage.model() != null) ? usage.model() : this.model;
		if (named == null) {
			this.unpriced.accept("The result names no model");
			return BigDecimal.ZERO;
		}
		ModelPrice price = this.prices.find(named);
		if (price == null) {
			this.prices.unknown(named);
			this.unpriced.accept("The price of model '" + named + "' is unknown");
			return BigDecimal.ZERO;
		}
		return price.of(usage.input(), usage.output());
	}

	private static Map<String, Long> units(TokenUsage usage) {
		Map<String, Long> units = new LinkedHashMap<>(4);
		units.put(INPUT, usage.input());
		units.put(OUTPUT, usage.output());
		return units;
	}

}
