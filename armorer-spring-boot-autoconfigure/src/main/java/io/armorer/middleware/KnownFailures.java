package io.armorer.middleware;

import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.armorer.tool.ErrorCode;

/**
 * What the usual exceptions of Java and Spring say of a call. By name, so that none of
 * their libraries has to be there; by class only once.
 */
final class KnownFailures {

	private static final int MAX_CAUSES = 8;

	private static final Map<String, ErrorCode> BY_NAME = Map.ofEntries(
			Map.entry("java.util.concurrent.CancellationException", ErrorCode.CANCELLED),
			Map.entry("java.lang.InterruptedException", ErrorCode.CANCELLED),
			Map.entry("java.io.InterruptedIOException", ErrorCode.CANCELLED),
			Map.entry("java.nio.channels.ClosedByInterruptException", ErrorCode.CANCELLED),
			Map.entry("java.util.concurrent.TimeoutException", ErrorCode.TIMEOUT),
			Map.entry("java.net.SocketTimeoutException", ErrorCode.TIMEOUT),
			Map.entry("java.net.http.HttpTimeoutException", ErrorCode.TIMEOUT),
			Map.entry("java.sql.SQLTimeoutException", ErrorCode.TIMEOUT),
			Map.entry("org.springframework.dao.QueryTimeoutException", ErrorCode.TIMEOUT),
			Map.entry("org.springframework.transaction.TransactionTimedOutException", ErrorCode.TIMEOUT),
			Map.entry("java.io.IOException", ErrorCode.UPSTREAM_FAILED),
			Map.entry("java.sql.SQLTransientException", ErrorCode.UPSTREAM_FAILED),
			Map.entry("java.sql.SQLRecoverableException", ErrorCode.UPSTREAM_FAILED),
			Map.entry("org.springframework.dao.TransientDataAccessException", ErrorCode.UPSTREAM_FAILED),
			Map.entry("org.springframework.dao.RecoverableDataAccessException", ErrorCode.UPSTREAM_FAILED),
			Map.entry("org.springframework.dao.DataAccessResourceFailureException", ErrorCode.UPSTREAM_FAILED),
			Map.entry("org.springframework.transaction.CannotCreateTransactionException", ErrorCode.UPSTREAM_FAILED),
			Map.entry("org.springframework.web.client.HttpServerErrorException", ErrorCode.UPSTREAM_FAILED),
			Map.entry("org.springframework.web.client.HttpClientErrorException$TooManyRequests",
					ErrorCode.UPSTREAM_FAILED),
			Map.entry("org.springframework.web.reactive.function.client.WebClientRequestException",
					ErrorCode.UPSTREAM_FAILED),
			Map.entry("org.springframework.web.reactive.function.client.WebClientResponseException$TooManyRequests",
					ErrorCode.UPSTREAM_FAILED),
			Map.entry("org.springframework.web.reactive.function.client.WebClientResponseException$BadGateway",
					ErrorCode.UPSTREAM_FAILED),
			Map.entry("org.springframework.web.reactive.function.client.WebClientResponseException$ServiceUnavailable",
					ErrorCode.UPSTREAM_FAILED),
			Map.entry("org.springframework.web.reactive.function.client.WebClientResponseException$GatewayTimeout",
					ErrorCode.UPSTREAM_FAILED),
			Map.entry("jakarta.validation.ConstraintViolationException", ErrorCode.INVALID_ARGUMENTS),
			Map.entry("org.springframework.security.access.AccessDeniedException", ErrorCode.POLICY_DENIED),
			Map.entry("org.springframework.security.core.AuthenticationException", ErrorCode.USER_REQUIRED));

	private static final ClassValue<Known> KNOWN = new ClassValue<>() {

		@Override
		protected Known computeValue(Class<?> type) {
			for (Class<?> at = type; at != null; at = at.getSuperclass()) {
				ErrorCode code = BY_NAME.get(at.getName());
				if (code != null) {
					return new Known(code);
				}
			}
			return Known.NOTHING;
		}

	};

	private KnownFailures() {
	}

	/**
	 * Find the code of an exception, or of the first of its causes that has one. A cause
	 * may tell a timeout from another failure where the wrapper can't.
	 */
	static ErrorCode codeOf(Throwable failure) {
		ErrorCode found = null;
		Throwable at = failure;
		for (int depth = 0; at != null && depth < MAX_CAUSES; depth++) {
			ErrorCode code = KNOWN.get(at.getClass()).code();
			if (code == ErrorCode.TIMEOUT) {
				return code;
			}
			found = (found != null) ? found : code;
			at = at.getCause();
		}
		return (found != null) ? found : ErrorCode.EXECUTION_FAILED;
	}

	/** What is known of a class; a {@link ClassValue} can't remember {@code null}. */
	private record Known(@Nullable ErrorCode code) {

		static final Known NOTHING = new Known(null);

	}

}
