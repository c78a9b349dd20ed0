package io.armorer.pattern.condition;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;

import org.jspecify.annotations.Nullable;

import io.armorer.tool.ErrorCode;
import io.armorer.tool.ToolError;
import io.armorer.tool.ToolException;

/**
 * Calls the first part whose condition holds.
 *
 * @param kind what messages call it
 * @param arms the conditions and their parts
 * @param otherwise the part for when none holds, or {@code null}
 * @param passOn whether to give back the arguments then, and not to refuse
 */
record Branching(String kind, List<Arm> arms, @Nullable Step otherwise, boolean passOn) implements Recipe {

	@Override
	public List<Step> steps() {
		List<Step> steps = new ArrayList<>(this.arms.stream().map(Arm::step).toList());
		if (this.otherwise != null) {
			steps.add(this.otherwise);
		}
		return steps;
	}

	@Override
	public @Nullable Object run(Run run, Map<String, @Nullable Object> arguments) throws Throwable {
		for (int i = 0; i < this.arms.size(); i++) {
			if (holds(i, run, arguments)) {
				return run.call(this.arms.get(i).step(), arguments);
			}
		}
		if (this.otherwise != null) {
			return run.call(this.otherwise, arguments);
		}
		if (this.passOn) {
			return arguments;
		}
		throw new NoBranchException(run.owner());
	}

	private boolean holds(int index, Run run, Map<String, @Nullable Object> arguments) throws InterruptedException {
		try {
			return this.arms.get(index).condition().test(arguments, run.context());
		}
		catch (InterruptedException | CancellationException ex) {
			throw ex;
		}
		catch (Exception ex) {
			String which = (this.arms.size() == 1) ? "The condition"
					: "Condition " + (index + 1) + " of " + this.arms.size();
			throw new ToolException(ToolError.of(ErrorCode.EXECUTION_FAILED,
					which + " of tool '" + run.owner() + "' (whether to call '" + this.arms.get(index).step().label()
							+ "') could not be told. The application's operator finds the reason under call "
							+ run.context().callId() + "."),
					ex);
		}
	}

	@Override
	public Facts facts(List<Facts> parts, String name) {
		return SchemaMerge.anyOf(parts);
	}

	/**
	 * A branch.
	 *
	 * @param condition when it takes the call
	 * @param step what is called then
	 */
	record Arm(ToolPredicate condition, Step step) {
	}

}
