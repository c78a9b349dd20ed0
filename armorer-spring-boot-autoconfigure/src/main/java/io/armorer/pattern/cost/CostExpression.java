package io.armorer.pattern.cost;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.expression.EvaluationContext;
import org.springframework.expression.ParseException;
import org.springframework.expression.spel.standard.SpelExpression;
import org.springframework.expression.spel.standard.SpelExpressionParser;
import org.springframework.expression.spel.support.SimpleEvaluationContext;

import io.armorer.config.InvalidSettingException;

/** A SpEL expression that says what a call cost. It can read, and do nothing else. */
final class CostExpression implements CostSource {

	private static final EvaluationContext READING = SimpleEvaluationContext
		.forPropertyAccessors(new ReadableAccessor())
		.withAssignmentDisabled()
		.build();

	private static final String AMOUNT = "amount";

	private static final String UNITS = "units";

	private final SpelExpression expression;

	private CostExpression(SpelExpression expression) {
		this.expression = expression;
	}

	/**
	 * Parse an expression.
	 * @param key the setting that it stands in
	 * @param text the expression
	 * @return the expression
	 * @throws InvalidSettingException if it can't be an expression, or wants to do more
	 * than to read
	 */
	static CostExpression of(String key, String text) {
		SpelExpression expression;
		try {
			expression = new SpelExpressionParser().parseRaw(text);
		}
		catch (ParseException ex) {
			throw invalid(key, text, ex.getPosition(), ex.getSimpleMessage(), ex);
		}
		catch (RuntimeException ex) {
			throw invalid(key, text, 0, String.valueOf(ex.getMessage()), ex);
		}
		ExpressionCheck.Problem problem = ExpressionCheck.problem(expression.getAST(), true);
		if (problem != null) {
			throw invalid(key, text, problem.position(), problem.what(), null);
		}
		return new CostExpression(expression);
	}

	private static InvalidSettingException invalid(String key, String text, int position, String what,
			@Nullable Exception cause) {
		return new InvalidSettingException(key,
				"'" + key + "' is no expression that can tell a cost: at position " + Math.max(0, position) + " of '"
						+ text + "': " + what + ".",
				"Write a SpEL expression over 'arguments', 'result' and 'error' that gives a number or a map, such as "
						+ "result.usage.total_tokens * 0.000002 or {amount: 0.01, units: {rows: result.rows.size}}.",
				cause);
	}

	@Override
	public Cost cost(CostContext context) {
		Map<String, @Nullable Object> root = new LinkedHashMap<>();
		root.put("arguments", context.arguments());
		root.put("result", context.result());
		root.put("error", context.error());
		return cost(this.expression.getValue(READING, Readable.of(root)));
	}

	private static Cost cost(@Nullable Object value) {
		if (value instanceof Number number) {
			return Cost.of(decimal(number));
		}
		if (value instanceof Map<?, ?> map && (map.containsKey(AMOUNT) || map.containsKey(UNITS))) {
			Object amount = map.get(AMOUNT);
			Object units = map.get(UNITS);
			if ((amount == null || amount instanceof Number) && (units == null || units instanceof Map<?, ?>)) {
				return new Cost((amount != null) ? decimal((Number) amount) : BigDecimal.ZERO,
						(units != null) ? units((Map<?, ?>) units) : Map.of());
			}
		}
		throw new IllegalArgumentException(
				"The expression must give a number, or a map with 'amount' and 'units', but gave "
						+ ((value != null) ? "a " + value.getClass().getSimpleName() : "nothing"));
	}

	private static Map<String, Long> units(Map<?, ?> map) {
		Map<String, Long> units = new LinkedHashMap<>();
		map.forEach((name, count) -> {
			if (!(count instanceof Number number)) {
				throw new IllegalArgumentException("How many '" + name + "' there were must be a number");
			}
			units.put(String.valueOf(name), decimal(number).longValueExact());
		});
		return units;
	}

	private static BigDecimal decimal(Number number) {
		if (Readable.number(number) instanceof BigDecimal decimal) {
			return decimal;
		}
		throw new IllegalArgumentException("A cost must be a number, but is " + number);
	}

}
