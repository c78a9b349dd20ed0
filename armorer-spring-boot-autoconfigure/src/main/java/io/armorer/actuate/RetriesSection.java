package io.armorer.actuate;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.armorer.pattern.retry.Retries;
import io.armorer.pattern.retry.RetryCounts;

/**
 * The tools that are tried again, and what came of it.
 */
public final class RetriesSection implements ArmorerEndpointSection {

	private final Retries retries;

	/**
	 * A section.
	 * @param retries the retries
	 */
	public RetriesSection(Retries retries) {
		this.retries = retries;
	}

	@Override
	public String id() {
		return "retries";
	}

	@Override
	public Object summary(boolean showValues) {
		List<RetryCounts> all = this.retries.all();
		return new RetriesSummary(all.size(), all.stream().mapToLong(RetryCounts::retries).sum(),
				all.stream().mapToLong(RetryCounts::recovered).sum(),
				all.stream().mapToLong(RetryCounts::exhausted).sum(),
				all.stream().mapToLong(RetryCounts::gaveUp).sum());
	}

	@Override
	public Map<String, Object> aboutTool(String tool) {
		return this.retries.find(tool)
			.<Map<String, Object>>map((counts) -> Map.of("retries", counts.retries()))
			.orElse(Map.of());
	}

	@Override
	public Object list(SectionRequest request) {
		request.allow();
		return new RetryList(this.retries.all());
	}

	@Override
	public @Nullable Object detail(String name, SectionRequest request) {
		request.allow();
		return this.retries.find(name).orElse(null);
	}

	/**
	 * The retries in the overview, all tools together.
	 *
	 * @param tools how many tools are tried again
	 * @param retries how many attempts were repetitions
	 * @param recovered how many calls succeeded at a later attempt
	 * @param exhausted how many failed at all attempts
	 * @param gaveUp how many were given up before
	 */
	public record RetriesSummary(int tools, long retries, long recovered, long exhausted, long gaveUp) {

	}

	/**
	 * The tools that are tried again, in order of their names.
	 *
	 * @param retries the tools with their counts
	 */
	public record RetryList(List<RetryCounts> retries) {

	}

}
