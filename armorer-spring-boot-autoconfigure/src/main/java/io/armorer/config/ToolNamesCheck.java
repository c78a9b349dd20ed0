package io.armorer.config;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * Finds settings for tools that do not exist.
 */
final class ToolNamesCheck {

	private static final int MAX_LISTED = 20;

	private final Set<String> tools;

	private final UnknownSettings unknown;

	ToolNamesCheck(Set<String> tools, UnknownSettings unknown) {
		this.tools = tools;
		this.unknown = unknown;
	}

	void check(Iterable<ToolProperties> all) {
		for (ToolProperties properties : all) {
			boolean foreign = SettingSource.isSystem(properties.source());
			for (ToolProperties.Entry entry : properties.entries()) {
				if (!properties.isAboutOneOf(entry, this.tools)) {
					this.unknown.handle(problem(entry), SettingSource.describe(properties.source(), entry.name()),
							foreign);
				}
			}
		}
	}

	private InvalidSettingException problem(ToolProperties.Entry entry) {
		String key = SettingNames.written(entry.name());
		return new InvalidSettingException(key, "'%s' is set for a tool that does not exist.".formatted(key),
				cure(NearestName.among(this.tools, entry.tool())) + " If the tool is registered later, set "
						+ "armorer.unknown-settings=warn.");
	}

	private String cure(@Nullable String nearest) {
		if (nearest != null) {
			return "Did you mean '" + nearest + "'?";
		}
		if (this.tools.isEmpty()) {
			return "There are no tools.";
		}
		return "The tools are " + new TreeSet<>(this.tools).stream().limit(MAX_LISTED).collect(Collectors.joining(", "))
				+ ((this.tools.size() > MAX_LISTED) ? " and " + (this.tools.size() - MAX_LISTED) + " more." : ".");
	}

}
