package io.armorer.actuate;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.armorer.pattern.dependency.Dependencies;
import io.armorer.pattern.dependency.DependencySnapshot;

/**
 * The dependencies at {@code /actuator/armorer/dependencies}: which tools have to succeed
 * before which. Nothing of any run or user.
 */
public final class DependenciesSection implements ArmorerEndpointSection {

	private final Dependencies dependencies;

	/**
	 * A section.
	 * @param dependencies the dependencies
	 */
	public DependenciesSection(Dependencies dependencies) {
		this.dependencies = dependencies;
	}

	@Override
	public String id() {
		return "dependencies";
	}

	@Override
	public Object summary(boolean showValues) {
		List<DependencySnapshot> all = this.dependencies.all();
		return new DependenciesSummary((int) all.stream().filter((each) -> !each.dependsOn().isEmpty()).count(),
				all.stream().mapToLong(DependencySnapshot::missing).sum(), this.dependencies.storeFailures());
	}

	@Override
	public Map<String, Object> aboutTool(String tool) {
		Map<String, Object> about = new LinkedHashMap<>();
		this.dependencies.find(tool).ifPresent((found) -> {
			if (!found.dependsOn().isEmpty()) {
				about.put("dependsOn", found.dependsOn());
			}
			if (!found.neededBy().isEmpty()) {
				about.put("neededBy", found.neededBy());
			}
		});
		return about;
	}

	@Override
	public Object list(SectionRequest request) {
		request.allow();
		return new DependencyList(this.dependencies.all().stream().map(DependencyDescriptor::of).toList());
	}

	@Override
	public @Nullable Object detail(String name, SectionRequest request) {
		request.allow();
		return this.dependencies.find(name).map(DependencyDescriptor::of).orElse(null);
	}

	/**
	 * The dependencies in the overview.
	 *
	 * @param tools how many tools depend on others
	 * @param missing how many calls were refused for that
	 * @param storeFailures how often the store failed that remembers what has succeeded
	 */
	public record DependenciesSummary(int tools, long missing, long storeFailures) {

	}

	/**
	 * The tools that depend on others or that others depend on, in order of their names.
	 *
	 * @param dependencies the tools
	 */
	public record DependencyList(List<DependencyDescriptor> dependencies) {

	}

	/**
	 * A tool that depends on others or that others depend on.
	 *
	 * @param tool the tool
	 * @param dependsOn the tools that have to succeed in the same run before it
	 * @param neededBy the tools that depend on it
	 * @param order all that has to succeed before it, each after what it needs
	 * @param missing how many of its calls were refused because something had not
	 * succeeded
	 */
	public record DependencyDescriptor(String tool, List<String> dependsOn, List<String> neededBy, List<String> order,
			long missing) {

		static DependencyDescriptor of(DependencySnapshot found) {
			return new DependencyDescriptor(found.tool(), found.dependsOn(), found.neededBy(), found.order(),
					found.missing());
		}

	}

}
