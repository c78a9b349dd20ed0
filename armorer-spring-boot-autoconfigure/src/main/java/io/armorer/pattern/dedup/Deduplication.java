package io.armorer.pattern.dedup;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

import io.armorer.middleware.CallScope;
import io.armorer.middleware.flight.Flights;
import io.armorer.tool.Tool;

/**
 * What is in flight of all tools whose calls are deduplicated, for whoever watches.
 */
public final class Deduplication {

	private final ConcurrentMap<String, Entry> byTool = new ConcurrentHashMap<>();

	private final List<Consumer<String>> listeners = new CopyOnWriteArrayList<>();

	/**
	 * Nothing in flight yet.
	 */
	public Deduplication() {
	}

	/**
	 * Find out about a tool.
	 * @param tool the tool's name
	 * @return how it is doing; empty if there is no such tool, or its calls are not
	 * deduplicated
	 */
	public Optional<DedupSnapshot> find(String tool) {
		return Optional.ofNullable(this.byTool.get(tool)).map(Entry::look);
	}

	/**
	 * Return all tools whose calls are deduplicated.
	 * @return how they are doing, in order of the tools' names
	 */
	public List<DedupSnapshot> all() {
		return this.byTool.values()
			.stream()
			.map(Entry::look)
			.sorted(Comparator.comparing(DedupSnapshot::tool))
			.toList();
	}

	/**
	 * Keep somebody up to date about which tools there are.
	 * @param listener told the name of a tool that came or went; {@link #find} says which
	 * of the two
	 */
	public void addListener(Consumer<String> listener) {
		this.listeners.add(listener);
	}

	Flights of(Tool tool, CallScope scope) {
		Entry entry = this.byTool.compute(tool.name(),
				(name, present) -> (present != null && present.tool().equals(tool)) ? present
						: new Entry(tool, scope, new Flights(tool.definition().effect())));
		tell(tool);
		return entry.flights();
	}

	void release(Tool tool) {
		this.byTool.computeIfPresent(tool.name(), (name, present) -> present.tool().equals(tool) ? null : present);
		tell(tool);
	}

	private void tell(Tool tool) {
		this.listeners.forEach((listener) -> listener.accept(tool.name()));
	}

	private record Entry(Tool tool, CallScope scope, Flights flights) {

		DedupSnapshot look() {
			return new DedupSnapshot(this.tool.name(), this.scope, this.flights.inFlight(), this.flights.shared());
		}

	}

}
