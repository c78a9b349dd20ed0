package io.armorer.pattern.fallback;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.armorer.tool.Tool;

/**
 * The fallbacks of all tools and how often each was needed. A tool's are here from when
 * it is registered until it is unregistered.
 */
public final class Fallbacks {

	private static final Logger logger = LoggerFactory.getLogger(Fallbacks.class);

	private final ConcurrentMap<String, FallbackTally> byTool = new ConcurrentHashMap<>();

	private final List<FallbackListener> listeners = new CopyOnWriteArrayList<>();

	/**
	 * Find the fallbacks of a tool.
	 * @param tool the tool's name
	 * @return how they are now; empty if there is no such tool, or it has none
	 */
	public Optional<FallbackSnapshot> find(String tool) {
		return Optional.ofNullable(this.byTool.get(tool)).map(FallbackTally::snapshot);
	}

	/**
	 * Return the fallbacks of all tools that have any.
	 * @return how they are now, in order of the tools' names
	 */
	public List<FallbackSnapshot> all() {
		return this.byTool.values()
			.stream()
			.map(FallbackTally::snapshot)
			.sorted(Comparator.comparing(FallbackSnapshot::tool))
			.toList();
	}

	/**
	 * Keep somebody up to date.
	 * @param listener told from now on
	 */
	public void addListener(FallbackListener listener) {
		this.listeners.add(listener);
	}

	/**
	 * Keep somebody up to date no longer.
	 * @param listener told no more
	 */
	public void removeListener(FallbackListener listener) {
		this.listeners.remove(listener);
	}

	FallbackTally register(FallbackTally tally) {
		FallbackTally kept = this.byTool.compute(tally.tool().name(),
				(name, present) -> (present != null && present.tool().equals(tally.tool())) ? present : tally);
		tell(tally.tool().name());
		return kept;
	}

	/** Let go of a tool's fallbacks, unless its name has another tool by now. */
	void release(Tool tool) {
		this.byTool.computeIfPresent(tool.name(), (name, present) -> present.tool().equals(tool) ? null : present);
		tell(tool.name());
	}

	private void tell(String tool) {
		for (FallbackListener listener : this.listeners) {
			try {
				listener.registrationChanged(tool);
			}
			catch (RuntimeException ex) {
				logger.error("A listener to the fallbacks failed", ex);
			}
		}
	}

}
