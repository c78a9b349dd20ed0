package io.armorer.actuate;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.armorer.pattern.bulkhead.Bulkheads;
import io.armorer.pattern.bulkhead.BulkheadSnapshot;

/**
 * The bulkheads: how many calls are under way, wait and were refused.
 */
public final class BulkheadsSection implements ArmorerEndpointSection {

	private final Bulkheads bulkheads;

	/**
	 * A section.
	 * @param bulkheads the bulkheads
	 */
	public BulkheadsSection(Bulkheads bulkheads) {
		this.bulkheads = bulkheads;
	}

	@Override
	public String id() {
		return "bulkheads";
	}

	@Override
	public Object summary(boolean showValues) {
		List<BulkheadSnapshot> all = this.bulkheads.all();
		return new BulkheadsSummary(all.size(), all.stream().mapToInt(BulkheadSnapshot::active).sum(),
				all.stream().mapToInt(BulkheadSnapshot::waiting).sum(),
				all.stream().mapToLong(BulkheadSnapshot::rejected).sum());
	}

	@Override
	public Map<String, Object> aboutTool(String tool) {
		return this.bulkheads.find(tool)
			.<Map<String, Object>>map((bulkhead) -> Map.of("bulkheadActive", bulkhead.active()))
			.orElse(Map.of());
	}

	@Override
	public Object list(SectionRequest request) {
		request.allow();
		return new BulkheadList(this.bulkheads.all().stream().map(BulkheadDescriptor::of).toList());
	}

	@Override
	public @Nullable Object detail(String name, SectionRequest request) {
		request.allow();
		return this.bulkheads.find(name).map(BulkheadDescriptor::of).orElse(null);
	}

	/**
	 * The bulkheads in the overview.
	 *
	 * @param count how many tools have one
	 * @param active how many calls of theirs are under way
	 * @param waiting how many calls wait
	 * @param rejected how many calls were refused
	 */
	public record BulkheadsSummary(int count, int active, int waiting, long rejected) {

	}

	/**
	 * The bulkheads, in order of the tools' names.
	 *
	 * @param bulkheads the bulkheads
	 */
	public record BulkheadList(List<BulkheadDescriptor> bulkheads) {

	}

	/**
	 * A bulkhead, see {@link BulkheadSnapshot}.
	 *
	 * @param tool the tool
	 * @param maxConcurrent how many calls there may be at the same time
	 * @param maxWaitMs how long a call waits for another to end, in milliseconds
	 * @param active how many calls are under way
	 * @param waiting how many calls wait
	 * @param rejected how many calls were refused
	 */
	public record BulkheadDescriptor(String tool, int maxConcurrent, long maxWaitMs, int active, int waiting,
			long rejected) {

		static BulkheadDescriptor of(BulkheadSnapshot bulkhead) {
			return new BulkheadDescriptor(bulkhead.tool(), bulkhead.maxConcurrent(), bulkhead.maxWait().toMillis(),
					bulkhead.active(), bulkhead.waiting(), bulkhead.rejected());
		}

	}

}
