package io.armorer.toolbox.binding;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import jakarta.validation.constraints.Min;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What lenient reading repairs, and what it leaves alone. */
class LenientBindingTests {

	private static final BindingOptions LENIENT = new BindingOptions(BindingOptions.Coercion.LENIENT, 1 << 20, 64);

	private final BoundMethod tool = BoundMethod.of(Tools.class, "tool", LENIENT);

	@Test
	void repairsNothingUnlessAsked() {
		assertThat(BoundMethod.of(Tools.class, "tool").faults("{\"count\":\"3\"}"))
			.containsExactly("/count: must be a whole number, but is \"3\"");
	}

	@Test
	void repairsNothingWhenAllIsWell() {
		assertThat(this.tool.json("{\"count\":3}").repairs()).isEmpty();
	}

	@Test
	void readsNumbersAndBooleansInQuotes() {
		BoundArguments bound = this.tool.json("{\"count\":\"3\",\"ratio\":\" 0.5\",\"sure\":\"true\"}");
		assertThat(bound.values()).startsWith(3, Optional.of(0.5), Optional.of(true));
		assertThat(bound.repairs()).containsExactlyInAnyOrder("/count: read a string as a whole number",
				"/ratio: read a string as a number", "/sure: read a string as true or false");
	}

	@Test
	void readsObjectsAndArraysInQuotes() {
		BoundArguments bound = this.tool
			.json("""
					{"count":1,"item":"{\\"name\\":\\"a\\",\\"count\\":\\"2\\"}","items":"[{\\"name\\":\\"b\\",\\"count\\":3}]"}""");
		assertThat(bound.values()).contains(Optional.of(new Item("a", 2)), Optional.of(List.of(new Item("b", 3))));
		assertThat(bound.repairs()).containsExactlyInAnyOrder("/item: read a string as an object",
				"/item/count: read a string as a whole number", "/items: read a string as an array");
	}

	@Test
	void readsConstantsInAnotherCase() {
		BoundArguments bound = this.tool.json("{\"count\":1,\"color\":\"Deep-Red\"}");
		assertThat(bound.values()).contains(Optional.of(Zoo.Color.RED));
		assertThat(bound.repairs()).containsExactly("/color: read as deep-red");
		assertThat(this.tool.faults("{\"count\":1,\"color\":\"deep red\"}")).hasSize(1);
	}

	@Test
	void leavesConstantsAloneThatDifferInCaseOnly() {
		BoundMethod twins = BoundMethod.of(Tools.class, "twins", LENIENT);
		assertThat(twins.faults("{\"twin\":\"A\"}")).isEmpty();
		assertThat(BoundMethod.of(Tools.class, "threes", LENIENT).faults("{\"three\":\"aB\"}")).hasSize(1);
	}

	@Test
	void leavesAloneWhatMayMeanSomethingElse() {
		assertThat(this.tool.faults("{\"count\":\"3 pieces\"}")).hasSize(1);
		assertThat(this.tool.faults("{\"count\":\"\"}")).hasSize(1);
		assertThat(this.tool.faults("{\"count\":\"0x10\"}")).hasSize(1);
		assertThat(this.tool.faults("{\"count\":\"1.5\"}")).hasSize(1);
		assertThat(this.tool.faults("{\"count\":1,\"sure\":\"yes\"}")).hasSize(1);
		assertThat(this.tool.faults("{\"count\":1,\"sure\":1}")).hasSize(1);
		assertThat(this.tool.faults("{\"count\":1,\"text\":5}")).hasSize(1);
		assertThat(this.tool.faults("{\"count\":1,\"items\":{\"name\":\"a\",\"count\":1}}")).hasSize(1);
		assertThat(this.tool.faults("{\"count\":1,\"extra\":1}")).hasSize(1);
		assertThat(this.tool.json("{\"count\":1,\"text\":\"5\"}").values()).contains(Optional.of("5"));
	}

	@Test
	void checksWhatItRepaired() {
		assertThat(this.tool.faults("{\"count\":\"0\"}")).containsExactly("/count: must be at least 1, but is 0");
		assertThat(this.tool.faults("{\"count\":\"1e1000000000\"}")).isNotEmpty();
		assertThat(this.tool.faults("{\"count\":1,\"free\":\"" + "[".repeat(1000) + "\"}")).isNotEmpty();
		assertThat(this.tool.faults("{\"count\":1,\"item\":\"{\\\"name\\\":\\\"\\\\ud83d\\\",\\\"count\\\":1}\"}"))
			.isNotEmpty();
	}

	@Test
	void repairsGivenValuesToo() {
		BoundArguments bound = this.tool.values(Map.of("count", "3"));
		assertThat(bound.values()).startsWith(3);
		assertThat(bound.repairs()).hasSize(1);
	}

	record Item(String name, int count) {

	}

	enum Twin {

		a, b

	}

	enum Three {

		ab, AB, c

	}

	@SuppressWarnings("unused") // called by name
	public static class Tools {

		public void tool(@Min(1) int count, Optional<Double> ratio, Optional<Boolean> sure, Optional<Item> item,
				Optional<List<Item>> items, Optional<Zoo.Color> color, Optional<String> text,
				Optional<Map<String, Object>> free) {
		}

		public void twins(Twin twin) {
		}

		public void threes(Three three) {
		}

	}

}
