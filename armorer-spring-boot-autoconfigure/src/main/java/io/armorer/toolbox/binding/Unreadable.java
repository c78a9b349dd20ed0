package io.armorer.toolbox.binding;

import java.util.List;

import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.exc.UnexpectedEndOfInputException;
import tools.jackson.databind.exc.InvalidNullException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

import io.armorer.tool.ToolException;
import io.armorer.toolbox.json.RefusedValueException;

/**
 * Says why something could not be read, in words for the model: no Java names, nothing of
 * the text.
 */
final class Unreadable {

	private Unreadable() {
	}

	/** Why a text is no JSON, or none that is accepted. */
	static InvalidArgumentsException text(JacksonException exception, BindingOptions options) {
		String message = String.valueOf(exception.getOriginalMessage());
		String where = where(exception.getLocation());
		if (exception instanceof StreamConstraintsException) {
			if (message.contains("nesting depth")) {
				return tooDeep(options);
			}
			return InvalidArgumentsException
				.whole(message.contains("Number") ? "must not have numbers of more than a thousand digits" + where
						: "must not have a name or text that long" + where);
		}
		if (exception instanceof UnexpectedEndOfInputException) {
			return InvalidArgumentsException
				.json("must be JSON, but the text ends too early" + where + ": a bracket or a quote is not closed");
		}
		if (message.startsWith("Duplicate")) {
			return InvalidArgumentsException.json("must not have the same key twice in one object" + where);
		}
		if (exception instanceof StreamReadException && message.contains("Non-standard token")
				|| message.contains("NaN") || message.contains("Infinity")) {
			return InvalidArgumentsException.json("must be JSON, which has no NaN or Infinity" + where);
		}
		return InvalidArgumentsException.json("must be a JSON object, but the text is not valid JSON" + where);
	}

	static InvalidArgumentsException tooDeep(BindingOptions options) {
		return InvalidArgumentsException.whole("must not be nested more than " + options.maxDepth() + " levels deep");
	}

	/** Why a value could not be read where the schema had nothing to say against it. */
	static ArgumentIssue value(JacksonException exception) {
		String pointer = Pointers.of(exception.getPath());
		if (exception instanceof RefusedValueException) {
			return new ArgumentIssue(pointer, exception.getOriginalMessage(), "value");
		}
		if (exception.getCause() instanceof ToolException told) {
			return new ArgumentIssue(pointer, told.error().message(), "value");
		}
		if (exception instanceof InvalidNullException) {
			return new ArgumentIssue(pointer, "must not be null", "value");
		}
		if (exception instanceof UnrecognizedPropertyException) {
			return new ArgumentIssue(pointer, "is not a known property", "value");
		}
		return new ArgumentIssue(pointer, "is not a valid value here", "value");
	}

	static List<ArgumentIssue> values(JacksonException exception) {
		return List.of(value(exception));
	}

	private static String where(TokenStreamLocation location) {
		if (location == null || location.getLineNr() < 1) {
			return "";
		}
		return " (line " + location.getLineNr() + ", column " + location.getColumnNr() + ")";
	}

}
