package io.armorer.actuate;

import io.micrometer.common.docs.KeyName;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;
import io.micrometer.observation.docs.ObservationDocumentation;

/**
 * What the observations of tool calls are called and what they carry.
 */
public enum ToolCallObservationDocumentation implements ObservationDocumentation {

	/** A call that reached its tool's chain, until it settled. */
	TOOL_CALL {

		@Override
		public Class<? extends ObservationConvention<? extends Observation.Context>> getDefaultConvention() {
			return DefaultToolCallObservationConvention.class;
		}

		@Override
		public KeyName[] getLowCardinalityKeyNames() {
			return LowCardinality.values();
		}

		@Override
		public KeyName[] getHighCardinalityKeyNames() {
			return HighCardinality.values();
		}

	};

	/**
	 * What takes few values, fit for a meter's tags.
	 */
	public enum LowCardinality implements KeyName {

		/** The tool's name. */
		TOOL {

			@Override
			public String asString() {
				return "tool";
			}

		},

		/** How the call ended, as {@code success} or {@code action-required}. */
		OUTCOME {

			@Override
			public String asString() {
				return "outcome";
			}

		},

		/**
		 * The library's code of the error, {@code other} for a code of the tool's own,
		 * {@code none} for none. Not {@code error}, which Micrometer gives the
		 * exception's class and which Zipkin takes for a failure whatever its value.
		 */
		ERROR_TYPE {

			@Override
			public String asString() {
				return "error.type";
			}

		}

	}

	/**
	 * What takes many values, fit for a span only.
	 */
	public enum HighCardinality implements KeyName {

		/** The id of the call. */
		CALL_ID {

			@Override
			public String asString() {
				return "call.id";
			}

		}

	}

}
