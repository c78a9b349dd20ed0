package io.armorer.pattern.cache;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import io.armorer.tool.Tool;

/**
 * The caches of all tools that have one, for whoever watches over them or knows that what
 * is in them is out of date.
 */
public final class ToolCaches {

	private final ConcurrentMap<String, ToolCache> byTool = new ConcurrentHashMap<>();

	private final ConcurrentMap<String, Set<ToolCache>> byInvalidator = new ConcurrentHashMap<>();

	private final List<Consumer<String>> listeners = new CopyOnWriteArrayList<>();

	/**
	 * No caches yet.
	 */
	public ToolCaches() {
	}

	/**
	 * Find the cache of a tool.
	 * @param tool the tool's name
	 * @return how it is doing; empty if there is no such tool, or it has no cache
	 */
	public Optional<CacheSnapshot> find(String tool) {
		return Optional.ofNullable(this.byTool.get(tool)).map(ToolCache::look);
	}

	/**
	 * Return all caches.
	 * @return how they are doing, in order of the tools' names
	 */
	public List<CacheSnapshot> all() {
		return this.byTool.values()
			.stream()
			.map(ToolCache::look)
			.sorted(Comparator.comparing(CacheSnapshot::tool))
			.toList();
	}

	/**
	 * Drop all results of a tool, for whomever they were found. Those that are being
	 * found now are not kept.
	 * @param tool the tool's name
	 * @return whether it has a cache
	 */
	public boolean evict(String tool) {
		ToolCache cache = this.byTool.get(tool);
		if (cache != null) {
			cache.clear();
		}
		return cache != null;
	}

	/**
	 * Drop all results of all tools.
	 */
	public void clear() {
		this.byTool.values().forEach(ToolCache::clear);
	}

	/**
	 * Keep somebody up to date about which caches there are.
	 * @param listener told the name of a tool whose cache came or went; {@link #find}
	 * says which of the two
	 */
	public void addListener(Consumer<String> listener) {
		this.listeners.add(listener);
	}

	ToolCache of(Tool tool, Supplier<ToolCache> fresh) {
		ToolCache cache = this.byTool.compute(tool.name(), (name, present) -> {
			if (present != null && present.tool().equals(tool)) {
				return present;
			}
			retire(present);
			ToolCache made = fresh.get();
			made.invalidatedBy()
				.forEach((by) -> this.byInvalidator.computeIfAbsent(by, (key) -> ConcurrentHashMap.newKeySet())
					.add(made));
			return made;
		});
		this.listeners.forEach((listener) -> listener.accept(tool.name()));
		return cache;
	}

	void release(Tool tool) {
		this.byTool.computeIfPresent(tool.name(), (name, present) -> {
			if (!present.tool().equals(tool)) {
				return present;
			}
			retire(present);
			return null;
		});
		this.listeners.forEach((listener) -> listener.accept(tool.name()));
	}

	private void retire(@Nullable ToolCache cache) {
		if (cache != null) {
			cache.clear();
			cache.invalidatedBy().forEach((by) -> this.byInvalidator.computeIfPresent(by, (key, caches) -> {
				caches.remove(cache);
				return caches.isEmpty() ? null : caches;
			}));
		}
	}

	/** Whether a tool's success makes any results worthless. */
	boolean isInvalidator(String tool) {
		return this.byInvalidator.containsKey(tool);
	}

	/** A tool changed what others read. */
	void invalidate(String by) {
		this.byInvalidator.getOrDefault(by, Set.of()).forEach(ToolCache::clear);
	}

	/** Go through the names of tools that others wait for. */
	void invalidators(BiConsumer<String, String> visitor) {
		for (Map.Entry<String, Set<ToolCache>> entry : this.byInvalidator.entrySet()) {
			entry.getValue().forEach((cache) -> visitor.accept(entry.getKey(), cache.tool().name()));
		}
	}

}
