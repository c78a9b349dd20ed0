package io.armorer.tool;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * The arguments of a call as they came in: JSON that a model wrote, or values that a
 * program did. Neither is trusted; both are bound and validated alike.
 */
public sealed interface ToolArguments {

	/** No arguments at all. */
	ToolArguments NONE = new Values(Map.of());

	/**
	 * Arguments as JSON text, not parsed yet and perhaps not JSON at all.
	 *
	 * @param text the text as the model wrote it; {@code null} counts as no arguments
	 */
	record Json(@Nullable String text) implements ToolArguments {

	}

	/**
	 * Arguments as values by parameter name.
	 *
	 * @param values the values, copied
	 */
	record Values(Map<String, ? extends @Nullable Object> values) implements ToolArguments {

		/**
		 * Copy the values, so that a later change by the caller changes no call.
		 */
		public Values {
			values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
		}

	}

}
