package io.armorer.pattern.fallback;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import io.armorer.config.NearestName;
import io.armorer.tool.Tool;
import io.armorer.tool.ToolDefinition;
import io.armorer.toolbox.Toolbox;

/**
 * Finds fallbacks that can't serve before anybody needs them. Looks at definitions only.
 */
final class FallbackCheck {

	private final Toolbox toolbox;

	private final Function<ToolDefinition, List<String>> fallbacks;

	/**
	 * A check.
	 * @param toolbox where the tools are
	 * @param fallbacks tells the fallbacks that a tool really has
	 */
	FallbackCheck(Toolbox toolbox, Function<ToolDefinition, List<String>> fallbacks) {
		this.toolbox = toolbox;
		this.fallbacks = fallbacks;
	}

	void check(ToolDefinition tool) {
		for (String name : this.fallbacks.apply(tool)) {
			if (name.equals(tool.name())) {
				throw cycle(List.of(name, name));
			}
			ToolDefinition fallback = definition(name);
			if (fallback == null) {
				throw unknown(tool.name(), name);
			}
			new FallbackSchemas(tool, fallback).check();
		}
		walk(tool, new ArrayList<>(List.of(tool.name())));
	}

	private void walk(ToolDefinition at, List<String> path) {
		for (String name : this.fallbacks.apply(at)) {
			int met = path.indexOf(name);
			if (met == 0) {
				path.add(name);
				throw cycle(path);
			}
			ToolDefinition next = definition(name);
			// a cycle further on is told of by the tools that are part of it
			if (met < 0 && next != null) {
				path.add(name);
				walk(next, path);
				path.remove(path.size() - 1);
			}
		}
	}

	private @Nullable ToolDefinition definition(String name) {
		return this.toolbox.find(name).map(Tool::definition).orElse(null);
	}

	private InvalidFallbackException unknown(String tool, String fallback) {
		String nearest = NearestName.among(this.toolbox.tools().stream().map(Tool::name).toList(), fallback);
		return new InvalidFallbackException(
				"Tool '" + tool + "' is to fall back to '" + fallback + "', but there is no such tool.",
				((nearest != null && !nearest.equals(tool)) ? "Did you mean '" + nearest + "'? " : "") + where(tool));
	}

	private static InvalidFallbackException cycle(List<String> path) {
		String tool = path.get(0);
		return new InvalidFallbackException(
				"The fallbacks of tool '" + tool + "' lead back to it: " + String.join(" -> ", path) + ".",
				"Take one of these fallbacks out, in @ArmorerTool(fallback = …) or armorer.tools.<tool>.fallback.");
	}

	private static String where(String tool) {
		return "Correct the name in @ArmorerTool(fallback = …) of '" + tool + "' or in armorer.tools." + tool
				+ ".fallback, or add the tool.";
	}

}
