package io.armorer.toolbox.binding;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Values that a program gives, to the parameters of a method. */
class GivenValuesTests {

	private final BoundMethod order = BoundMethod.of(Tools.class, "order");

	@Test
	void readsValuesAsStrictlyAsJson() {
		assertThat(this.order
			.values(Map.of("item", Map.of("name", "boots", "count", 2), "color", "deep-red", "price", 12.5, "tags",
					List.of("a"), "when", "2026-11-22"))
			.values()).containsExactly(new Item("boots", 2), Zoo.Color.RED, new BigDecimal("12.5"), List.of("a"),
					Optional.of(LocalDate.of(2026, 11, 22)));
		assertThat(this.order.faults(Map.of("item", Map.of("name", 1, "count", "2"), "color", "RED", "price", "12.5",
				"tags", "a", "other", 1)))
			.containsExactlyInAnyOrder("/item/name: must be a string, but is 1",
					"/item/count: must be a whole number, but is \"2\"",
					"/color: must be one of: deep-red, GREEN, BLUE, but is \"RED\"",
					"/price: must be a number, but is \"12.5\"", "/tags: must be an array, but is \"a\"",
					"/other: unknown argument 'other', known are: item, color, price, tags, when");
	}

	@Test
	void takesValuesOfTheRightTypeAsTheyAre() {
		Item item = new Item("boots", 2);
		Map<String, Object> values = Map.of("item", item, "color", Zoo.Color.RED, "price", BigDecimal.TEN, "tags",
				new String[] { "a" }, "when", LocalDate.of(2026, 11, 22));
		Object[] bound = this.order.values(values).values();
		assertThat(bound).containsExactly(item, Zoo.Color.RED, BigDecimal.TEN, List.of("a"),
				Optional.of(LocalDate.of(2026, 11, 22)));
		assertThat(bound[0]).isSameAs(item);
	}

	@Test
	void takesWhatNoJsonCouldSay() {
		Handle handle = new Handle(new Object());
		assertThat(BoundMethod.of(Tools.class, "handle").values(Map.of("handle", handle, "count", 1)).values())
			.containsExactly(handle, 1);
		assertThat(BoundMethod.of(Tools.class, "handle").faults(Map.of("handle", handle, "count", "1")))
			.containsExactly("/count: must be a whole number, but is \"1\"");
	}

	@Test
	void checksTheConstraintsOfGivenObjects() {
		assertThat(this.order
			.faults(Map.of("item", new Item(" ", 0), "color", Zoo.Color.RED, "price", 1, "tags", List.of()))).hasSize(2)
			.allMatch((fault) -> fault.startsWith("/item/"));
		assertThat(BoundMethod.of(Tools.class, "deep").faults(Map.of("box", new Box(new Item("a", 0))))).singleElement()
			.asString()
			.startsWith("/box/item/count: ");
	}

	@Test
	void readsObjectsInsideOfCollections() {
		assertThat(BoundMethod.of(Tools.class, "list")
			.values(Map.of("items", List.of(new Item("a", 1), Map.of("name", "b", "count", 2))))
			.values()).containsExactly(List.of(new Item("a", 1), new Item("b", 2)));
	}

	@Test
	void refusesWhatContainsItself() {
		Map<String, Object> map = new HashMap<>();
		map.put("self", map);
		BoundMethod free = BoundMethod.of(Tools.class, "free");
		assertThat(free.faults(Map.of("free", map)))
			.containsExactly("the arguments must not be nested more than 64 levels deep");
		List<Object> list = new ArrayList<>();
		list.add(list);
		assertThat(free.faults(Map.of("free", Map.of("list", list)))).hasSize(1);
		Node node = new Node();
		node.next = node;
		assertThat(free.faults(Map.of("free", Map.of("node", node)))).hasSize(1);
	}

	@Test
	void refusesNumbersThatAreNone() {
		BoundMethod free = BoundMethod.of(Tools.class, "free");
		assertThat(free.faults(Map.of("free", Map.of("a", Double.NaN))))
			.containsExactly("/free/a: must be a number, but is NaN");
		assertThat(free.faults(Map.of("free", Map.of("a", List.of(Float.POSITIVE_INFINITY)))))
			.containsExactly("/free/a/0: must be a number, but is Infinity");
		assertThat(free.faults(Map.of("free", Map.of("a", new BigDecimal("1e1000000000"))))).singleElement()
			.asString()
			.startsWith("/free/a: must be a number");
		BigDecimal longFraction = new BigDecimal(BigInteger.ONE.shiftLeft(10_000), 3000);
		assertThat(free.faults(Map.of("free", Map.of("a", longFraction)))).hasSize(1);
	}

	@Test
	@SuppressWarnings({ "unchecked", "rawtypes" }) // what careless code does
	void survivesMapsThatAreNoGoodAndObjectsThatThrow() {
		Map raw = new HashMap();
		raw.put(null, 1);
		raw.put(5, 1);
		assertThat(BoundMethod.of(Tools.class, "free").faults((Map<String, Object>) raw)).hasSize(3);
		Iterable<Object> broken = () -> {
			throw new IllegalStateException("no");
		};
		assertThat(BoundMethod.of(Tools.class, "free").faults(Map.of("free", Map.of("a", broken))))
			.containsExactly("/free: can't be written as JSON");
	}

	@Test
	void keepsNullsInFreeValues() {
		Map<String, Object> map = new HashMap<>();
		map.put("a", null);
		assertThat(BoundMethod.of(Tools.class, "free").values(Map.of("free", map)).values()).containsExactly(map);
	}

	@Test
	void takesNothingForNoArguments() {
		assertThat(this.order.faults(Map.of())).containsExactly("/item: is required: an object",
				"/color: is required: a string", "/price: is required: a number", "/tags: is required: an array");
	}

	record Item(@NotBlank String name, @Min(1) int count) {

	}

	record Box(@Valid Item item) {

	}

	record Handle(Object secret) {

	}

	public static final class Node {

		private Node next = this;

		public Node getNext() {
			return this.next;
		}

	}

	@SuppressWarnings("unused") // called by name
	public static class Tools {

		public void order(Item item, Zoo.Color color, BigDecimal price, List<String> tags, Optional<LocalDate> when) {
		}

		public void handle(Handle handle, int count) {
		}

		public void deep(Box box) {
		}

		public void list(List<Item> items) {
		}

		public void free(Map<String, Object> free) {
		}

	}

}
