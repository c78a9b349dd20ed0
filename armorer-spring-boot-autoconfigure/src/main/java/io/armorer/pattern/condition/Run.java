package io.armorer.pattern.condition;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.armorer.middleware.ErrorTranslation;
import io.armorer.middleware.ToolInvocation;
import io.armorer.tool.ErrorCode;
import io.armorer.tool.ToolCall;
import io.armorer.tool.ToolContext;
import io.armorer.tool.ToolError;
import io.armorer.tool.ToolException;
import io.armorer.tool.ToolResult;
import io.armorer.toolbox.BatchOptions;
import io.armorer.toolbox.Workshop;

/**
 * One call of a tool that is made of others: makes the calls of its steps in its name.
 *
 * @param workshop what it works with
 * @param context the call
 * @param owner the name of the tool that was called
 */
record Run(Workshop workshop, ToolContext context, String owner) {

	static Run of(Workshop workshop, ToolContext context, String label) {
		return new Run(workshop, context, (context instanceof ToolInvocation call) ? call.tool().name() : label);
	}

	/** Call a step with what it takes of the arguments, and wait for its value. */
	@Nullable Object call(Step step, Map<String, @Nullable Object> arguments) throws Throwable {
		Map<String, @Nullable Object> accepted = step.accepted(arguments, this.workshop, this.owner);
		String name = step.registeredName(this.workshop, this.owner);
		if (name != null) {
			return valueOf(this.workshop.toolbox().execute(ToolCall.of(name, accepted), this.context));
		}
		if (step.tool() instanceof ComposedTool composed) {
			return composed.run(accepted, this.context, this.workshop);
		}
		return step.loose(this.workshop).call(accepted, this.context);
	}

	/** Call several steps side by side; the first that fails cancels the rest. */
	List<@Nullable Object> callAll(List<Step> steps, Map<String, @Nullable Object> arguments) throws Throwable {
		List<ToolCall> calls = new ArrayList<>();
		for (Step step : steps) {
			String name = step.registeredName(this.workshop, this.owner);
			if (name == null) {
				return new Fork(this, steps, arguments).join();
			}
			calls.add(ToolCall.of(name, step.accepted(arguments, this.workshop, this.owner)));
		}
		List<ToolResult> results = this.workshop.toolbox()
			.executeAll(calls, this.context, BatchOptions.parallel().stopAtFirstFailure());
		List<@Nullable Object> values = new ArrayList<>();
		int culprit = -1;
		for (int i = 0; i < results.size(); i++) {
			ToolError error = results.get(i).error();
			values.add(results.get(i).value());
			// those that were cancelled were so because of another
			if (error != null && (culprit < 0 || isCancelled(results.get(culprit)) && !error.is(ErrorCode.CANCELLED))) {
				culprit = i;
			}
		}
		if (culprit >= 0) {
			throw failed(steps, culprit, thrownOf(results.get(culprit)));
		}
		return values;
	}

	private static boolean isCancelled(ToolResult result) {
		return result.error() != null && result.error().is(ErrorCode.CANCELLED);
	}

	/** The failure of one of several steps, with the step's name in it. */
	ToolException failed(List<Step> steps, int index, Throwable failure) {
		return new StepFailedException(steps.get(index).label(), index + 1, steps.size(), errorOf(failure), failure);
	}

	private static @Nullable Object valueOf(ToolResult result) {
		if (result.error() != null) {
			throw thrownOf(result);
		}
		return result.value();
	}

	/** What went wrong with a step, as an exception that keeps the code. */
	private static ToolException thrownOf(ToolResult result) {
		if (result.cause() instanceof ToolException ex) {
			return ex;
		}
		ToolError error = result.error();
		return new ToolException((error != null) ? error : ToolError.of(ErrorCode.EXECUTION_FAILED, "No result"),
				result.cause());
	}

	ToolError errorOf(Throwable failure) {
		Throwable actual = ErrorTranslation.unwrap(failure);
		if (actual instanceof ToolException ex) {
			return ex.error();
		}
		return (this.context instanceof ToolInvocation call) ? call.errorOf(actual)
				: ToolError.of(ErrorCode.EXECUTION_FAILED, "The tool failed.");
	}

	/** Whether nobody waits for an answer any more. */
	boolean isCancelled() {
		return this.context.isCancelled() || Thread.currentThread().isInterrupted();
	}

	/** Whether the answer would come too late. */
	boolean isLate() {
		Instant deadline = this.context.deadline();
		return deadline != null && !this.workshop.time().now().isBefore(deadline);
	}

	void note(String name, Object value) {
		if (this.context instanceof ToolInvocation call) {
			call.note(name, value);
		}
	}

}
