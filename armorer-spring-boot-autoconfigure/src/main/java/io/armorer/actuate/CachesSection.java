package io.armorer.actuate;

import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

import io.armorer.pattern.cache.CacheSnapshot;
import io.armorer.pattern.cache.ToolCaches;

/**
 * The caches of tools. {@code DELETE /caches/name} drops all results of a tool.
 */
public final class CachesSection implements ArmorerEndpointSection {

	private final ToolCaches caches;

	/**
	 * A section.
	 * @param caches the caches
	 */
	public CachesSection(ToolCaches caches) {
		this.caches = caches;
	}

	@Override
	public String id() {
		return "caches";
	}

	@Override
	public Object summary(boolean showValues) {
		List<CacheSnapshot> all = this.caches.all();
		return new CachesSummary(all.size(), all.stream().mapToLong(CacheSnapshot::hits).sum(),
				all.stream().mapToLong(CacheSnapshot::misses).sum());
	}

	@Override
	public Object list(SectionRequest request) {
		request.allow();
		return new CacheList(this.caches.all().stream().map(CacheDescriptor::of).toList());
	}

	@Override
	public @Nullable Object detail(String name, SectionRequest request) {
		request.allow();
		return this.caches.find(name).map(CacheDescriptor::of).orElse(null);
	}

	@Override
	public boolean delete(String name, SectionRequest request) {
		request.allow();
		return this.caches.evict(name);
	}

	/**
	 * The caches in the overview.
	 *
	 * @param count how many there are
	 * @param hits how many calls got a result from one
	 * @param misses how many calls had to run their tool
	 */
	public record CachesSummary(int count, long hits, long misses) {

	}

	/**
	 * The caches, in order of the tools' names.
	 *
	 * @param caches the caches
	 */
	public record CacheList(List<CacheDescriptor> caches) {

	}

	/**
	 * A cache, see {@link CacheSnapshot}.
	 *
	 * @param tool the tool
	 * @param scope to whose calls results are given again
	 * @param ttlMs for how many milliseconds a result is given again
	 * @param hits how many calls got a result from it
	 * @param misses how many calls had to run the tool
	 * @param evictions how many results were dropped for age or to make room, or
	 * {@code null}
	 * @param size how many results there are, or {@code null}
	 */
	public record CacheDescriptor(String tool, String scope, long ttlMs, long hits, long misses,
			@Nullable Long evictions, @Nullable Long size) {

		static CacheDescriptor of(CacheSnapshot cache) {
			return new CacheDescriptor(cache.tool(), cache.scope().name().toLowerCase(Locale.ROOT),
					cache.ttl().toMillis(), cache.hits(), cache.misses(), cache.evictions(), cache.size());
		}

	}

}
