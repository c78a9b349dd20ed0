package io.armorer.pattern.cost;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Prices of models by name. Suffixes after a hyphen, a colon or an at sign, such as a
 * date, are a version of the model; what stands before a slash is who offers it.
 */
final class PriceTable {

	private static final Logger logger = LoggerFactory.getLogger(PriceTable.class);

	private static final int MOST_LOGGED = 100;

	private static final int LONGEST_MODEL = 200;

	private final Map<String, ModelPrice> prices = new TreeMap<>();

	private final Set<String> logged = ConcurrentHashMap.newKeySet();

	PriceTable(Map<String, ModelPrice> prices) {
		prices.forEach((model, price) -> this.prices.put(model.toLowerCase(Locale.ROOT), price));
	}

	boolean isEmpty() {
		return this.prices.isEmpty();
	}

	Set<String> models() {
		return this.prices.keySet();
	}

	/** Find the price of a model, or of the longest name that it is a version of. */
	@Nullable ModelPrice find(String model) {
		String name = (model.length() > LONGEST_MODEL) ? model.substring(0, LONGEST_MODEL) : model;
		return find(name.toLowerCase(Locale.ROOT), 0);
	}

	private @Nullable ModelPrice find(String model, int from) {
		for (int end = model.length(); end > from; end--) {
			if (end == model.length() || isBoundary(model.charAt(end))) {
				ModelPrice price = this.prices.get(model.substring(from, end));
				if (price != null) {
					return price;
				}
			}
		}
		int slash = model.indexOf('/', from);
		return (slash >= 0) ? find(model, slash + 1) : null;
	}

	private static boolean isBoundary(char at) {
		return at == '-' || at == ':' || at == '@';
	}

	/** Say once that a model has no price. */
	void unknown(String model) {
		String cut = (model.length() > LONGEST_MODEL) ? model.substring(0, LONGEST_MODEL) + "…" : model;
		String shown = cut.replaceAll("\\p{Cntrl}", "?");
		if (this.logged.size() < MOST_LOGGED && this.logged.add(shown)) {
			logger.warn("The price of model '{}' is unknown, its tokens are counted and cost nothing. Add it to "
					+ "armorer.cost.prices, which has {}", shown, models());
		}
	}

}
