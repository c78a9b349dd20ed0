package io.armorer.pattern.bulkhead;

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
 * The bulkheads of all tools that have one, for whoever watches over them.
 */
public final class Bulkheads {

	private final ConcurrentMap<String, Bulkhead> byTool = new ConcurrentHashMap<>();

	private final List<Consumer<String>> listeners = new CopyOnWriteArrayList<>();

	/**
	 * Find the bulkhead of a tool.
	 * @param tool the tool's name
	 * @return how it stands now; empty if there is no such tool, or it has no bulkhead
	 */
	public Optional<BulkheadSnapshot> find(String tool) {
		return Optional.ofNullable(this.byTool.get(tool)).map(Bulkhead::look);
	}

	/**
	 * Return all bulkheads.
	 * @return how they stand now, in order of the tools' names
	 */
	public List<BulkheadSnapshot> all() {
		return this.byTool.values()
			.stream()
			.map(Bulkhead::look)
			.sorted(Comparator.comparing(BulkheadSnapshot::tool))
			.toList();
	}

	/**
	 * Keep somebody up to date on which tools have a bulkhead. Told after the fact:
	 * {@link #find} says what is so by now.
	 * @param listener given the name of a tool that got a bulkhead or lost it
	 */
	public void addListener(Consumer<String> listener) {
		this.listeners.add(listener);
	}

	/** Return a tool's bulkhead, a new one for a tool that is new. */
	Bulkhead of(Tool tool, int maxConcurrent, Duration maxWait) {
		Bulkhead bulkhead = this.byTool.compute(tool.name(),
				(name, present) -> (present != null && present.tool().equals(tool)) ? present
						: new Bulkhead(tool, maxConcurrent, maxWait));
		tell(tool.name());
		return bulkhead;
	}

	/** Let go of a tool's bulkhead, unless its name has another tool by now. */
	void release(Tool tool) {
		this.byTool.computeIfPresent(tool.name(), (name, present) -> present.tool().equals(tool) ? null : present);
		tell(tool.name());
	}

	private void tell(String tool) {
		this.listeners.forEach((listener) -> listener.accept(tool));
	}

}
