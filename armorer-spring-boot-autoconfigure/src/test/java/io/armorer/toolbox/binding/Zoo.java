package io.armorer.toolbox.binding;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.Collection;
import java.util.Currency;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.annotation.JsonValue;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NegativeOrZero;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.annotation.JsonNaming;

import io.armorer.tool.ToolParam;

/** Types of all kinds, to hold schema and binding against each other. */
final class Zoo {

	static final List<Class<?>> TYPES = List.of(Scalars.class, Boxed.class, Texts.class, Times.class, Optionals.class,
			Containers.class, Arrays.class, Tree.class, Drawing.class, Wrapped.class, Pages.class, Constrained.class,
			Elements.class, Setters.class, Named.class, Free.class, Delegates.class, Signed.class);

	private Zoo() {
	}

	enum Color {

		@JsonProperty("deep-red")
		RED, GREEN, BLUE

	}

	enum Level {

		LOW("l"), HIGH("h");

		private final String code;

		Level(String code) {
			this.code = code;
		}

		@JsonValue
		String code() {
			return this.code;
		}

	}

	record Scalars(int i, long l, short s, byte b, double d, float f, boolean t, char c, String text) {

	}

	record Boxed(Integer i, Long l, Short s, Byte b, Double d, Float f, Boolean t, Character c, BigDecimal exact,
			BigInteger big, Number number, Year year) {

	}

	record Texts(Color color, Level level, UUID id, URI uri, Currency currency, Locale locale, byte[] bytes,
			char[] chars, CharSequence sequence) {

	}

	record Times(LocalDate date, LocalDateTime local, LocalTime time, Instant instant, OffsetDateTime offset,
			Duration duration, Period period, YearMonth month, ZoneId zone) {

	}

	record Optionals(Optional<Integer> a, OptionalInt b, OptionalLong c, OptionalDouble d, @Nullable String e,
			@ToolParam(required = false) int f, @ToolParam(required = false) boolean g,
			Optional<List<Optional<String>>> h, Optional<Color> i, @ToolParam(required = false) Duration j) {

	}

	record Containers(List<Integer> list, Set<Color> set, EnumSet<Level> levels, Map<String, Integer> map,
			Map<Color, Boolean> byColor, Map<Integer, List<String>> byNumber, Map<LocalDate, BigDecimal> byDate,
			Collection<Long> collection, List<List<Double>> nested, Map<String, Optional<String>> maybe) {

	}

	record Arrays(int[] ints, double[] doubles, boolean[] booleans, String[] strings, Color[] colors, long[][] grid,
			Tree[] trees) {

	}

	record Tree(String name, List<Tree> children, Optional<Tree> left) {

	}

	@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
	sealed interface Shape permits Circle, Square, Group {

	}

	@JsonTypeName("circle")
	record Circle(@Positive double radius) implements Shape {

	}

	@JsonTypeName("square")
	record Square(int side, Optional<Color> color) implements Shape {

	}

	@JsonTypeName("group")
	record Group(List<Shape> members) implements Shape {

	}

	record Drawing(Shape shape, List<Shape> shapes, Circle circle, Map<String, Shape> named) {

	}

	@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, include = JsonTypeInfo.As.WRAPPER_OBJECT)
	@JsonSubTypes({ @JsonSubTypes.Type(value = Dog.class, name = "dog"),
			@JsonSubTypes.Type(value = Cat.class, name = "cat") })
	interface Animal {

	}

	record Dog(String name) implements Animal {

	}

	record Cat(int lives) implements Animal {

	}

	record Wrapped(Animal animal, List<Animal> animals) {

	}

	record Page<T>(List<T> items, int page) {

	}

	record Pages(Page<String> strings, Page<Page<Circle>> circles) {

	}

	record Constrained(@Min(1) @Max(10) int few, @Min(-1000000) @Max(100) short narrow, @Positive long many,
			@NegativeOrZero BigDecimal debt,
			@DecimalMin("0.5") @DecimalMax(value = "2.5", inclusive = false) BigDecimal exact,
			@Size(min = 2, max = 4) String sized, @NotBlank String text, @NotEmpty List<String> some,
			@Pattern(regexp = "[a-z]{2,4}") String code, @Size(max = 2) Map<String, Integer> entries,
			@NotBlank @Pattern(regexp = "[a-z ]*") String both, Inner inner,
			@ToolParam(required = false) @NotNull Color color) {

	}

	record Inner(@Min(0) @Nullable Integer low, @Size(min = 1, max = 2) List<Integer> items) {

	}

	record Elements(List<@Positive Integer> positives, Map<String, @NotBlank String> texts,
			Optional<@Size(min = 2) String> maybe, List<List<@Max(5) Integer>> deep, List<Inner> inners) {

	}

	static final class Setters {

		private String name = "";

		@Min(1)
		private int size = 3;

		private @Nullable Color color;

		private String code = "";

		public String getName() {
			return this.name;
		}

		@JsonProperty(required = true)
		public void setName(String name) {
			this.name = name;
		}

		public int getSize() {
			return this.size;
		}

		public void setSize(int size) {
			this.size = size;
		}

		public @Nullable Color getColor() {
			return this.color;
		}

		public void setColor(@Nullable Color color) {
			this.color = color;
		}

		@NotBlank
		public String getCode() {
			return this.code;
		}

		public void setCode(String code) {
			this.code = code;
		}

	}

	@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
	record Named(String firstName, @JsonProperty("last") String lastName, @ToolParam(name = "AGE") int age,
			@JsonAlias("colour") Color favouriteColor) {

		@JsonIgnore
		String secret() {
			return "";
		}

	}

	record Free(Object any, Map<String, Object> map, List<Object> list, JsonNode tree, @Nullable Object maybe) {

	}

	record Sku(String value) {

		@JsonCreator(mode = JsonCreator.Mode.DELEGATING)
		Sku {
		}

	}

	record Count(int value) {

		@JsonCreator(mode = JsonCreator.Mode.DELEGATING)
		Count {
		}

	}

	record Names(List<String> values) {

		@JsonCreator(mode = JsonCreator.Mode.DELEGATING)
		Names {
		}

	}

	record Delegates(Sku sku, Count count, Names names, List<Sku> skus) {

	}

	record Signed(Optional<Signed> next, List<Optional<Integer>> holes, @NotNull Optional<String> odd) {

	}

}
