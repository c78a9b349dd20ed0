package io.armorer.actuate;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

import io.micrometer.common.KeyValue;
import io.micrometer.common.KeyValues;
import org.jspecify.annotations.Nullable;

import io.armorer.actuate.ToolCallObservationDocumentation.HighCardinality;
import io.armorer.actuate.ToolCallObservationDocumentation.LowCardinality;
import io.armorer.tool.ErrorCode;
import io.armorer.tool.Outcome;
import io.armorer.tool.ToolError;

/**
 * The names of {@link ToolCallObservationDocumentation}. The span is called
 * {@code execute_tool <name>}, as OpenTelemetry's conventions for generative AI have it.
 */
public class DefaultToolCallObservationConvention implements ToolCallObservationConvention {

	private static final KeyValue OUTCOME_UNKNOWN = LowCardinality.OUTCOME.withValue("unknown");

	private static final KeyValue NO_ERROR = LowCardinality.ERROR_TYPE.withValue("none");

	private static final KeyValue OTHER_ERROR = LowCardinality.ERROR_TYPE.withValue("other");

	private static final Map<Outcome, KeyValue> OUTCOMES = new EnumMap<>(Outcome.class);

	private static final Map<String, KeyValue> ERRORS = new HashMap<>();

	static {
		for (Outcome outcome : Outcome.values()) {
			OUTCOMES.put(outcome, LowCardinality.OUTCOME.withValue(SectionRequest.spelled(outcome)));
		}
		for (ErrorCode code : ErrorCode.values()) {
			ERRORS.put(code.name(), LowCardinality.ERROR_TYPE.withValue(code.name()));
		}
	}

	@Override
	public String getName() {
		return "armorer.tool.call";
	}

	@Override
	public String getContextualName(ToolCallObservationContext context) {
		return "execute_tool " + context.getCall().tool().name();
	}

	@Override
	public KeyValues getLowCardinalityKeyValues(ToolCallObservationContext context) {
		Outcome outcome = context.getOutcome();
		return KeyValues.of(LowCardinality.TOOL.withValue(context.getCall().tool().name()),
				(outcome != null) ? OUTCOMES.getOrDefault(outcome, OUTCOME_UNKNOWN) : OUTCOME_UNKNOWN,
				errorType(context.getToolError()));
	}

	@Override
	public KeyValues getHighCardinalityKeyValues(ToolCallObservationContext context) {
		return KeyValues.of(HighCardinality.CALL_ID.withValue(context.getCall().context().callId()));
	}

	// A tool's own codes may be without number, and these values become a meter's tags.
	private static KeyValue errorType(@Nullable ToolError error) {
		return (error != null) ? ERRORS.getOrDefault(error.code(), OTHER_ERROR) : NO_ERROR;
	}

}
