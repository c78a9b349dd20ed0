package io.armorer.pattern.dependency;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * What has to succeed before a tool can be called: what it depends on, and what that
 * depends on in turn, each once and after all that it needs itself. What is done is not
 * asked what it needed.
 */
final class DependencyPlan {

	private final Function<String, List<String>> dependsOn;

	private final Predicate<String> done;

	private final Map<String, Step> steps = new LinkedHashMap<>();

	// how deep each stands, by tool; there from when it is met, which ends cycles
	private final Map<String, Integer> levels = new LinkedHashMap<>();

	private final String target;

	private DependencyPlan(String target, Function<String, List<String>> dependsOn, Predicate<String> done) {
		this.target = target;
		this.dependsOn = dependsOn;
		this.done = done;
	}

	/**
	 * Make a plan.
	 * @param target the tool that is to be called in the end
	 * @param dependsOn tells what a tool depends on
	 * @param done tells what is done; asked once per tool
	 */
	static DependencyPlan of(String target, Function<String, List<String>> dependsOn, Predicate<String> done) {
		DependencyPlan plan = new DependencyPlan(target, dependsOn, done);
		plan.levels.put(target, 0);
		plan.place(target);
		return plan;
	}

	/** Place what a tool needs, and return the level on which it can be called itself. */
	private int place(String tool) {
		int level = 0;
		for (String need : this.dependsOn.apply(tool)) {
			Integer known = this.levels.get(need);
			if (known == null) {
				known = placeNeed(need, tool);
			}
			level = Math.max(level, known + 1);
		}
		return level;
	}

	private int placeNeed(String need, String neededBy) {
		this.levels.put(need, -1);
		int level = -1;
		boolean isDone = this.done.test(need);
		if (!isDone) {
			level = place(need);
		}
		this.levels.put(need, level);
		this.steps.put(need, new Step(need, neededBy, level, isDone));
		return level;
	}

	/**
	 * Return all steps.
	 * @return the steps, each after those that it needs
	 */
	List<Step> steps() {
		return List.copyOf(this.steps.values());
	}

	/**
	 * Return the names of the tools that have to be called.
	 * @return the names, each after those that it needs
	 */
	List<String> toCall() {
		return this.steps.values().stream().filter((step) -> !step.done()).map(Step::tool).toList();
	}

	/**
	 * Return the steps that have to be made, those together that can be made at the same
	 * time.
	 * @return the steps of each level, in the order in which the levels are due
	 */
	List<List<Step>> levels() {
		List<List<Step>> byLevel = new ArrayList<>();
		for (Step step : this.steps.values()) {
			if (!step.done()) {
				while (byLevel.size() <= step.level()) {
					byLevel.add(new ArrayList<>());
				}
				byLevel.get(step.level()).add(step);
			}
		}
		return byLevel;
	}

	/**
	 * Why a step is there.
	 * @param tool its tool
	 * @return the tool, a tool that needs it, one that needs that, up to the one that is
	 * to be called in the end
	 */
	List<String> chain(String tool) {
		List<String> chain = new ArrayList<>();
		String at = tool;
		while (!at.equals(this.target)) {
			chain.add(at);
			Step step = this.steps.get(at);
			at = (step != null) ? step.neededBy() : this.target;
		}
		chain.add(this.target);
		return chain;
	}

	/**
	 * A tool that has to succeed.
	 *
	 * @param tool its name
	 * @param neededBy the tool that it was found through
	 * @param level how many others have to be called one after another before it; -1 if
	 * it is done
	 * @param done whether it has succeeded in this run
	 */
	record Step(String tool, String neededBy, int level, boolean done) {

	}

}
