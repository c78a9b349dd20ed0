package io.armorer.pattern.condition;

import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.armorer.tool.ToolError;
import io.armorer.tool.ToolException;

/**
 * Thrown when a step of a tool that has several failed. The error is the step's, and says
 * in addition which step it was.
 */
public class StepFailedException extends ToolException {

	private static final long serialVersionUID = 1L;

	private final String step;

	/**
	 * A failure of a step.
	 * @param step the name of the step
	 * @param number the step's place, from 1
	 * @param count how many steps there are
	 * @param error why it failed
	 * @param cause what was thrown, or {@code null}
	 */
	public StepFailedException(String step, int number, int count, ToolError error, @Nullable Throwable cause) {
		super(error(step, number, count, error), cause);
		this.step = step;
	}

	/**
	 * Return which step failed.
	 * @return the step's name
	 */
	public String step() {
		return this.step;
	}

	private static ToolError error(String step, int number, int count, ToolError error) {
		Map<String, Object> details = new LinkedHashMap<>();
		details.put("step", step);
		details.put("stepNumber", number);
		error.details().forEach(details::putIfAbsent);
		if (error.details().get("step") instanceof String inner) {
			details.put("step", step + " > " + inner);
		}
		return new ToolError(error.code(), error.category(),
				"Step " + number + " of " + count + ", '" + step + "', failed: " + error.message(), error.retryable(),
				error.retryAfter(), details);
	}

}
