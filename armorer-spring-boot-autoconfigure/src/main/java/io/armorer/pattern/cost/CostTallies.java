package io.armorer.pattern.cost;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import io.armorer.tool.TimeSource;
import io.armorer.tool.Tool;

/** What this process counted of each tool. */
final class CostTallies {

	private final ConcurrentMap<String, ToolTally> byTool = new ConcurrentHashMap<>();

	private final List<Consumer<String>> listeners = new CopyOnWriteArrayList<>();

	private final int capacity;

	private final TimeSource time;

	CostTallies(int capacity, TimeSource time) {
		this.capacity = capacity;
		this.time = time;
	}

	/** Return a tool's tally, a new one for a tool that is new. */
	ToolTally of(Tool tool) {
		ToolTally tally = this.byTool.compute(tool.name(),
				(name, present) -> (present != null && tool.equals(present.tool())) ? present : create(name, tool));
		tell(tool.name());
		return tally;
	}

	/** Return the tally of something that may be no tool. */
	ToolTally of(String name) {
		ToolTally present = this.byTool.get(name);
		if (present != null) {
			return present;
		}
		String counted = (this.byTool.size() < this.capacity) ? name : CostTotals.OTHERS;
		return this.byTool.computeIfAbsent(counted, (key) -> create(key, null));
	}

	private ToolTally create(String name, @Nullable Tool tool) {
		return new ToolTally(name, tool, this.time, () -> tell(name));
	}

	/** Let go of a tool's tally, unless its name has another tool by now. */
	void release(Tool tool) {
		this.byTool.computeIfPresent(tool.name(), (name, present) -> tool.equals(present.tool()) ? null : present);
		tell(tool.name());
	}

	Optional<ToolCosts> find(String tool) {
		return Optional.ofNullable(this.byTool.get(tool)).map(ToolTally::look);
	}

	List<ToolCosts> all() {
		return this.byTool.values()
			.stream()
			.map(ToolTally::look)
			.sorted(Comparator.comparing(ToolCosts::tool))
			.toList();
	}

	void addListener(Consumer<String> listener) {
		this.listeners.add(listener);
	}

	private void tell(String tool) {
		this.listeners.forEach((listener) -> listener.accept(tool));
	}

}
