package io.armorer.pattern.dependency;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import io.armorer.tool.ErrorCode;
import io.armorer.tool.ToolError;
import io.armorer.tool.ToolRefusedException;

/**
 * Thrown when a call is refused because a tool that it depends on has not succeeded in
 * the same run. The tool was not run. The error says
 * {@link ErrorCode#DEPENDENCY_MISSING}, and which tools to call first, in order.
 */
public class DependencyMissingException extends ToolRefusedException {

	private static final long serialVersionUID = 1L;

	/**
	 * A refusal.
	 * @param tool the tool
	 * @param missing the tools that it depends on and that have not succeeded
	 * @param callFirst the tools to call first: the missing ones, and what has not
	 * succeeded of what they depend on in turn, each after what it needs
	 * @param unavailable those of them that do not exist now
	 */
	public DependencyMissingException(String tool, List<String> missing, List<String> callFirst,
			List<String> unavailable) {
		super(error(message(tool, callFirst, unavailable), missing, callFirst, unavailable));
	}

	private DependencyMissingException(ToolError error) {
		super(error);
	}

	/** A refusal because nobody could tell what has succeeded. */
	static DependencyMissingException withoutRun(String tool, List<String> dependsOn) {
		String message = "Tool '" + tool + "' can only be called after " + quoted(dependsOn)
				+ ((dependsOn.size() == 1) ? " has" : " have") + " succeeded in the same run or session, but this call "
				+ "belongs to none: whoever makes it has to give its context a runId or a sessionId. Do without it, or "
				+ "tell the user.";
		return new DependencyMissingException(error(message, dependsOn, dependsOn, List.of()));
	}

	private static String message(String tool, List<String> callFirst, List<String> unavailable) {
		String needed = "Tool '" + tool + "' can only be called after "
				+ ((callFirst.size() == 1) ? quoted(callFirst) + " has succeeded in the same run. "
						: "others have succeeded in the same run: first " + inOrder(callFirst) + ". ");
		if (!unavailable.isEmpty()) {
			return needed + "There is no tool " + quoted(unavailable) + " at present, so do without '" + tool
					+ "', or tell the user.";
		}
		return needed + ((callFirst.size() == 1) ? "Call " + quoted(callFirst) + " first, then call '"
				: "Call them in this order, then call '") + tool + "' again.";
	}

	private static String quoted(List<String> tools) {
		return tools.stream().map((tool) -> "'" + tool + "'").collect(Collectors.joining(" and "));
	}

	private static String inOrder(List<String> tools) {
		return tools.stream().map((tool) -> "'" + tool + "'").collect(Collectors.joining(", then "));
	}

	private static ToolError error(String message, List<String> missing, List<String> callFirst,
			List<String> unavailable) {
		Map<String, Object> details = new LinkedHashMap<>();
		details.put("missing", List.copyOf(missing));
		details.put("callFirst", List.copyOf(callFirst));
		if (!unavailable.isEmpty()) {
			details.put("unavailable", List.copyOf(unavailable));
		}
		return ToolError.of(ErrorCode.DEPENDENCY_MISSING, message).withDetails(details);
	}

}
