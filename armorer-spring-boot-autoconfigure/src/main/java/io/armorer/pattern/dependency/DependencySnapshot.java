package io.armorer.pattern.dependency;

import java.util.List;

/**
 * A tool that depends on others or that others depend on, at one moment.
 *
 * @param tool the tool
 * @param dependsOn the tools that have to succeed in the same run before it
 * @param neededBy the tools that depend on it, in order of their names
 * @param order all that has to succeed before it, what those need included, each after
 * what it needs
 * @param missing how many of its calls were refused because something had not succeeded
 */
public record DependencySnapshot(String tool, List<String> dependsOn, List<String> neededBy, List<String> order,
		long missing) {

	/**
	 * Copy the lists.
	 */
	public DependencySnapshot {
		dependsOn = List.copyOf(dependsOn);
		neededBy = List.copyOf(neededBy);
		order = List.copyOf(order);
	}

}
