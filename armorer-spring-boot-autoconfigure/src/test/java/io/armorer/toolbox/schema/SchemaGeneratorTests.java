package io.armorer.toolbox.schema;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.reflect.Method;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.core.MethodParameter;

import io.armorer.tool.JsonSchema;
import io.armorer.tool.ToolContext;
import io.armorer.tool.ToolParam;
import io.armorer.tool.ToolParameter;
import io.armorer.tool.ToolResult;
import io.armorer.toolbox.json.ParameterElement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** What schemas say of Java types. */
class SchemaGeneratorTests {

	private static final JsonMapper JSON = new JsonMapper();

	private final SchemaGenerator schemas = new SchemaGenerator(JsonMapper.builder().build());

	@Test
	void describesParametersAsAnObjectThatIsClosed() {
		assertThat(parameters("search")).isEqualTo(json("""
				{"type":"object","properties":{
				"query":{"type":"string","description":"what to look for"},
				"limit":{"type":"integer","format":"int32","minimum":1,"maximum":50}},
				"required":["query"],"additionalProperties":false}"""));
	}

	@Test
	void describesNoParameters() {
		assertThat(this.schemas.forParameters(List.of()).json())
			.isEqualTo("{\"type\":\"object\",\"properties\":{},\"additionalProperties\":false}");
	}

	@Test
	void usesTheNamesThatConstantsHaveInJson() {
		assertThat(parameters("paint").at("/properties/color")).isEqualTo(json("""
				{"type":"string","enum":["deep-red","GREEN"]}"""));
	}

	@Test
	void saysWhatIsOptionalAndNotMore() {
		JsonNode schema = parameters("optional");
		assertThat(schema.at("/properties")).isEqualTo(
				json("""
						{"a":{"type":"string","minLength":2},"b":{"type":"string"},"c":{"type":"boolean"},"d":{"type":"number"}}"""));
		assertThat(schema.path("required")).isEqualTo(json("[\"d\"]"));
	}

	@Test
	void describesMapsByTheirValuesAndKeys() {
		assertThat(parameters("maps").at("/properties")).isEqualTo(
				json("""
						{"stock":{"type":"object","additionalProperties":{"type":"integer","format":"int32","maximum":9}},
						"names":{"type":"object","propertyNames":{"enum":["deep-red","GREEN"]},"additionalProperties":{"type":"array",
						"items":{"type":"string"}}},
						"free":{"type":"object","additionalProperties":{}}}"""));
	}

	@Test
	void describesBinaryDataAndTimesAsText() {
		assertThat(parameters("texts").at("/properties")).isEqualTo(json("""
				{"bytes":{"type":"string","contentEncoding":"base64","format":"byte"},
				"date":{"type":"string","format":"date"},"at":{"type":"string","format":"date-time"},
				"local":{"type":"string","format":"local-date-time",
				"pattern":"^\\\\d{4}-\\\\d{2}-\\\\d{2}T\\\\d{2}:\\\\d{2}(:\\\\d{2}(\\\\.\\\\d{1,9})?)?$"},
				"took":{"type":"string","format":"duration"},"id":{"type":"string","format":"uuid"}}"""));
	}

	@Test
	void writesDefinitionsWhereTheyAreUsed() {
		assertThat(parameters("nested")).isEqualTo(
				json("""
						{"type":"object","properties":{
						"from":{"type":"object","description":"where to start","properties":{
						"street":{"type":"string","minLength":1,"pattern":"[^\\\\u0000-\\\\u0020]","description":"street and number"},
						"zip":{"type":"string","pattern":"^(?:\\\\d{5})$"}},"required":["street","zip"],"additionalProperties":false},
						"to":{"type":"object","description":"a place","properties":{
						"street":{"type":"string","minLength":1,"pattern":"[^\\\\u0000-\\\\u0020]","description":"street and number"},
						"zip":{"type":"string","pattern":"^(?:\\\\d{5})$"}},"required":["street","zip"],"additionalProperties":false}},
						"required":["from","to"],"additionalProperties":false}"""));
	}

	@Test
	void refersToTypesThatContainThemselves() {
		JsonNode schema = parameters("grow");
		assertThat(schema.at("/properties/tree")).isEqualTo(json("{\"$ref\":\"#/$defs/Tree\"}"));
		assertThat(schema.at("/$defs/Tree/properties/children/items")).isEqualTo(json("{\"$ref\":\"#/$defs/Tree\"}"));
		JsonNode root = json(this.schemas.forType(Tree.class).json());
		assertThat(root.path("type").asString()).isEqualTo("object");
		assertThat(root.at("/properties/children/items")).isEqualTo(json("{\"$ref\":\"#/$defs/Tree\"}"));
		assertThat(root.at("/$defs/Tree/type").asString()).isEqualTo("object");
	}

	@Test
	void tellsTheVariantsOfASealedTypeApart() {
		assertThat(parameters("draw").at("/properties/shape")).isEqualTo(
				json("""
						{"type":"object","anyOf":[
						{"type":"object","properties":{"kind":{"type":"string","enum":["circle"]},"radius":{"type":"number","format":"double"}},
						"required":["kind","radius"],"additionalProperties":false},
						{"type":"object","properties":{"kind":{"type":"string","enum":["square"]},"side":{"type":"integer","format":"int32"}},
						"required":["kind","side"],"additionalProperties":false}]}"""));
	}

	@Test
	void resolvesGenerics() {
		assertThat(parameters("pages").at("/properties/page/properties/items")).isEqualTo(
				json("""
						{"type":"array","items":{"type":"object","properties":{"radius":{"type":"number","format":"double"},
						"kind":{"type":"string","enum":["circle"]}},"required":["kind","radius"],"additionalProperties":false}}"""));
	}

	@Test
	void marksSecrets() {
		assertThat(parameters("login").at("/properties/password")).isEqualTo(json("""
				{"type":"string","writeOnly":true}"""));
	}

	@Test
	void followsTheNamesOfTheApplicationsMapper() {
		SchemaGenerator snake = new SchemaGenerator(
				JsonMapper.builder().propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE).build());
		assertThat(json(snake.forType(Person.class).json()).path("properties").propertyNames())
			.containsExactly("first_name", "last", "AGE");
		assertThat(json(this.schemas.forType(Person.class).json()).path("required")).isEqualTo(json("""
				["firstName","last"]"""));
	}

	@Test
	void saysWhatToDoWhereATypeIsNoObject() {
		for (Class<?> type : List.of(String.class, int.class, Color.class, List.class, BigDecimal.class, int[].class)) {
			assertThatIllegalArgumentException().isThrownBy(() -> this.schemas.forType(type))
				.withMessageContaining(type.getTypeName())
				.withMessageContaining("Wrap it in a record");
		}
	}

	@Test
	void generatesOnceAndAtTheFirstLook() {
		assertThat(this.schemas.forType(Tree.class)).isSameAs(this.schemas.forType(Tree.class));
		JsonSchema schema = this.schemas.forType(Person.class);
		assertThat(schema.json()).isSameAs(schema.json());
		assertThat(this.schemas.forResult(Tree.class)).isSameAs(this.schemas.forResult(Tree.class));
	}

	@Test
	void isGeneratedByManyThreadsAtOnce() {
		String expected = new SchemaGenerator(JSON).forType(Tree.class).json();
		for (int round = 0; round < 20; round++) {
			SchemaGenerator fresh = new SchemaGenerator(JSON);
			assertThat(IntStream.range(0, 16).parallel().mapToObj((i) -> fresh.forType(Tree.class).json()).distinct())
				.containsExactly(expected);
		}
	}

	@Test
	void describesWhatAResultSettlesTo() {
		JsonNode receipt = json("""
				{"type":"object","properties":{"id":{"type":"string"},"total":{"type":"number"},
				"note":{"type":["string","null"],"description":"if any"},"lines":{"type":"integer","format":"int32"}},
				"required":["id","total","lines"]}""");
		for (String method : List.of("receipt", "later", "mono", "maybe")) {
			assertThat(result(method)).as(method).isEqualTo(receipt);
		}
		for (String method : List.of("list", "flux", "stream", "publisher", "laterList")) {
			assertThat(result(method)).as(method)
				.isEqualTo(JSON.createObjectNode().put("type", "array").set("items", receipt));
		}
	}

	@Test
	void promisesNoMoreOfAResultThanTheWriterKeeps() {
		assertThat(json(schema(this.schemas.forResult(Plain.class)))).isEqualTo(
				json("""
						{"type":"object","properties":{"name":{"type":["string","null"]},"size":{"type":"integer","format":"int32"}},
						"required":["size"]}"""));
	}

	@Test
	void saysNothingOfAResultThatSaysNothing() {
		for (Class<?> type : List.of(void.class, Void.class, Object.class, ToolResult.class)) {
			assertThat(this.schemas.forResult(type)).as(type.getName()).isNull();
		}
		assertThat(this.schemas.forResult(method("voidLater").getGenericReturnType())).isNull();
	}

	private static String schema(@Nullable JsonSchema schema) {
		assertThat(schema).isNotNull();
		return schema.json();
	}

	private JsonNode result(String method) {
		return json(schema(this.schemas.forResult(method(method).getGenericReturnType())));
	}

	private JsonNode parameters(String name) {
		Method method = method(name);
		List<ToolParameter> parameters = new ArrayList<>();
		for (int i = 0; i < method.getParameterCount(); i++) {
			parameters.add(new ToolParameter(i, method.getParameters()[i].getName(),
					method.getGenericParameterTypes()[i], ParameterElement.of(new MethodParameter(method, i)),
					method.getParameterTypes()[i] == ToolContext.class));
		}
		return json(this.schemas.forParameters(parameters).json());
	}

	private static Method method(String name) {
		return Arrays.stream(Tools.class.getMethods())
			.filter((candidate) -> candidate.getName().equals(name))
			.findFirst()
			.orElseThrow();
	}

	private static JsonNode json(String text) {
		return JSON.readTree(text);
	}

	enum Color {

		@JsonProperty("deep-red")
		RED, GREEN

	}

	@JsonClassDescription("a place")
	record Address(@NotBlank @JsonPropertyDescription("street and number") String street,
			@Pattern(regexp = "\\d{5}") String zip) {

	}

	record Tree(String name, List<Tree> children) {

	}

	@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
	sealed interface Shape permits Circle, Square {

	}

	@JsonTypeName("circle")
	record Circle(double radius) implements Shape {

	}

	@JsonTypeName("square")
	record Square(int side) implements Shape {

	}

	record Page<T>(List<T> items) {

	}

	record Person(String firstName, @JsonProperty("last") String lastName,
			@ToolParam(name = "AGE", required = false) int age) {

	}

	@NullMarked
	record Receipt(String id, BigDecimal total, @ToolParam(description = "if any") @Nullable String note, int lines) {

	}

	@NullUnmarked
	record Plain(String name, int size) {

	}

	@Retention(RetentionPolicy.RUNTIME)
	@interface Sensitive {

	}

	@SuppressWarnings("unused") // looked at by name
	abstract static class Tools {

		public void search(@ToolParam(description = "what to look for") String query, ToolContext context,
				@ToolParam(required = false) @Min(1) @Max(50) int limit) {
		}

		public void paint(Color color) {
		}

		public void optional(Optional<@Size(min = 2) String> a, @Nullable String b,
				@ToolParam(required = false) boolean c, BigDecimal d) {
		}

		public void maps(Map<String, @Max(9) Integer> stock, Map<Color, List<String>> names, Map<String, Object> free) {
		}

		public void texts(byte[] bytes, LocalDate date, Instant at, LocalDateTime local, Duration took, UUID id) {
		}

		public void nested(@ToolParam(description = "where to start") Address from, Address to) {
		}

		public void grow(Tree tree) {
		}

		public void draw(Shape shape) {
		}

		public void pages(Page<Circle> page) {
		}

		public void login(@Sensitive String password) {
		}

		public abstract Receipt receipt();

		public abstract CompletableFuture<Receipt> later();

		public abstract Mono<Receipt> mono();

		public abstract Optional<Receipt> maybe();

		public abstract List<Receipt> list();

		public abstract Flux<Receipt> flux();

		public abstract Stream<Receipt> stream();

		public abstract Flow.Publisher<Receipt> publisher();

		public abstract CompletableFuture<List<Receipt>> laterList();

		public abstract CompletableFuture<Void> voidLater();

	}

}
