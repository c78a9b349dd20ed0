package io.armorer.pattern.retry;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

import io.armorer.config.InvalidSettingException;
import io.armorer.tool.ErrorCategory;
import io.armorer.tool.ErrorCode;
import io.armorer.tool.ToolError;

/** Tells errors that are worth another attempt from those that are not. */
final class RetryableErrors {

	// The same call would be refused in the same way, or is no longer wanted.
	private static final Set<ErrorCategory> NEVER = EnumSet.of(ErrorCategory.VALIDATION, ErrorCategory.NOT_FOUND,
			ErrorCategory.PERMISSION, ErrorCategory.CANCELLED);

	private final Set<ErrorCategory> categories = EnumSet.noneOf(ErrorCategory.class);

	private final Set<String> codes = new HashSet<>();

	private RetryableErrors() {
	}

	/**
	 * Read a list of categories and codes.
	 * @param names the list, spelled in any of the usual ways
	 */
	static RetryableErrors of(Set<String> names) {
		RetryableErrors errors = new RetryableErrors();
		names.forEach((name) -> errors.add(uniform(name)));
		return errors;
	}

	private void add(String name) {
		for (ErrorCategory category : ErrorCategory.values()) {
			if (category.name().equals(name)) {
				this.categories.add(category);
				return;
			}
		}
		this.codes.add(name);
	}

	private static String uniform(String name) {
		return name.trim().replace('-', '_').toUpperCase(Locale.ROOT);
	}

	/** Refuse what it makes no sense to try again. */
	static void check(Set<String> names, String key) {
		for (String name : names) {
			String uniform = uniform(name);
			for (ErrorCategory category : NEVER) {
				boolean named = category.name().equals(uniform) || Arrays.stream(ErrorCode.values())
					.anyMatch((code) -> code.category() == category && code.name().equals(uniform));
				if (named) {
					throw new InvalidSettingException(key,
							"'%s' names %s: the same call again would end in the same way.".formatted(key, uniform),
							"Remove it. What makes sense are TRANSIENT, TIMEOUT, EXHAUSTED, CONFLICT, INTERNAL, one "
									+ "of their codes (" + sensibleCodes() + "), or a code of your own tools.");
				}
			}
		}
	}

	private static String sensibleCodes() {
		return Arrays.stream(ErrorCode.values())
			.filter((code) -> !NEVER.contains(code.category()))
			.map(Enum::name)
			.collect(Collectors.joining(", "));
	}

	boolean contains(ToolError error) {
		boolean named = this.categories.contains(error.category()) || this.codes.contains(error.code());
		return named && (error.retryable() || isUsuallyNotRetryable(error.code()));
	}

	/** A code whose errors say no as a rule; whoever names it knows better. */
	private static boolean isUsuallyNotRetryable(String name) {
		for (ErrorCode code : ErrorCode.values()) {
			if (code.name().equals(name)) {
				return !code.retryable();
			}
		}
		return false;
	}

}
