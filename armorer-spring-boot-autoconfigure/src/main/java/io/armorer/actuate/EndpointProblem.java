package io.armorer.actuate;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.OperationResponseBody;

/**
 * Why the endpoint did not do what was asked, as its response's body.
 *
 * @param status the HTTP status
 * @param message what is wrong, for an operator
 * @param parameter the parameter or field that is to blame, or {@code null}
 */
public record EndpointProblem(int status, String message, @Nullable String parameter) implements OperationResponseBody {

}
