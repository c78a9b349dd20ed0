package io.armorer.pattern.condition;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.armorer.tool.Tool;

/**
 * Makes a tool with several branches: the first whose condition holds takes the call, and
 * conditions after it are not asked. See {@link Tools#branch()}.
 */
public final class BranchBuilder {

	private final List<Branching.Arm> arms = new ArrayList<>();

	BranchBuilder() {
	}

	/**
	 * Add a branch.
	 * @param condition when it takes the call
	 * @param tool what is called then
	 * @return this builder
	 */
	public BranchBuilder when(ToolPredicate condition, Tool tool) {
		this.arms.add(new Branching.Arm(condition, new Step(tool)));
		return this;
	}

	/**
	 * Add a branch.
	 * @param condition when it takes the call
	 * @param tool the name of what is called then
	 * @return this builder
	 */
	public BranchBuilder when(ToolPredicate condition, String tool) {
		return when(condition, Tools.ref(tool));
	}

	/**
	 * Say what is called when no condition holds, and make the tool.
	 * @param tool what is called
	 * @return the tool
	 */
	public ComposedTool otherwise(Tool tool) {
		return make(new Step(tool));
	}

	/**
	 * Say what is called when no condition holds, and make the tool.
	 * @param tool the name of what is called
	 * @return the tool
	 */
	public ComposedTool otherwise(String tool) {
		return otherwise(Tools.ref(tool));
	}

	/**
	 * Make the tool. A call for which no condition holds is refused with
	 * {@link io.armorer.tool.ErrorCode#NO_BRANCH}.
	 * @return the tool
	 * @throws IllegalArgumentException if it has no branch
	 */
	public ComposedTool orRefuse() {
		return make(null);
	}

	private ComposedTool make(@Nullable Step otherwise) {
		if (this.arms.isEmpty()) {
			throw new IllegalArgumentException("A branch needs a condition at least: add one with when(…)");
		}
		return Tools.compose(new Branching("branch", List.copyOf(this.arms), otherwise, false));
	}

}
