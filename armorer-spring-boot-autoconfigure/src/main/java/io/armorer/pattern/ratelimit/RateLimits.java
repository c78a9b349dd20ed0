package io.armorer.pattern.ratelimit;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

import io.armorer.tool.TimeSource;
import io.armorer.tool.Tool;

/**
 * The rate limits of all tools that have one, for whoever watches over them.
 */
public final class RateLimits {

	private final ConcurrentMap<String, RateLimit> byTool = new ConcurrentHashMap<>();

	private final List<Consumer<String>> listeners = new CopyOnWriteArrayList<>();

	private final TimeSource time;

	/**
	 * No limits yet.
	 * @param time the time
	 */
	public RateLimits(TimeSource time) {
		this.time = time;
	}

	/**
	 * Find the limit of a tool.
	 * @param tool the tool's name
	 * @return how it stands now; empty if there is no such tool, or it has no limit
	 */
	public Optional<RateLimitSnapshot> find(String tool) {
		return Optional.ofNullable(this.byTool.get(tool)).map(RateLimit::look);
	}

	/**
	 * Return all limits.
	 * @return how they stand now, in order of the tools' names
	 */
	public List<RateLimitSnapshot> all() {
		return this.byTool.values()
			.stream()
			.map(RateLimit::look)
			.sorted(Comparator.comparing(RateLimitSnapshot::tool))
			.toList();
	}

	/**
	 * Forget the calls of a tool so far, all callers' of it.
	 * @param tool the tool's name
	 * @return whether there is such a tool with a limit
	 */
	public boolean reset(String tool) {
		RateLimit limit = this.byTool.get(tool);
		if (limit != null) {
			limit.reset();
		}
		return limit != null;
	}

	/**
	 * Keep somebody up to date on which tools have a limit. Told after the fact:
	 * {@link #find} says what is so by now.
	 * @param listener given the name of a tool that got a limit or lost it
	 */
	public void addListener(Consumer<String> listener) {
		this.listeners.add(listener);
	}

	/** Return a tool's limit, a new one for a tool that is new. */
	RateLimit of(Tool tool, RateLimitRules rules) {
		RateLimit limit = this.byTool.compute(tool.name(),
				(name, present) -> (present != null && present.tool().equals(tool)) ? present
						: new RateLimit(tool, rules, this.time));
		tell(tool.name());
		return limit;
	}

	/** Let go of a tool's limit, unless its name has another tool by now. */
	void release(Tool tool) {
		this.byTool.computeIfPresent(tool.name(), (name, present) -> present.tool().equals(tool) ? null : present);
		tell(tool.name());
	}

	private void tell(String tool) {
		this.listeners.forEach((listener) -> listener.accept(tool));
	}

}
