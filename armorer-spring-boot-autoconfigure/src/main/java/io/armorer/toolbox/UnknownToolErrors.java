package io.armorer.toolbox;

import java.util.List;
import java.util.Map;

import io.armorer.config.NearestName;
import io.armorer.tool.ErrorCode;
import io.armorer.tool.Tool;
import io.armorer.tool.ToolError;

/** What a model reads that called a tool by a name that none has. */
final class UnknownToolErrors {

	private static final int SUGGESTIONS = 3;

	private static final int SHOWN = 64;

	private UnknownToolErrors() {
	}

	static ToolError of(String name, List<Tool> tools) {
		List<String> nearest = NearestName.among(tools.stream().map(Tool::name).toList(), name, SUGGESTIONS);
		String shown = (name.length() > SHOWN) ? name.substring(0, SHOWN) + "…" : name;
		String cure = nearest.isEmpty() ? "Call only tools that you were given."
				: "Did you mean " + String.join(" or ", nearest) + "?";
		return ToolError.of(ErrorCode.UNKNOWN_TOOL, "There is no tool '" + shown + "'. " + cure)
			.withDetails(Map.of("nearest", nearest));
	}

}
