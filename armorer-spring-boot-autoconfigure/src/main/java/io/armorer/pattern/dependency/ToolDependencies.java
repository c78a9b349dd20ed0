package io.armorer.pattern.dependency;

import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;

import io.armorer.config.NearestName;
import io.armorer.config.ToolSettings;
import io.armorer.middleware.ActiveCall;
import io.armorer.middleware.CallRuntime;
import io.armorer.store.StoreUnavailableException;
import io.armorer.tool.CurrentCall;
import io.armorer.tool.Outcome;
import io.armorer.tool.Tool;
import io.armorer.tool.ToolCall;
import io.armorer.tool.ToolContext;
import io.armorer.tool.ToolError;
import io.armorer.tool.ToolException;
import io.armorer.tool.ToolResult;
import io.armorer.toolbox.Toolbox;

/**
 * Executes tools together with what they depend on.
 * <p>
 * What has succeeded in the run is not called again. The rest is called in an order in
 * which each comes after those that it needs, and those that do not need each other at
 * the same time. Each is an ordinary call of the toolbox: with its own chain, events and
 * record, for the user, session and run, by the deadline and with the attributes of the
 * caller's context; an interrupt cancels those under way. What two depend on is called
 * once. Two executions in one run that start at the same time do not know of each other,
 * and may both call a dependency; where it is deduplicated, it runs once.
 */
public final class ToolDependencies {

	private final Dependencies dependencies;

	private final Supplier<Toolbox> toolbox;

	private final CallRuntime runtime;

	private final Supplier<ToolResult.ContentWriter> writer;

	private final int maxConcurrent;

	/**
	 * An executor.
	 * @param dependencies knows what depends on what, and what has succeeded
	 * @param settings the settings
	 * @param toolbox makes the calls
	 * @param runtime what all calls share
	 * @param writer writes the results of calls that could not be made
	 */
	public ToolDependencies(Dependencies dependencies, ToolSettings settings, Supplier<Toolbox> toolbox,
			CallRuntime runtime, Supplier<ToolResult.ContentWriter> writer) {
		this.dependencies = dependencies;
		this.toolbox = toolbox;
		this.runtime = runtime;
		this.writer = writer;
		this.maxConcurrent = settings.forAll("dependency", DependencySettings::new).getMaxConcurrent();
	}

	/**
	 * Execute a call after what it depends on. Dependencies are called without arguments.
	 * @param call the call
	 * @param context on whose behalf
	 * @return what became of it, and of the dependencies
	 */
	public DependencyExecution executeWithDependencies(ToolCall call, ToolContext context) {
		return executeWithDependencies(call, context, ArgumentMappers.none());
	}

	/**
	 * Execute a call after what it depends on. Stops at the first dependency that does
	 * not succeed: those that are under way beside it are cancelled, and no more are
	 * called. The result is its failure then, and says how it hangs together with the
	 * call.
	 * @param call the call
	 * @param context on whose behalf; without a run and a session, a run is made for this
	 * execution alone
	 * @param mappers make the arguments of the dependencies, and of the call itself, out
	 * of what was given before
	 * @return what became of it, and of the dependencies
	 * @throws IllegalArgumentException if there is a mapper for a tool that does not
	 * exist
	 */
	public DependencyExecution executeWithDependencies(ToolCall call, ToolContext context, ArgumentMappers mappers) {
		Toolbox toolbox = this.toolbox.get();
		mappers.tools().forEach((tool) -> check(tool, toolbox));
		ToolContext before = CurrentCall.get();
		if (context instanceof ActiveCall) {
			// a tool may pass its context on to another thread
			CurrentCall.set(context);
		}
		try {
			return toolbox.find(call.name())
				.map((tool) -> execute(toolbox, tool, call, context, mappers))
				.orElseGet(() -> new DependencyExecution(toolbox.execute(call, context), List.of(), null));
		}
		finally {
			CurrentCall.set(before);
		}
	}

	private DependencyExecution execute(Toolbox toolbox, Tool tool, ToolCall call, ToolContext context,
			ArgumentMappers mappers) {
		if (this.dependencies.dependsOn(tool.name()).isEmpty()) {
			PlannedCalls nothing = new PlannedCalls(toolbox, plan(tool, ""), context, mappers);
			return new DependencyExecution(toolbox.execute(nothing.mapped(call), context), List.of(), null);
		}
		// completed as the toolbox would do it, and told of if the call can't be made
		ActiveCall intended = new ActiveCall(this.runtime, tool, null, call, context, CurrentCall.get());
		ToolContext pinned = pinned(context, intended);
		String scope = Objects.requireNonNull(RunScope.of(pinned));
		PlannedCalls calls;
		try {
			calls = new PlannedCalls(toolbox, plan(tool, scope), pinned, mappers);
		}
		catch (StoreUnavailableException ex) {
			return new DependencyExecution(notMade(intended, ex), List.of(), pinned.runId());
		}
		DependencyFailedException failure = calls.makeDependencies(this.maxConcurrent);
		ToolResult result = (failure != null) ? notMade(intended, failure)
				: toolbox.execute(calls.mapped(call), pinned);
		return new DependencyExecution(result, calls.steps(), pinned.runId());
	}

	/** Where the store can't say what has succeeded and calls go on, nothing has. */
	private DependencyPlan plan(Tool tool, String scope) {
		DependencyMemory memory = this.dependencies.memory();
		DependencyPlan plan = memory.guard()
			.ask(this.dependencies.onStoreFailure(tool.name()),
					() -> this.dependencies.plan(tool.name(), (need) -> memory.isDone(scope, need)));
		return (plan != null) ? plan : this.dependencies.plan(tool.name(), (need) -> false);
	}

	private ToolResult notMade(ActiveCall intended, ToolException failure) {
		ToolError error = failure.error();
		this.runtime.observers().refused(intended, failure);
		return new ToolResult(intended.callId(), intended.tool().name(), Outcome.of(error), null, error, failure,
				intended.elapsed(), intended.notes(), this.writer.get());
	}

	/** Let all calls belong to one run, whatever resolvers would say of each. */
	private static ToolContext pinned(ToolContext context, ToolContext completed) {
		String run = completed.runId();
		if (run == null && completed.sessionId() == null) {
			run = UUID.randomUUID().toString();
		}
		return context.mutate().userId(completed.userId()).sessionId(completed.sessionId()).runId(run).build();
	}

	private static void check(String mapped, Toolbox toolbox) {
		if (toolbox.find(mapped).isEmpty()) {
			String nearest = NearestName.among(toolbox.tools().stream().map(Tool::name).toList(), mapped);
			throw new IllegalArgumentException("There is an argument mapper for '" + mapped + "', which is no tool."
					+ ((nearest != null) ? " Did you mean '" + nearest + "'?" : ""));
		}
	}

}
