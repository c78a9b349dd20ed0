package io.armorer.pattern.quota;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

import io.armorer.tool.Tool;

/**
 * What each tool takes from its callers' quotas, for whoever watches over them. What
 * users have is the {@link QuotaManager}'s to tell.
 */
public final class ToolQuotas {

	private final ConcurrentMap<String, ToolQuota> byTool = new ConcurrentHashMap<>();

	private final List<Consumer<String>> listeners = new CopyOnWriteArrayList<>();

	private final QuotaMeasure measure;

	/**
	 * No tools yet.
	 * @param quotas the users' quotas
	 */
	public ToolQuotas(QuotaManager quotas) {
		this.measure = quotas.measure();
	}

	/**
	 * Find what a tool takes.
	 * @param tool the tool's name
	 * @return how it stands now; empty if there is no such tool, or it takes from nobody
	 */
	public Optional<ToolQuotaSnapshot> find(String tool) {
		return Optional.ofNullable(this.byTool.get(tool)).map((found) -> found.look(this.measure));
	}

	/**
	 * Return what all tools take that take something.
	 * @return how they stand now, in order of the tools' names
	 */
	public List<ToolQuotaSnapshot> all() {
		return this.byTool.values()
			.stream()
			.map((each) -> each.look(this.measure))
			.sorted(Comparator.comparing(ToolQuotaSnapshot::tool))
			.toList();
	}

	/**
	 * Keep somebody up to date on which tools take from a quota. Told after the fact:
	 * {@link #find} says what is so by now.
	 * @param listener given the name of a tool that came or went
	 */
	public void addListener(Consumer<String> listener) {
		this.listeners.add(listener);
	}

	/** Keep what a tool takes, the counts of before if it is the same tool. */
	ToolQuota keep(ToolQuota fresh) {
		ToolQuota kept = this.byTool.compute(fresh.tool().name(),
				(name, present) -> (present != null && present.tool().equals(fresh.tool())) ? present : fresh);
		tell(fresh.tool().name());
		return kept;
	}

	/** Let go of a tool, unless its name has another tool by now. */
	void release(Tool tool) {
		this.byTool.computeIfPresent(tool.name(), (name, present) -> present.tool().equals(tool) ? null : present);
		tell(tool.name());
	}

	private void tell(String tool) {
		this.listeners.forEach((listener) -> listener.accept(tool));
	}

}
