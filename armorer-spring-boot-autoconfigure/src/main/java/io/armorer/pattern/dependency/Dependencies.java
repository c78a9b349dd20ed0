package io.armorer.pattern.dependency;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;

import io.armorer.config.ToolSettings;
import io.armorer.store.OnStoreFailure;
import io.armorer.store.StoreBackend;
import io.armorer.store.StoreGuards;
import io.armorer.tool.TimeSource;
import io.armorer.tool.Tool;
import io.armorer.toolbox.Toolbox;

/**
 * Which tools depend on which, as of now, and what has succeeded in which run. A tool's
 * dependencies are here from when it is registered until it is unregistered.
 */
public final class Dependencies {

	private static final String STORE = "dependencies";

	private final ConcurrentMap<String, DependentTool> byTool = new ConcurrentHashMap<>();

	// who depends on a tool, in order of their names; no entry where nobody does
	private final ConcurrentMap<String, List<String>> neededBy = new ConcurrentHashMap<>();

	private final List<Consumer<String>> listeners = new CopyOnWriteArrayList<>();

	private final DependencyMemory memory;

	private final Supplier<Toolbox> toolbox;

	/**
	 * No dependencies yet.
	 * @param stores where it is remembered what has succeeded
	 * @param guards gives the guard that stands before it
	 * @param settings the settings
	 * @param time the time
	 * @param toolbox tells which tools there are; asked when a call is refused
	 */
	public Dependencies(StoreBackend stores, StoreGuards guards, ToolSettings settings, TimeSource time,
			Supplier<Toolbox> toolbox) {
		DependencySettings forAll = settings.forAll("dependency", DependencySettings::new);
		this.memory = new DependencyMemory(stores.keyValueStore(STORE, Completion.class, forAll.getMaxEntries()),
				guards.of("dependency"), time);
		this.toolbox = toolbox;
	}

	/**
	 * Find a tool that depends on others or that others depend on.
	 * @param tool the tool's name
	 * @return how it is now; empty if it is neither
	 */
	public Optional<DependencySnapshot> find(String tool) {
		DependentTool dependent = this.byTool.get(tool);
		List<String> needed = this.neededBy.get(tool);
		if (dependent == null && needed == null) {
			return Optional.empty();
		}
		return Optional.of(new DependencySnapshot(tool, dependsOn(tool), (needed != null) ? needed : List.of(),
				plan(tool, (need) -> false).toCall(), (dependent != null) ? dependent.missing() : 0));
	}

	/**
	 * Return the whole graph.
	 * @return the tools that depend on others or that others depend on, in order of their
	 * names
	 */
	public List<DependencySnapshot> all() {
		Set<String> names = new TreeSet<>(this.byTool.keySet());
		names.addAll(this.neededBy.keySet());
		return names.stream().map(this::find).flatMap(Optional::stream).toList();
	}

	/**
	 * Return how often the store failed that remembers what has succeeded.
	 * @return how often, since the start
	 */
	public long storeFailures() {
		return this.memory.guard().failures();
	}

	/**
	 * Keep somebody up to date on which tools have dependencies. Told after the fact:
	 * {@link #find} says what is so by now.
	 * @param listener given the name of a tool that got dependencies or lost them, or
	 * that others began or ceased to depend on
	 */
	public void addListener(Consumer<String> listener) {
		this.listeners.add(listener);
	}

	DependencyMemory memory() {
		return this.memory;
	}

	/** What a tool depends on itself. */
	List<String> dependsOn(String tool) {
		DependentTool dependent = this.byTool.get(tool);
		return (dependent != null) ? dependent.dependsOn() : List.of();
	}

	/** What becomes of a tool's calls when the store fails. */
	OnStoreFailure onStoreFailure(String tool) {
		DependentTool dependent = this.byTool.get(tool);
		return (dependent != null) ? dependent.onStoreFailure() : OnStoreFailure.ALLOW;
	}

	/** Whether any tool depends on one, so that its successes have to be remembered. */
	boolean isNeeded(String tool) {
		return this.neededBy.containsKey(tool);
	}

	/** What has to succeed before a tool. */
	DependencyPlan plan(String tool, Predicate<String> done) {
		return DependencyPlan.of(tool, this::dependsOn, done);
	}

	/** Those of some tools that do not exist at present. */
	List<String> unavailable(List<String> tools) {
		return tools.stream().filter((tool) -> this.toolbox.get().find(tool).isEmpty()).toList();
	}

	void register(DependentTool dependent) {
		String name = dependent.tool().name();
		List<String> changed = new ArrayList<>(List.of(name));
		synchronized (this) {
			DependentTool before = this.byTool.put(name, dependent);
			if (before != null) {
				changed.addAll(forget(name, before));
			}
			dependent.dependsOn().forEach((need) -> this.neededBy.merge(need, List.of(name), Dependencies::union));
		}
		changed.addAll(dependent.dependsOn());
		tell(changed);
	}

	/** Let go of a tool's dependencies, unless its name has another tool by now. */
	void release(Tool tool) {
		List<String> changed = new ArrayList<>(List.of(tool.name()));
		synchronized (this) {
			DependentTool present = this.byTool.get(tool.name());
			if (present == null || !present.tool().equals(tool)) {
				return;
			}
			this.byTool.remove(tool.name());
			changed.addAll(forget(tool.name(), present));
		}
		tell(changed);
	}

	private List<String> forget(String name, DependentTool dependent) {
		for (String need : dependent.dependsOn()) {
			this.neededBy.computeIfPresent(need, (key, names) -> {
				List<String> others = names.stream().filter((other) -> !other.equals(name)).toList();
				return others.isEmpty() ? null : others;
			});
		}
		return dependent.dependsOn();
	}

	private static List<String> union(List<String> some, List<String> more) {
		Set<String> all = new TreeSet<>(some);
		all.addAll(more);
		return List.copyOf(all);
	}

	private void tell(List<String> tools) {
		this.listeners.forEach((listener) -> tools.forEach(listener));
	}

}
