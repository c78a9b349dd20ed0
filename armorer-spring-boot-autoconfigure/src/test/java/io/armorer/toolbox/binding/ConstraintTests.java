package io.armorer.toolbox.binding;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.Future;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import org.junit.jupiter.api.Test;

import io.armorer.tool.ErrorCode;
import io.armorer.tool.ToolError;
import io.armorer.tool.ToolException;
import io.armorer.tool.ToolParam;

import static org.assertj.core.api.Assertions.assertThat;

/** Constraints of Jakarta Validation, on parameters and inside of them. */
class ConstraintTests {

	@Test
	void enforcesWhatTheSchemaSays() {
		BoundMethod tool = BoundMethod.of(Tools.class, "book");
		assertThat(tool.schema()).contains("\"minimum\":1", "\"maximum\":9", "\"maxLength\":5",
				"\"exclusiveMinimum\":0");
		assertThat(tool.json("{\"seats\":1,\"code\":\"ab12\",\"ages\":[1]}").values()).startsWith(1, "ab12",
				List.of(1));
		assertThat(tool.faults("{\"seats\":10,\"code\":\"toolong\",\"ages\":[1,0]}")).containsExactlyInAnyOrder(
				"/seats: must be at most 9, but is 10", "/code: must have at most 5 characters, but has 7",
				"/ages/1: must be greater than 0, but is 0");
		assertThat(tool.faults("{\"seats\":1,\"code\":\"  \",\"ages\":[]}"))
			.containsExactly("/code: must not be blank");
	}

	@Test
	void enforcesThemWithoutAValidatorToo() {
		BoundMethod tool = BoundMethod.withoutValidator(Tools.class, "book");
		assertThat(tool.faults("{\"seats\":10,\"code\":\"  \",\"ages\":[0]}")).hasSize(3);
		assertThat(tool.json("{\"seats\":1,\"code\":\"ab12\",\"ages\":[1]}").values()).startsWith(1, "ab12");
	}

	@Test
	void needsNoValidAnnotationOnTheWay() {
		BoundMethod tool = BoundMethod.of(Tools.class, "trips");
		assertThat(tool.faults("{\"trips\":{\"a\":[{\"from\":\"x\",\"days\":3,\"until\":\"2999-01-01\"}]}}")).isEmpty();
		assertThat(tool.faults("{\"trips\":{\"a/b\":[{\"from\":\"x\",\"days\":0,\"until\":\"2999-01-01\"}]}}"))
			.containsExactly("/trips/a~1b/0/days: must be at least 1, but is 0");
	}

	@Test
	void enforcesWhatNoSchemaCanSayAndNamesEveryPlace() {
		BoundMethod tool = BoundMethod.of(Tools.class, "trips");
		List<String> faults = tool.faults("""
				{"trips":{"a":[{"from":"x","days":3,"until":"2999-01-01"},{"from":"x","days":3,"until":"1999-01-01"}],
				"b":[{"from":"x","days":7,"until":"1999-01-01"}]}}""");
		assertThat(faults).hasSize(3)
			.anyMatch((fault) -> fault.startsWith("/trips/a/1/until: "))
			.anyMatch((fault) -> fault.startsWith("/trips/b/0/until: "))
			.contains("/trips/b/0: a long trip must begin at home");
		assertThat(BoundMethod.of(Tools.class, "later").faults("{\"day\":\"1999-01-01\"}")).singleElement()
			.asString()
			.startsWith("/day: ");
	}

	@Test
	void tellsAFaultOnceHoweverManyLookForIt() {
		assertThat(BoundMethod.of(Tools.class, "journey")
			.faults("{\"journey\":{\"trip\":{\"from\":\"x\",\"days\":3,\"until\":\"1999-01-01\"}}}")).singleElement()
			.asString()
			.startsWith("/journey/trip/until: ");
	}

	@Test
	void callsPropertiesByTheirNamesInJson() {
		assertThat(
				BoundMethod.of(Tools.class, "named").faults("{\"who\":{\"e-mail\":\"none\"},\"when\":\"1999-01-01\"}"))
			.satisfiesExactly((fault) -> assertThat(fault).startsWith("/who/e-mail: "),
					(fault) -> assertThat(fault).startsWith("/when: "));
	}

	@Test
	void seesTheVariantsOfASealedType() {
		assertThat(BoundMethod.of(Tools.class, "draw").faults("{\"shape\":{\"radius\":0,\"kind\":\"circle\"}}"))
			.containsExactly("/shape/radius: must be greater than 0, but is 0");
	}

	@Test
	void looksAtAnOptionalValueOnlyWhenItIsThere() {
		BoundMethod tool = BoundMethod.of(Tools.class, "maybe");
		assertThat(tool.json("{}").values()).containsExactly(0, Optional.empty(), null);
		assertThat(tool.faults("{\"count\":0,\"name\":\"a\",\"code\":\"x\"}")).containsExactlyInAnyOrder(
				"/count: must be at least 1, but is 0", "/name: must have at least 2 characters, but has 1",
				"/code: must match the regular expression ^(?:[0-9]+)$, but is \"x\"");
	}

	@Test
	void requiresWhatMustNotBeNullOrBlank() {
		assertThat(BoundMethod.of(Tools.class, "must").faults("{}")).containsExactly("/text: is required: a string");
	}

	@Test
	void tellsNothingOfAnExceptionOfTheApplicationUnlessItIsMeantForTheModel() {
		BoundMethod tool = BoundMethod.of(Tools.class, "picky");
		assertThat(tool.json("{\"picky\":{\"value\":1}}").values()).containsExactly(new Picky(1));
		assertThat(tool.faults("{\"picky\":{\"value\":2}}")).containsExactly("/picky: is not a valid value here");
		assertThat(tool.faults("{\"picky\":{\"value\":3}}")).containsExactly("/picky: three is taken");
	}

	@Target({ ElementType.TYPE })
	@Retention(RetentionPolicy.RUNTIME)
	@Constraint(validatedBy = FromHome.Check.class)
	@Documented
	@interface FromHome {

		String message() default "a long trip must begin at home";

		Class<?>[] groups() default {};

		Class<? extends Payload>[] payload() default {};

		class Check implements ConstraintValidator<FromHome, Trip> {

			@Override
			public boolean isValid(Trip trip, ConstraintValidatorContext context) {
				return trip.days() < 5 || trip.from().equals("home");
			}

		}

	}

	@FromHome
	record Trip(String from, @Min(1) int days, @Future LocalDate until) {

	}

	record Journey(@Valid Trip trip) {

	}

	record Person(@ToolParam(name = "e-mail") @Email String mail) {

	}

	record Picky(int value) {

		Picky {
			if (value == 2) {
				throw new IllegalArgumentException("internal secret");
			}
			if (value == 3) {
				throw new ToolException(ToolError.of(ErrorCode.INVALID_ARGUMENTS, "three is taken"));
			}
		}

	}

	@SuppressWarnings("unused") // called by name
	public static class Tools {

		public void book(@Min(1) @Max(9) int seats, @NotBlank @Size(max = 5) String code,
				List<@Positive Integer> ages) {
		}

		public void trips(Map<String, List<Trip>> trips) {
		}

		public void journey(@Valid Journey journey) {
		}

		public void later(@Future LocalDate day) {
		}

		public void named(Person who, @ToolParam(name = "when") @Future LocalDate day) {
		}

		public void draw(Zoo.Shape shape) {
		}

		public void maybe(@ToolParam(required = false) @Min(1) int count, Optional<@Size(min = 2) String> name,
				@ToolParam(required = false) @Pattern(regexp = "[0-9]+") String code) {
		}

		public void must(@ToolParam(required = false) @NotBlank String text) {
		}

		public void picky(Picky picky) {
		}

	}

}
