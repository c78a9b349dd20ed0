package io.armorer.pattern.cost;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import io.armorer.config.InvalidSettingException;
import io.armorer.config.NearestName;
import io.armorer.config.ToolSettings;
import io.armorer.tool.Tool;

/**
 * Finds where the cost of a tool is known from: of the expression, the calculator and the
 * token prices the one that is set; what is set for the tool by name goes before what is
 * set for all. The price of a call comes on top.
 */
final class CostSources {

	private static final String PATTERN = "cost";

	private static final String EXPRESSION = "expression";

	private static final String CALCULATOR = "calculator";

	static final String FROM_USAGE = "from-usage";

	private static final String MODEL = "model";

	private final ToolSettings settings;

	private final PriceTable prices;

	// Asked for with the first tool, and not before: a calculator may need much.
	private final Supplier<Map<String, CostCalculator>> calculators;

	CostSources(ToolSettings settings, PriceTable prices, Supplier<Map<String, CostCalculator>> calculators) {
		this.settings = settings;
		this.prices = prices;
		this.calculators = calculators;
	}

	/** What a tool's cost is told by, or {@code null} if nothing tells it. */
	@Nullable NamedSource of(Tool tool, CostSettings forTool, Consumer<String> unpriced) {
		Map<String, Supplier<NamedSource>> set = new LinkedHashMap<>();
		String expression = text(forTool.getExpression());
		if (expression != null) {
			set.put(EXPRESSION, () -> new NamedSource(EXPRESSION, expression,
					CostExpression.of(key(tool, EXPRESSION), expression)));
		}
		String calculator = text(forTool.getCalculator());
		if (calculator != null) {
			set.put(CALCULATOR, () -> new NamedSource(CALCULATOR, calculator, calculator(tool, calculator)));
		}
		String model = text(forTool.getModel());
		if (forTool.isFromUsage() || (model != null && isSetFor(tool, MODEL))) {
			set.put(FROM_USAGE, () -> usage(tool, model, unpriced));
		}
		List<String> own = set.keySet().stream().filter((key) -> isOwn(tool, key)).toList();
		List<String> left = (set.size() > 1 && !own.isEmpty()) ? own : List.copyOf(set.keySet());
		if (left.size() > 1) {
			String key = key(tool, left.get(0));
			throw new InvalidSettingException(key,
					"The cost of tool '" + tool.name() + "' is told by more than one: "
							+ left.stream().map((each) -> key(tool, each)).collect(Collectors.joining(" and ")) + ".",
					"Leave only one of them. A fixed price for each call, armorer.cost.per-call, may stand beside it.");
		}
		Supplier<NamedSource> only = left.isEmpty() ? null : set.get(left.get(0));
		return (only != null) ? only.get() : supporting(tool);
	}

	private static @Nullable String text(@Nullable String value) {
		return (value == null || value.isBlank()) ? null : value.trim();
	}

	private boolean isOwn(Tool tool, String key) {
		return isSetFor(tool, key) || (key.equals(FROM_USAGE) && isSetFor(tool, MODEL));
	}

	private boolean isSetFor(Tool tool, String key) {
		return this.settings.isSetFor(tool.name(), PATTERN, key);
	}

	private String key(Tool tool, String key) {
		String written = (key.equals(FROM_USAGE) && !isSetFor(tool, FROM_USAGE) && isSetFor(tool, MODEL)) ? MODEL : key;
		return (isSetFor(tool, written) ? "armorer.tools." + tool.name() + ".cost." : "armorer.cost.") + written;
	}

	private CostSource calculator(Tool tool, String name) {
		Map<String, CostCalculator> all = this.calculators.get();
		CostCalculator calculator = all.get(name);
		if (calculator == null) {
			String nearest = NearestName.among(all.keySet(), name);
			String action = all.isEmpty() ? "Declare a bean of type CostCalculator with that name."
					: "There are: " + String.join(", ", all.keySet()) + ".";
			String key = key(tool, CALCULATOR);
			throw new InvalidSettingException(key,
					"'" + key + "' names '" + name + "', which is no CostCalculator bean.",
					(nearest != null) ? "Did you mean '" + nearest + "'? " + action : action);
		}
		return calculator::calculate;
	}

	private NamedSource usage(Tool tool, @Nullable String model, Consumer<String> unpriced) {
		if (this.prices.isEmpty()) {
			String key = key(tool, FROM_USAGE);
			throw new InvalidSettingException(key, "'" + key + "' needs prices, and there are none.",
					"Add the models' prices as armorer.cost.prices.<model>.input-per-1k-tokens and "
							+ "output-per-1k-tokens.");
		}
		if (model != null && this.prices.find(model) == null) {
			String nearest = NearestName.among(this.prices.models(), model);
			String key = key(tool, MODEL);
			throw new InvalidSettingException(key, "'" + key + "' names '" + model + "', which has no price.",
					((nearest != null) ? "Did you mean '" + nearest + "'? " : "")
							+ "Add it to armorer.cost.prices, in brackets if there are dots in its name.");
		}
		return new NamedSource(FROM_USAGE, (model != null) ? model : "",
				new TokenPricing(this.prices, model, unpriced));
	}

	private @Nullable NamedSource supporting(Tool tool) {
		for (Map.Entry<String, CostCalculator> calculator : this.calculators.get().entrySet()) {
			if (calculator.getValue().supports(tool)) {
				return new NamedSource(CALCULATOR, calculator.getKey(), calculator.getValue()::calculate);
			}
		}
		return null;
	}

	/**
	 * Where a tool's cost is known from.
	 *
	 * @param kind the setting that says so
	 * @param detail the expression, the bean's name, or the model
	 * @param source the source itself
	 */
	record NamedSource(String kind, String detail, CostSource source) {

	}

}
