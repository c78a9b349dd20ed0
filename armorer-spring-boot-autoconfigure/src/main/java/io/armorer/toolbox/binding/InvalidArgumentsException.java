package io.armorer.toolbox.binding;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import io.armorer.tool.ErrorCode;
import io.armorer.tool.ToolError;
import io.armorer.tool.ToolRefusedException;

/**
 * Thrown when arguments are not what the tool's schema says. Tells every issue there is,
 * also in the error's details under {@code issues}: a list of maps with {@code pointer},
 * {@code message} and {@code keyword}.
 */
public class InvalidArgumentsException extends ToolRefusedException {

	private static final long serialVersionUID = 1L;

	/** More than this no model reads. */
	private static final int MAX_ISSUES = 50;

	@SuppressWarnings("serial") // a list of records of strings
	private final List<ArgumentIssue> issues;

	/**
	 * A refusal.
	 * @param issues what is wrong, at least one thing
	 */
	public InvalidArgumentsException(List<ArgumentIssue> issues) {
		super(error(issues));
		this.issues = List.copyOf(issues);
	}

	/**
	 * A refusal of the arguments as a whole.
	 * @param message what they must be
	 * @return the exception
	 */
	static InvalidArgumentsException whole(String message) {
		return new InvalidArgumentsException(List.of(new ArgumentIssue("", message, "limit")));
	}

	static InvalidArgumentsException json(String message) {
		return new InvalidArgumentsException(List.of(new ArgumentIssue("", message, "json")));
	}

	private static ToolError error(List<ArgumentIssue> issues) {
		List<ArgumentIssue> told = (issues.size() > MAX_ISSUES) ? issues.subList(0, MAX_ISSUES) : issues;
		String more = (issues.size() > MAX_ISSUES) ? "; and " + (issues.size() - MAX_ISSUES) + " more" : "";
		String message = told.stream()
			.map(ArgumentIssue::text)
			.collect(Collectors.joining("; ", "Invalid arguments: ", more + ". Correct this and call again."));
		return ToolError.of(ErrorCode.INVALID_ARGUMENTS, message)
			.withDetails(Map.of("issues", told.stream().map(ArgumentIssue::asMap).toList()));
	}

	/**
	 * Return what is wrong.
	 * @return the issues; never empty
	 */
	public List<ArgumentIssue> issues() {
		return this.issues;
	}

}
