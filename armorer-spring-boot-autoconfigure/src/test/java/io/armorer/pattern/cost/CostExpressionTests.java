package io.armorer.pattern.cost;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

import io.armorer.config.InvalidSettingException;
import io.armorer.tool.ToolContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class CostExpressionTests {

	private static final Answer ANSWER = new Answer(new Usage(1500, 20L), List.of("a", "b", "c"), Kind.FAST,
			Optional.of(new BigDecimal("0.07")));

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			0.1 + 0.2                                                  | 0.3
			result.usage.prompt_tokens / 1000 * 0.03                   | 0.045
			result['usage']['prompt_tokens'] / 1000 * 0.03             | 0.045
			result.usage.prompt_tokens / 1000000 * 0.15                | 0.000225
			result.rows.size * 0.001                                   | 0.003
			result.kind == 'FAST' ? 0.2 : 0.1                          | 0.2
			result.fee                                                 | 0.07
			result.missing?.more ?: 5                                  | 5
			arguments.count * 2                                        | 6
			arguments.nested['deep'][1]                                | 8
			arguments.text.size                                        | 4
			arguments.size                                             | 5
			arguments.ratio * 3                                        | 0.3
			result.rows.?[#this == 'b'].size                           | 1
			arguments.items.![price].size                              | 2
			arguments.items.?[price > 1][0].price                      | 2
			error == null ? 1 : 0                                      | 1
			arguments.words.size                                       | 2
			arguments.numbers[2]                                       | 3
			""")
	void readsWhateverResultsAndArgumentsAreMadeOf(String expression, BigDecimal expected) {
		assertThat(Billionths.rounded(cost(expression, ANSWER).amount())).isEqualByComparingTo(expected);
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"usage\": {\"prompt_tokens\": 1500}, \"rows\": [1, 2.5, true, null, \"x\"]}" })
	void readsJsonTrees(String json) {
		Object tree = JsonMapper.shared().readTree(json);

		assertThat(cost("result.usage.prompt_tokens / 1000 * 0.03", tree).amount()).isEqualByComparingTo("0.045");
		assertThat(cost("result['usage'].prompt_tokens", tree).amount()).isEqualByComparingTo("1500");
		assertThat(cost("result.rows[1] + result.rows.size", tree).amount()).isEqualByComparingTo("7.5");
		assertThat(cost("result.rows[2] && result.rows[3] == null && result.rows[4] == 'x' ? 1 : 2", tree).amount())
			.isEqualByComparingTo("1");
		assertThat(cost("result.absent == null ? 3 : 4", tree).amount()).isEqualByComparingTo("3");
	}

	@Test
	void mayCountUnits() {
		Cost cost = cost("{amount: 0.5, units: {rows: result.rows.size, 'output.tokens': 20}}", ANSWER);

		assertThat(cost.amount()).isEqualByComparingTo("0.5");
		assertThat(cost.units()).containsOnly(Map.entry("rows", 3L), Map.entry("output.tokens", 20L));
		assertThat(cost("{units: {rows: 2}}", ANSWER)).satisfies((free) -> {
			assertThat(free.amount()).isZero();
			assertThat(free.units()).containsOnly(Map.entry("rows", 2L));
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "'text'", "null", "result.missing", "result.missing.more", "{1, 2}", "{price: 1}",
			"{amount: 'x'}", "{amount: 1, units: 3}", "{amount: 1, units: {rows: 'x'}}",
			"{amount: 1, units: {rows: 1.5}}", "{amount: 1, units: {rows: -1}}", "-1", "arguments.nan",
			"arguments.infinite", "arguments.astronomical", "result.broken", "result.rows[17]", "arguments.day.year",
			"result.rows.size / 0" })
	void whatIsNoCostFails(String expression) {
		assertThatException().isThrownBy(() -> cost(expression, ANSWER));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			1 +                                     | 2  | EL
			result.                                 | 0  | EL
			'open                                   | 0  | EL
			T(java.lang.Runtime)                    | 0  | types can't be named
			1 * T(java.lang.Runtime).runtime        | 4  | types can't be named
			new java.util.Date()                    | 0  | objects can't be made
			@toolbox                                | 1  | beans can't be named
			result.rows.size()                      | 12 | methods such as 'size' can't be called
			result.getClass()                       | 7  | methods such as 'getClass' can't be called
			#now                                    | 0  | no variable
			#print(1)                               | 0  | no functions
			result.cost = 5                         | 12 | nothing can be changed
			result.cost++                           | 11 | nothing can be changed
			reslt.cost                              | 0  | did you mean 'result'
			2 * argument.count                      | 4  | did you mean 'arguments'
			price                                   | 0  | there is no 'price'
			arguments.items.?[T(String) != null]    | 18 | types can't be named
			""")
	void whatCanNotBeIsRefusedAtOnceWithItsPosition(String expression, int position, String problem) {
		assertThatExceptionOfType(InvalidSettingException.class)
			.isThrownBy(() -> CostExpression.of("armorer.cost.expression", expression))
			.satisfies((ex) -> {
				assertThat(ex.key()).isEqualTo("armorer.cost.expression");
				assertThat(ex.description()).contains("'armorer.cost.expression'", "at position ", problem);
				if (!problem.equals("EL")) {
					assertThat(ex.description()).contains("at position " + position + " ");
				}
			});
	}

	private static Cost cost(String expression, Object result) {
		Map<String, Object> arguments = new LinkedHashMap<>();
		arguments.put("count", 3);
		arguments.put("nested", Map.of("deep", List.of(7, 8)));
		arguments.put("text", "four");
		arguments.put("size", 5);
		arguments.put("ratio", 0.1);
		arguments.put("items", List.of(Map.of("price", 1), Map.of("price", 2)));
		arguments.put("words", Set.of("a", "b"));
		arguments.put("numbers", new int[] { 1, 2, 3 });
		arguments.put("nan", Double.NaN);
		arguments.put("infinite", Float.POSITIVE_INFINITY);
		arguments.put("astronomical", new BigDecimal("1E+1000000000"));
		arguments.put("day", LocalDate.EPOCH);
		return CostExpression.of("armorer.cost.expression", expression)
			.cost(new CostContext(Till.tool("search"), arguments, result, null, ToolContext.empty()));
	}

	enum Kind {

		FAST, SLOW

	}

	record Usage(int prompt_tokens, Long completionTokens) {

	}

	record Answer(Usage usage, List<String> rows, Kind kind, Optional<BigDecimal> fee) {

		public int getBroken() {
			throw new IllegalStateException("on purpose");
		}

	}

}
