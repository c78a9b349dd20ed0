package io.armorer.actuate;

import io.micrometer.common.KeyValue;
import io.micrometer.common.KeyValues;

import io.armorer.actuate.ToolCallObservationDocumentation.HighCardinality;
import io.armorer.actuate.ToolCallObservationDocumentation.LowCardinality;
import io.armorer.tool.ErrorCode;
import io.armorer.tool.ToolError;

/**
 * The names of {@link ToolCallObservationDocumentation}. The span is called
 * {@code execute_tool <name>}, as OpenTelemetry's conventions for generative AI have it.
 */
public class DefaultToolCallObservationConvention implements ToolCallObservationConvention {

	private static final KeyValue OUTCOME_UNKNOWN = LowCardinality.OUTCOME.withValue("unknown");

	private static final KeyValue NO_ERROR = LowCardinality.ERROR_TYPE.withValue("none");

	private static final KeyValue OTHER_ERROR = LowCardinality.ERROR_TYPE.withValue("other");

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
		return KeyValues.of(LowCardinality.TOOL.withValue(context.getCall().tool().name()),
				(context.getOutcome() != null)
						? LowCardinality.OUTCOME.withValue(SectionRequest.spelled(context.getOutcome()))
						: OUTCOME_UNKNOWN,
				errorType(context));
	}

	@Override
	public KeyValues getHighCardinalityKeyValues(ToolCallObservationContext context) {
		return KeyValues.of(HighCardinality.CALL_ID.withValue(context.getCall().context().callId()));
	}

	// A tool's own codes may be without number, and these values become a meter's tags.
	private static KeyValue errorType(ToolCallObservationContext context) {
		ToolError error = context.getToolError();
		if (error == null) {
			return NO_ERROR;
		}
		for (ErrorCode code : ErrorCode.values()) {
			if (error.is(code)) {
				return LowCardinality.ERROR_TYPE.withValue(code.name());
			}
		}
		return OTHER_ERROR;
	}

}
