package io.armorer.pattern.retry;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

import io.armorer.tool.Tool;

/**
 * What the retries of all tools came to. A tool that is tried once only is not among
 * them.
 */
public final class Retries {

	private final ConcurrentMap<String, RetryTally> byTool = new ConcurrentHashMap<>();

	private final List<Consumer<String>> listeners = new CopyOnWriteArrayList<>();

	/**
	 * Find the counts of a tool.
	 * @param tool the tool's name
	 * @return the counts as of now; empty if there is no such tool, or it is tried once
	 * only
	 */
	public Optional<RetryCounts> find(String tool) {
		return Optional.ofNullable(this.byTool.get(tool)).map(RetryTally::counts);
	}

	/**
	 * Return the counts of all tools.
	 * @return the counts as of now, in order of the tools' names
	 */
	public List<RetryCounts> all() {
		return this.byTool.values()
			.stream()
			.map(RetryTally::counts)
			.sorted(Comparator.comparing(RetryCounts::tool))
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
	RetryTally of(Tool tool, int maxAttempts) {
		RetryTally tally = this.byTool.compute(tool.name(),
				(name, present) -> (present != null && present.tool().equals(tool)) ? present
						: new RetryTally(tool, maxAttempts));
		this.listeners.forEach((listener) -> listener.accept(tool.name()));
		return tally;
	}

	/** Let go of a tool's counts, unless its name has another tool by now. */
	void release(Tool tool) {
		this.byTool.computeIfPresent(tool.name(), (name, present) -> present.tool().equals(tool) ? null : present);
		this.listeners.forEach((listener) -> listener.accept(tool.name()));
	}

}
