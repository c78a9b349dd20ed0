package io.armorer.actuate;

import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

import io.armorer.pattern.dedup.DedupSnapshot;
import io.armorer.pattern.dedup.Deduplication;

/**
 * What is in flight and how often it was shared.
 */
public final class DedupSection implements ArmorerEndpointSection {

	private final Deduplication deduplication;

	/**
	 * A section.
	 * @param deduplication what is in flight
	 */
	public DedupSection(Deduplication deduplication) {
		this.deduplication = deduplication;
	}

	@Override
	public String id() {
		return "dedup";
	}

	@Override
	public Object summary(boolean showValues) {
		List<DedupSnapshot> all = this.deduplication.all();
		return new DedupSummary(all.size(), all.stream().mapToInt(DedupSnapshot::inFlight).sum(),
				all.stream().mapToLong(DedupSnapshot::shared).sum());
	}

	@Override
	public Object list(SectionRequest request) {
		request.allow();
		return new DedupList(this.deduplication.all().stream().map(DedupDescriptor::of).toList());
	}

	@Override
	public @Nullable Object detail(String name, SectionRequest request) {
		request.allow();
		return this.deduplication.find(name).map(DedupDescriptor::of).orElse(null);
	}

	/**
	 * Deduplication in the overview.
	 *
	 * @param count how many tools' calls are deduplicated
	 * @param inFlight how many runs are in flight now
	 * @param shared how many calls got the result of another
	 */
	public record DedupSummary(int count, int inFlight, long shared) {

	}

	/**
	 * The tools whose calls are deduplicated, in order of their names.
	 *
	 * @param tools the tools
	 */
	public record DedupList(List<DedupDescriptor> tools) {

	}

	/**
	 * A tool whose calls are deduplicated, see {@link DedupSnapshot}.
	 *
	 * @param tool the tool
	 * @param scope among whose calls results are shared
	 * @param inFlight how many runs are in flight now
	 * @param shared how many calls got the result of another
	 */
	public record DedupDescriptor(String tool, String scope, int inFlight, long shared) {

		static DedupDescriptor of(DedupSnapshot tool) {
			return new DedupDescriptor(tool.tool(), tool.scope().name().toLowerCase(Locale.ROOT), tool.inFlight(),
					tool.shared());
		}

	}

}
