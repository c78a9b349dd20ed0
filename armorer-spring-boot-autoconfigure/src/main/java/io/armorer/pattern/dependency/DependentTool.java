package io.armorer.pattern.dependency;

import java.util.List;
import java.util.concurrent.atomic.LongAdder;

import org.jspecify.annotations.Nullable;

import io.armorer.store.OnStoreFailure;
import io.armorer.tool.Tool;
import io.armorer.tool.ToolContext;

/** A tool that depends on others. Lets its calls through, or says what is missing. */
final class DependentTool {

	private final Tool tool;

	private final List<String> dependsOn;

	private final OnStoreFailure onStoreFailure;

	private final Dependencies all;

	private final LongAdder missing = new LongAdder();

	DependentTool(Tool tool, List<String> dependsOn, OnStoreFailure onStoreFailure, Dependencies all) {
		this.tool = tool;
		this.dependsOn = dependsOn;
		this.onStoreFailure = onStoreFailure;
		this.all = all;
	}

	Tool tool() {
		return this.tool;
	}

	List<String> dependsOn() {
		return this.dependsOn;
	}

	OnStoreFailure onStoreFailure() {
		return this.onStoreFailure;
	}

	long missing() {
		return this.missing.sum();
	}

	/** Let a call through if all that it needs has happened in its run. */
	void admit(ToolContext context) {
		String scope = RunScope.of(context);
		if (scope == null) {
			this.missing.increment();
			throw DependencyMissingException.withoutRun(this.tool.name(), this.dependsOn);
		}
		if (this.all.memory().hasMissed(scope, this.dependsOn)) {
			return;
		}
		DependencyMissingException refusal = this.all.memory().guard().ask(this.onStoreFailure, () -> refusal(scope));
		if (refusal != null) {
			this.missing.increment();
			throw refusal;
		}
	}

	private @Nullable DependencyMissingException refusal(String scope) {
		for (String need : this.dependsOn) {
			if (!this.all.memory().isDone(scope, need)) {
				return explain(scope);
			}
		}
		return null;
	}

	/** Only who is refused pays for looking at all that is missing. */
	private @Nullable DependencyMissingException explain(String scope) {
		DependencyPlan plan = this.all.plan(this.tool.name(), (need) -> this.all.memory().isDone(scope, need));
		List<String> toCall = plan.toCall();
		List<String> direct = this.dependsOn.stream().filter(toCall::contains).toList();
		// it may have happened since the first look
		return direct.isEmpty() ? null
				: new DependencyMissingException(this.tool.name(), direct, toCall, this.all.unavailable(toCall));
	}

}
