package io.armorer.actuate;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.armorer.pattern.fallback.FallbackSnapshot;
import io.armorer.pattern.fallback.Fallbacks;
import io.armorer.tool.Outcome;

/**
 * The fallbacks at {@code /actuator/armorer/fallbacks}: which tools have them, and how
 * often each was needed.
 */
public final class FallbacksSection implements ArmorerEndpointSection {

	private final Fallbacks fallbacks;

	/**
	 * A section.
	 * @param fallbacks the fallbacks
	 */
	public FallbacksSection(Fallbacks fallbacks) {
		this.fallbacks = fallbacks;
	}

	@Override
	public String id() {
		return "fallbacks";
	}

	@Override
	public Object summary(boolean showValues) {
		List<FallbackSnapshot> all = this.fallbacks.all();
		List<FallbackSnapshot.Fallback> each = all.stream().flatMap((found) -> found.fallbacks().stream()).toList();
		return new FallbacksSummary(all.size(), each.stream().mapToLong(FallbackSnapshot.Fallback::calls).sum(),
				each.stream().mapToLong((fallback) -> fallback.outcomes().getOrDefault(Outcome.SUCCESS, 0L)).sum());
	}

	@Override
	public Map<String, Object> aboutTool(String tool) {
		return this.fallbacks.find(tool)
			.<Map<String, Object>>map((found) -> Map.of("fallbacks",
					found.fallbacks().stream().map(FallbackSnapshot.Fallback::name).toList()))
			.orElse(Map.of());
	}

	@Override
	public Object list(SectionRequest request) {
		request.allow();
		return new FallbackList(this.fallbacks.all().stream().map(FallbackDescriptor::of).toList());
	}

	@Override
	public @Nullable Object detail(String name, SectionRequest request) {
		request.allow();
		return this.fallbacks.find(name).map(FallbackDescriptor::of).orElse(null);
	}

	/**
	 * The fallbacks in the overview.
	 *
	 * @param tools how many tools have any
	 * @param calls how often one was called
	 * @param served how often one served the call
	 */
	public record FallbacksSummary(int tools, long calls, long served) {

	}

	/**
	 * The tools with fallbacks, in order of their names.
	 *
	 * @param fallbacks the tools
	 */
	public record FallbackList(List<FallbackDescriptor> fallbacks) {

	}

	/**
	 * A tool with fallbacks.
	 *
	 * @param tool the tool
	 * @param on the kinds of failure that they are tried for
	 * @param tools the fallbacks, in the order that they are tried in
	 */
	public record FallbackDescriptor(String tool, List<String> on, List<FallbackToolDescriptor> tools) {

		static FallbackDescriptor of(FallbackSnapshot found) {
			return new FallbackDescriptor(found.tool(),
					found.on().stream().sorted().map(SectionRequest::spelled).toList(),
					found.fallbacks().stream().map(FallbackToolDescriptor::of).toList());
		}

	}

	/**
	 * One of a tool's fallbacks.
	 *
	 * @param name the tool that serves instead
	 * @param calls how often it was called in the other's place
	 * @param outcomes how that ended
	 */
	public record FallbackToolDescriptor(String name, long calls, Map<String, Long> outcomes) {

		static FallbackToolDescriptor of(FallbackSnapshot.Fallback fallback) {
			Map<String, Long> outcomes = new LinkedHashMap<>();
			fallback.outcomes().forEach((outcome, count) -> outcomes.put(SectionRequest.spelled(outcome), count));
			return new FallbackToolDescriptor(fallback.name(), fallback.calls(), outcomes);
		}

	}

}
