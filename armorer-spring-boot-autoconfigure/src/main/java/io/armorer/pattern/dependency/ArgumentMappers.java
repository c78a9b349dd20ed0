package io.armorer.pattern.dependency;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Says which tools are called with arguments that depend on what other tools gave before.
 * Immutable, so that one can be kept and used for many executions; those for tools that
 * take no part in one are not asked.
 */
public final class ArgumentMappers {

	private static final ArgumentMappers NONE = new ArgumentMappers(Map.of());

	private final Map<String, ArgumentMapper> byTool;

	private ArgumentMappers(Map<String, ArgumentMapper> byTool) {
		this.byTool = byTool;
	}

	/**
	 * No mappers: dependencies are called without arguments.
	 * @return the mappers
	 */
	public static ArgumentMappers none() {
		return NONE;
	}

	/**
	 * A mapper for one tool.
	 * @param tool the tool's name
	 * @param mapper makes its arguments
	 * @return the mappers
	 */
	public static ArgumentMappers of(String tool, ArgumentMapper mapper) {
		return NONE.and(tool, mapper);
	}

	/**
	 * A mapper for another tool as well.
	 * @param tool the tool's name; that of the tool that is executed in the end will do,
	 * too: its mapper's arguments take the place of the call's
	 * @param mapper makes its arguments
	 * @return a copy that has it, too
	 */
	public ArgumentMappers and(String tool, ArgumentMapper mapper) {
		Map<String, ArgumentMapper> more = new LinkedHashMap<>(this.byTool);
		more.put(tool, mapper);
		return new ArgumentMappers(Collections.unmodifiableMap(more));
	}

	@Nullable ArgumentMapper of(String tool) {
		return this.byTool.get(tool);
	}

	Set<String> tools() {
		return this.byTool.keySet();
	}

}
