package io.armorer.pattern.dependency;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import io.armorer.config.InvalidSettingException;
import io.armorer.config.ToolSettings;
import io.armorer.tool.Tool;
import io.armorer.tool.ToolDefinition;
import io.armorer.toolbox.Toolbox;

/**
 * Finds dependencies that can never be satisfied before anybody waits for them. Looks at
 * definitions only.
 */
final class DependencyCheck {

	private final Toolbox toolbox;

	private final ToolSettings settings;

	private final Function<ToolDefinition, List<String>> dependencies;

	/**
	 * A check.
	 * @param toolbox where the tools are
	 * @param settings tells where a dependency was said
	 * @param dependencies tells what a tool really depends on
	 */
	DependencyCheck(Toolbox toolbox, ToolSettings settings, Function<ToolDefinition, List<String>> dependencies) {
		this.toolbox = toolbox;
		this.settings = settings;
		this.dependencies = dependencies;
	}

	/**
	 * Check what a tool depends on. The tool itself need not be in the toolbox yet.
	 * @throws InvalidDependencyException if it can't be
	 */
	void check(ToolDefinition tool) {
		List<String> unknown = this.dependencies.apply(tool)
			.stream()
			.filter((name) -> !name.equals(tool.name()) && definition(name) == null)
			.toList();
		if (!unknown.isEmpty()) {
			checkUnknown(tool, unknown);
		}
		List<String> path = new ArrayList<>(List.of(tool.name()));
		if (leadsBack(tool, tool.name(), path, new HashSet<>())) {
			throw cycle(path);
		}
	}

	/** Whether they are accepted is one setting's choice for all names of tools. */
	private void checkUnknown(ToolDefinition tool, List<String> unknown) {
		Set<String> known = this.toolbox.tools()
			.stream()
			.map(Tool::name)
			.filter((name) -> !name.equals(tool.name()))
			.collect(Collectors.toSet());
		String key = key(tool.name());
		try {
			this.settings.checkNamedTools(key, unknown, known);
		}
		catch (InvalidSettingException ex) {
			String name = unknown.get(0);
			throw new InvalidDependencyException(key,
					"Tool '" + tool.name() + "' depends on '" + name + "', but there is no such tool.",
					ex.action() + " Correct " + where(tool.name()) + ". If the tool is registered later, set "
							+ "armorer.unknown-settings=warn.");
		}
	}

	private boolean leadsBack(ToolDefinition at, String tool, List<String> path, Set<String> seen) {
		for (String name : this.dependencies.apply(at)) {
			path.add(name);
			if (name.equals(tool)) {
				return true;
			}
			ToolDefinition next = seen.add(name) ? definition(name) : null;
			if (next != null && leadsBack(next, tool, path, seen)) {
				return true;
			}
			path.remove(path.size() - 1);
		}
		return false;
	}

	private InvalidDependencyException cycle(List<String> path) {
		String tool = path.get(0);
		Stream<String> places = path.stream().distinct().map(this::where);
		if (path.size() == 2) {
			return new InvalidDependencyException(key(tool), "Tool '" + tool + "' depends on itself.",
					"Take it out of " + where(tool) + ".");
		}
		return new InvalidDependencyException(key(tool),
				"What tool '" + tool + "' depends on depends on it: " + String.join(" -> ", path) + ".",
				"Take one of these dependencies out, in " + places.collect(Collectors.joining(" or ")) + ".");
	}

	private @Nullable ToolDefinition definition(String name) {
		return this.toolbox.find(name).map(Tool::definition).orElse(null);
	}

	private String key(String tool) {
		return isProperty(tool) ? property(tool) : "dependsOn of '" + tool + "'";
	}

	private String where(String tool) {
		return isProperty(tool) ? property(tool)
				: "@ArmorerTool(dependsOn = …) of '" + tool + "' (or set " + property(tool) + ")";
	}

	private static String property(String tool) {
		return "armorer.tools." + tool + ".depends-on";
	}

	private boolean isProperty(String tool) {
		return this.settings.overrides(tool).getDependsOn() != null;
	}

}
