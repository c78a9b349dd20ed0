package io.armorer.actuate;

import io.micrometer.common.KeyValue;
import io.micrometer.common.KeyValues;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import io.armorer.testing.TestInvocation;
import io.armorer.tool.ErrorCategory;
import io.armorer.tool.ErrorCode;
import io.armorer.tool.Outcome;
import io.armorer.tool.Tool;
import io.armorer.tool.ToolError;

import static org.assertj.core.api.Assertions.assertThat;

class DefaultToolCallObservationConventionTests {

	@Test
	void eachOutcomeAndEachCodeOfTheLibrarysHasAValue() {
		for (Outcome outcome : Outcome.values()) {
			String spelled = outcome.name().toLowerCase().replace('_', '-');
			assertThat(values(outcome, null)).containsExactly(KeyValue.of("error.type", "none"),
					KeyValue.of("outcome", spelled), KeyValue.of("tool", "search"));
			for (ErrorCode code : ErrorCode.values()) {
				assertThat(values(outcome, ToolError.of(code, "No."))).containsExactly(
						KeyValue.of("error.type", code.name()), KeyValue.of("outcome", spelled),
						KeyValue.of("tool", "search"));
			}
		}
	}

	@Test
	void codesOfTheToolsOwnShareOneValueAndNothingIsKnownAtTheStart() {
		assertThat(values(Outcome.ERROR, ToolError.of("E-4711", ErrorCategory.INTERNAL, "No.")))
			.contains(KeyValue.of("error.type", "other"));
		assertThat(values(null, null)).contains(KeyValue.of("outcome", "unknown"), KeyValue.of("error.type", "none"));
	}

	private static KeyValues values(@Nullable Outcome outcome, @Nullable ToolError error) {
		ToolCallObservationContext context = new ToolCallObservationContext(
				TestInvocation.of(Tool.builder("search").build((input, call) -> null)));
		if (outcome != null) {
			context.settle(outcome, error);
		}
		return new DefaultToolCallObservationConvention().getLowCardinalityKeyValues(context);
	}

}
