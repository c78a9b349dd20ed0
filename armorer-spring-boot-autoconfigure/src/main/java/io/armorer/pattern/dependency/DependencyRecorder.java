package io.armorer.pattern.dependency;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

import org.springframework.core.Ordered;

import io.armorer.config.ToolSettings;
import io.armorer.middleware.Settled;
import io.armorer.middleware.ToolCallObserver;
import io.armorer.middleware.ToolInvocation;
import io.armorer.tool.Outcome;
import io.armorer.tool.Tool;

/**
 * Remembers the successes of tools that others depend on, once they have settled. Which
 * tools these are changes when tools are registered, and a chain is built only once; so
 * this watches every tool, at next to no cost as long as none depends on it. Comes first
 * among the observers: whoever hears of a success may make the next call at once.
 */
public final class DependencyRecorder implements ToolCallObserver, Ordered {

	private final Dependencies dependencies;

	private final ToolSettings settings;

	/**
	 * A recorder.
	 * @param dependencies keeps what has succeeded
	 * @param settings the settings, for all tools and for one
	 */
	public DependencyRecorder(Dependencies dependencies, ToolSettings settings) {
		this.dependencies = dependencies;
		this.settings = settings;
	}

	@Override
	public int getOrder() {
		return Ordered.HIGHEST_PRECEDENCE;
	}

	@Override
	public @Nullable Watch watch(Tool tool) {
		if (ToolCallObserver.isUnknown(tool)) {
			return null;
		}
		Duration ttl = this.settings.forToolOrAll(tool.name(), "dependency", DependencySettings::new).getTtl();
		return new Recording(this.dependencies, tool.name(), ttl);
	}

	/** Remembers the successes of one tool. */
	private record Recording(Dependencies dependencies, String tool, Duration ttl) implements OccasionalWatch {

		@Override
		public boolean isActive() {
			return this.dependencies.isNeeded(this.tool);
		}

		@Override
		public void finished(ToolInvocation call, Settled settled) {
			if (settled.outcome() == Outcome.SUCCESS && isActive()) {
				String scope = RunScope.of(call.context());
				if (scope != null) {
					this.dependencies.memory().done(scope, this.tool, this.ttl);
				}
			}
		}

	}

}
