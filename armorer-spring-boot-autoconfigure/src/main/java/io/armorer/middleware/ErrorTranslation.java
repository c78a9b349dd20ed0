package io.armorer.middleware;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.UndeclaredThrowableException;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.armorer.tool.ErrorCode;
import io.armorer.tool.ToolError;
import io.armorer.tool.ToolException;

/**
 * Tells what exceptions are: a {@link ToolException} says it itself, then the
 * application's translators are asked, then {@link KnownFailures}.
 */
public final class ErrorTranslation {

	private static final Logger logger = LoggerFactory.getLogger(ErrorTranslation.class);

	private final List<ToolErrorTranslator> translators;

	private final boolean includeMessage;

	/**
	 * A translation.
	 * @param translators the application's own, asked in this order
	 * @param includeMessage whether the text of an exception that is no
	 * {@link ToolException} may reach the model
	 */
	public ErrorTranslation(List<ToolErrorTranslator> translators, boolean includeMessage) {
		this.translators = List.copyOf(translators);
		this.includeMessage = includeMessage;
	}

	ToolError translate(Throwable failure, ActiveCall call) {
		Throwable actual = unwrap(failure);
		if (actual instanceof ToolException ex) {
			return ex.error();
		}
		for (ToolErrorTranslator translator : this.translators) {
			ToolError error = ask(translator, actual);
			if (error != null) {
				return error;
			}
		}
		ErrorCode code = ReturnValueFailures.isOne(actual) ? ErrorCode.INVALID_RESULT : KnownFailures.codeOf(actual);
		String message = message(code, call);
		if (this.includeMessage) {
			message += " (" + actual.getClass().getSimpleName() + ": " + actual.getMessage() + ")";
		}
		return ToolError.of(code, message);
	}

	private static @Nullable ToolError ask(ToolErrorTranslator translator, Throwable failure) {
		try {
			return translator.translate(failure);
		}
		catch (RuntimeException ex) {
			logger.warn("A {} failed; the next is asked", ToolErrorTranslator.class.getSimpleName(), ex);
			return null;
		}
	}

	/**
	 * Take off what Java and Spring wrap around an exception on its way.
	 * @param failure what was thrown
	 * @return what the tool threw
	 */
	public static Throwable unwrap(Throwable failure) {
		Throwable actual = failure;
		while (actual instanceof UndeclaredThrowableException || actual instanceof InvocationTargetException
				|| actual instanceof CompletionException || actual instanceof ExecutionException) {
			Throwable cause = actual.getCause();
			if (cause == null || cause == actual) {
				break;
			}
			actual = cause;
		}
		return actual;
	}

	private static String message(ErrorCode code, ActiveCall call) {
		return switch (code) {
			case TIMEOUT -> "The tool did not answer in time.";
			case CANCELLED -> "The call was cancelled.";
			case UPSTREAM_FAILED -> "A service that the tool needs did not answer as it should. Try again later.";
			case INVALID_RESULT -> "The tool ran, but gave what it must not give. Do not call it again for that.";
			case INVALID_ARGUMENTS -> "The tool refused its arguments.";
			case POLICY_DENIED -> "The user may not do this.";
			case USER_REQUIRED -> "The user has to sign in first.";
			default -> "The tool failed. The application's operator finds the reason under call " + call.callId() + ".";
		};
	}

}
