package io.armorer.actuate;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.armorer.pattern.ratelimit.RateLimitSnapshot;
import io.armorer.pattern.ratelimit.RateLimits;

/**
 * The rate limits. {@code DELETE /ratelimits/name} forgets the calls of a tool so far.
 */
public final class RateLimitsSection implements ArmorerEndpointSection {

	private final RateLimits limits;

	/**
	 * A section.
	 * @param limits the limits
	 */
	public RateLimitsSection(RateLimits limits) {
		this.limits = limits;
	}

	@Override
	public String id() {
		return "ratelimits";
	}

	@Override
	public Object summary(boolean showValues) {
		List<RateLimitSnapshot> all = this.limits.all();
		return new RateLimitsSummary(all.size(), all.stream().mapToLong(RateLimitSnapshot::denied).sum());
	}

	@Override
	public Object list(SectionRequest request) {
		request.allow();
		return new RateLimitList(this.limits.all().stream().map(RateLimitDescriptor::of).toList());
	}

	@Override
	public @Nullable Object detail(String name, SectionRequest request) {
		request.allow();
		return this.limits.find(name).map(RateLimitDescriptor::of).orElse(null);
	}

	@Override
	public boolean delete(String name, SectionRequest request) {
		request.allow();
		return this.limits.reset(name);
	}

	@Override
	public Map<String, Object> aboutTool(String tool) {
		return this.limits.find(tool)
			.<Map<String, Object>>map((limit) -> Map.of("rateLimitDenied", limit.denied()))
			.orElse(Map.of());
	}

	/**
	 * The rate limits in the overview.
	 *
	 * @param count how many tools have one
	 * @param denied how many calls they refused
	 */
	public record RateLimitsSummary(int count, long denied) {

	}

	/**
	 * The rate limits, in order of the tools' names.
	 *
	 * @param ratelimits the limits
	 */
	public record RateLimitList(List<RateLimitDescriptor> ratelimits) {

	}

	/**
	 * A rate limit, see {@link RateLimitSnapshot}.
	 *
	 * @param tool the tool
	 * @param limit how many calls there may be in a period
	 * @param periodMs the period in milliseconds
	 * @param burst how many calls there may be at once after a quiet time
	 * @param scope whose calls count together
	 * @param available how many calls are free now, or {@code null} where that differs
	 * from caller to caller
	 * @param buckets how many counts are kept
	 * @param denied how many calls were refused
	 */
	public record RateLimitDescriptor(String tool, int limit, long periodMs, int burst, String scope,
			@Nullable Long available, int buckets, long denied) {

		static RateLimitDescriptor of(RateLimitSnapshot limit) {
			return new RateLimitDescriptor(limit.tool(), limit.limit(), limit.period().toMillis(), limit.burst(),
					SectionRequest.spelled(limit.scope()), limit.available(), limit.buckets(), limit.denied());
		}

	}

}
