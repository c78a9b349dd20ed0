package io.armorer.pattern.dependency;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.armorer.pattern.dependency.DependencyStep.State;
import io.armorer.tool.ErrorCode;
import io.armorer.tool.ToolCall;
import io.armorer.tool.ToolContext;
import io.armorer.tool.ToolError;
import io.armorer.tool.ToolResult;
import io.armorer.toolbox.BatchOptions;
import io.armorer.toolbox.Toolbox;

/**
 * The calls of one execution: makes those of the dependencies, level by level, and keeps
 * what they gave. Used by one thread.
 */
final class PlannedCalls {

	private final Toolbox toolbox;

	private final DependencyPlan plan;

	private final ToolContext context;

	private final ArgumentMappers mappers;

	private final Map<String, ToolResult> results = new LinkedHashMap<>();

	PlannedCalls(Toolbox toolbox, DependencyPlan plan, ToolContext context, ArgumentMappers mappers) {
		this.toolbox = toolbox;
		this.plan = plan;
		this.context = context;
		this.mappers = mappers;
	}

	/**
	 * Make the calls of all dependencies.
	 * @param maxConcurrent how many at the same time
	 * @return why not all succeeded, or {@code null} if they did
	 */
	@Nullable DependencyFailedException makeDependencies(int maxConcurrent) {
		BatchOptions options = BatchOptions.parallel(maxConcurrent).stopAtFirstFailure();
		for (List<DependencyPlan.Step> level : this.plan.levels()) {
			List<ToolCall> calls = new ArrayList<>();
			for (DependencyPlan.Step step : level) {
				calls.add(mapped(ToolCall.of(step.tool())));
			}
			List<ToolResult> given = this.toolbox.executeAll(calls, this.context, options);
			given.forEach((result) -> this.results.put(result.toolName(), result));
			ToolResult culprit = culprit(given);
			if (culprit != null && culprit.error() != null) {
				return new DependencyFailedException(this.plan.chain(culprit.toolName()), culprit.error(),
						culprit.cause());
			}
		}
		return null;
	}

	/** Those that were cancelled were so because of another. */
	private static @Nullable ToolResult culprit(List<ToolResult> results) {
		ToolResult culprit = null;
		for (ToolResult result : results) {
			ToolError error = result.error();
			if (error != null && (culprit == null || (isCancelled(culprit.error()) && !isCancelled(error)))) {
				culprit = result;
			}
		}
		return culprit;
	}

	private static boolean isCancelled(@Nullable ToolError error) {
		return error != null && error.is(ErrorCode.CANCELLED);
	}

	/** A call with the arguments that its mapper makes, if there is one. */
	ToolCall mapped(ToolCall call) {
		ArgumentMapper mapper = this.mappers.of(call.name());
		return (mapper == null) ? call : new ToolCall(call.id(), call.name(),
				ToolCall.of(call.name(), mapper.arguments(new EarlierResults(this.results), this.context)).arguments());
	}

	List<DependencyStep> steps() {
		return this.plan.steps().stream().map((step) -> {
			ToolResult result = this.results.get(step.tool());
			State state = step.done() ? State.DONE_BEFORE : (result != null) ? State.CALLED : State.NOT_REACHED;
			return new DependencyStep(step.tool(), state, result);
		}).toList();
	}

}
