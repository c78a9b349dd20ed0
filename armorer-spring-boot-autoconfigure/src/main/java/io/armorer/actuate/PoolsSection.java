package io.armorer.actuate;

import java.util.List;

import org.jspecify.annotations.Nullable;

import io.armorer.pattern.pool.PoolSnapshot;
import io.armorer.pattern.pool.ResourcePool;
import io.armorer.pattern.pool.ResourcePools;

/**
 * The pools: how many resources there are, are in use and were lost.
 */
public final class PoolsSection implements ArmorerEndpointSection {

	private final ResourcePools pools;

	/**
	 * A section.
	 * @param pools the pools
	 */
	public PoolsSection(ResourcePools pools) {
		this.pools = pools;
	}

	@Override
	public String id() {
		return "pools";
	}

	@Override
	public Object summary(boolean showValues) {
		List<PoolSnapshot> all = this.pools.all();
		return new PoolsSummary(all.size(), all.stream().mapToInt(PoolSnapshot::size).sum(),
				all.stream().mapToInt(PoolSnapshot::leased).sum(), all.stream().mapToInt(PoolSnapshot::waiting).sum());
	}

	@Override
	public Object list(SectionRequest request) {
		request.allow();
		return new PoolList(this.pools.all());
	}

	@Override
	public @Nullable Object detail(String name, SectionRequest request) {
		request.allow();
		return this.pools.find(name).<PoolSnapshot>map(ResourcePool::look).orElse(null);
	}

	/**
	 * The pools in the overview.
	 *
	 * @param count how many pools there are
	 * @param size how many resources they hold
	 * @param leased how many of them are in use
	 * @param waiting how many calls wait for one
	 */
	public record PoolsSummary(int count, int size, int leased, int waiting) {

	}

	/**
	 * The pools, in order of their names.
	 *
	 * @param pools the pools
	 */
	public record PoolList(List<PoolSnapshot> pools) {

	}

}
