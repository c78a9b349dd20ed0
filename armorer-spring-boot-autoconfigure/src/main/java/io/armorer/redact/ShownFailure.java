package io.armorer.redact;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;

/**
 * Stands in for an exception whose text must not be shown as it is: the same stack traces
 * and causes, the text made safe.
 */
public final class ShownFailure extends Throwable {

	private static final long serialVersionUID = 1L;

	private static final int MAX_DEPTH = 16;

	private ShownFailure(String description, @Nullable Throwable cause) {
		super(description, cause);
	}

	/**
	 * An exception that can be shown.
	 * @param failure the exception
	 * @param safe makes a text safe
	 * @return the exception itself if all its texts are safe already
	 */
	public static Throwable of(Throwable failure, UnaryOperator<String> safe) {
		return isSafe(failure, safe, seen()) ? failure : copy(failure, safe, seen());
	}

	/**
	 * The texts of an exception and of its causes, on one line.
	 * @param failure the exception
	 * @param safe makes a text safe
	 * @return the texts, outermost first
	 */
	public static String chain(Throwable failure, UnaryOperator<String> safe) {
		StringBuilder chain = new StringBuilder();
		Throwable at = failure;
		for (int depth = 0; at != null && depth < MAX_DEPTH; depth++) {
			chain.append((depth > 0) ? "; caused by " : "").append(safe.apply(describe(at)));
			at = at.getCause();
		}
		return chain.toString();
	}

	private static boolean isSafe(Throwable failure, UnaryOperator<String> safe, Set<Throwable> seen) {
		if (!seen.add(failure) || seen.size() > MAX_DEPTH) {
			return false;
		}
		String description = describe(failure);
		if (!description.equals(safe.apply(description))) {
			return false;
		}
		for (Throwable suppressed : failure.getSuppressed()) {
			if (!isSafe(suppressed, safe, seen)) {
				return false;
			}
		}
		Throwable cause = failure.getCause();
		return cause == null || isSafe(cause, safe, seen);
	}

	private static ShownFailure copy(Throwable failure, UnaryOperator<String> safe, Set<Throwable> seen) {
		seen.add(failure);
		Throwable cause = failure.getCause();
		boolean goOn = cause != null && seen.size() < MAX_DEPTH && !seen.contains(cause);
		ShownFailure copy = new ShownFailure(safe.apply(describe(failure)),
				(cause != null && goOn) ? copy(cause, safe, seen) : null);
		copy.setStackTrace(failure.getStackTrace());
		for (Throwable suppressed : failure.getSuppressed()) {
			if (seen.size() < MAX_DEPTH && !seen.contains(suppressed)) {
				copy.addSuppressed(copy(suppressed, safe, seen));
			}
		}
		return copy;
	}

	private static String describe(Throwable failure) {
		try {
			String described = failure.toString();
			String message = failure.getMessage();
			boolean complete = described != null && (message == null || described.contains(message));
			return complete ? described : described + ": " + message;
		}
		catch (RuntimeException ex) {
			return failure.getClass().getName();
		}
	}

	private static Set<Throwable> seen() {
		return Collections.newSetFromMap(new IdentityHashMap<>());
	}

	@Override
	public synchronized Throwable fillInStackTrace() {
		return this;
	}

	@Override
	public String toString() {
		return String.valueOf(getMessage());
	}

}
