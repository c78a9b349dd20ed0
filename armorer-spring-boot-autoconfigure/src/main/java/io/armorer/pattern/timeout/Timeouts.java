package io.armorer.pattern.timeout;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

import io.armorer.tool.Tool;

/**
 * How the timeouts of all tools stand. A tool without a timeout is not among them.
 */
public final class Timeouts {

	private final ConcurrentMap<String, TimeoutTally> byTool = new ConcurrentHashMap<>();

	private final List<Consumer<String>> listeners = new CopyOnWriteArrayList<>();

	/**
	 * Find how a tool stands.
	 * @param tool the tool's name
	 * @return how it is now; empty if there is no such tool, or it has no timeout
	 */
	public Optional<TimeoutSnapshot> find(String tool) {
		return Optional.ofNullable(this.byTool.get(tool)).map(TimeoutTally::look);
	}

	/**
	 * Return how all tools stand.
	 * @return how they are now, in order of the tools' names
	 */
	public List<TimeoutSnapshot> all() {
		return this.byTool.values()
			.stream()
			.map(TimeoutTally::look)
			.sorted(Comparator.comparing(TimeoutSnapshot::tool))
			.toList();
	}

	/**
	 * Tell somebody when a tool comes or goes.
	 * @param listener given the tool's name after the fact: {@link #find} says which of
	 * the two is so by now
	 */
	public void addListener(Consumer<String> listener) {
		this.listeners.add(listener);
	}

	/** Return a tool's counts, new ones for a tool that is new. */
	TimeoutTally of(Tool tool, Duration duration) {
		TimeoutTally tally = this.byTool.compute(tool.name(),
				(name, present) -> (present != null && present.tool().equals(tool)) ? present
						: new TimeoutTally(tool, duration));
		this.listeners.forEach((listener) -> listener.accept(tool.name()));
		return tally;
	}

	/** Let go of a tool's counts, unless its name has another tool by now. */
	void release(Tool tool) {
		this.byTool.computeIfPresent(tool.name(), (name, present) -> present.tool().equals(tool) ? null : present);
		this.listeners.forEach((listener) -> listener.accept(tool.name()));
	}

}
