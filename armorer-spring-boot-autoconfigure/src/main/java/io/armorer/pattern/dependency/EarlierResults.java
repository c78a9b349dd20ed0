package io.armorer.pattern.dependency;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.armorer.tool.ToolResult;

/**
 * What the tools gave that were called so far in one execution. Those that had succeeded
 * in the run before were not called again: that they have is remembered, but not what
 * they gave.
 */
public final class EarlierResults {

	private final Map<String, ToolResult> byTool;

	EarlierResults(Map<String, ToolResult> byTool) {
		this.byTool = new LinkedHashMap<>(byTool);
	}

	/**
	 * Find the result of a tool.
	 * @param tool the tool's name
	 * @return the result; empty if the tool was not called in this execution
	 */
	public Optional<ToolResult> find(String tool) {
		return Optional.ofNullable(this.byTool.get(tool));
	}

	/**
	 * Return what a tool gave.
	 * @param tool the tool's name
	 * @return the value, or {@code null} if that is what it gave
	 * @throws IllegalStateException if the tool was not called in this execution
	 */
	public @Nullable Object value(String tool) {
		ToolResult result = this.byTool.get(tool);
		if (result == null) {
			throw new IllegalStateException("There is no value of '" + tool + "' to make arguments of: it was not "
					+ "called in this execution, either because it had succeeded in the run before, or because nothing "
					+ "called so far depends on it");
		}
		return result.value();
	}

	/**
	 * Return what a tool gave, as the type that it has.
	 * @param <T> the type
	 * @param tool the tool's name
	 * @param type the type
	 * @return the value
	 * @throws IllegalStateException if the tool was not called in this execution, or gave
	 * {@code null} or something else
	 */
	public <T> T value(String tool, Class<T> type) {
		Object value = value(tool);
		if (!type.isInstance(value)) {
			throw new IllegalStateException("The value of '" + tool + "' is "
					+ ((value != null) ? "a " + value.getClass().getName() : "null") + ", not a " + type.getName());
		}
		return type.cast(value);
	}

}
