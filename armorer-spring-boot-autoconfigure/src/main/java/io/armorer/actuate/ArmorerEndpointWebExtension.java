package io.armorer.actuate;

import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.SecurityContext;
import org.springframework.boot.actuate.endpoint.Show;
import org.springframework.boot.actuate.endpoint.annotation.DeleteOperation;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.actuate.endpoint.web.annotation.EndpointWebExtension;

/**
 * Serves the {@link ArmorerEndpoint} over HTTP: 404 for what there is none of, and the
 * status and reason of an {@link EndpointProblemException}. Whatever parameters come with
 * a request reach the section, by way of {@link RequestArgumentsAdvisor}.
 */
@EndpointWebExtension(endpoint = ArmorerEndpoint.class)
public class ArmorerEndpointWebExtension {

	private final ArmorerEndpoint endpoint;

	private final Show showValues;

	private final Set<String> roles;

	/**
	 * An extension.
	 * @param endpoint the endpoint
	 * @param showValues when to show arguments, results and the like
	 * @param roles who may see them when authorized; empty means whoever is authenticated
	 */
	public ArmorerEndpointWebExtension(ArmorerEndpoint endpoint, Show showValues, Set<String> roles) {
		this.endpoint = endpoint;
		this.showValues = showValues;
		this.roles = Set.copyOf(roles);
	}

	/**
	 * Answer {@code GET /armorer}.
	 * @param security who asks
	 * @return the summary of each section
	 */
	@ReadOperation
	public Map<String, Object> overview(SecurityContext security) {
		return this.endpoint.overview(shows(security));
	}

	/**
	 * Answer {@code GET /armorer/{section}}.
	 * @param security who asks
	 * @param section the section's id
	 * @param arguments what else came with the request
	 * @return the response
	 */
	@ReadOperation
	public WebEndpointResponse<Object> list(SecurityContext security, @Selector String section,
			RequestArguments arguments) {
		return respond(section, null, () -> this.endpoint.list(section, request(arguments, security)));
	}

	/**
	 * Answer {@code GET /armorer/{section}/{item}}.
	 * @param security who asks
	 * @param section the section's id
	 * @param item the thing's name
	 * @param arguments what else came with the request
	 * @return the response
	 */
	@ReadOperation
	public WebEndpointResponse<Object> detail(SecurityContext security, @Selector String section, @Selector String item,
			RequestArguments arguments) {
		return respond(section, item, () -> this.endpoint.detail(section, item, request(arguments, security)));
	}

	/**
	 * Answer {@code POST /armorer/{section}/{item}}.
	 * @param security who asks
	 * @param section the section's id
	 * @param item the thing's name
	 * @param arguments what else came with the request
	 * @return the response
	 */
	@WriteOperation
	public WebEndpointResponse<Object> write(SecurityContext security, @Selector String section, @Selector String item,
			RequestArguments arguments) {
		return respond(section, item, () -> this.endpoint.write(section, item, request(arguments, security)));
	}

	/**
	 * Answer {@code DELETE /armorer/{section}/{item}}.
	 * @param security who asks
	 * @param section the section's id
	 * @param item the thing's name
	 * @param arguments what else came with the request
	 * @return the response, without a body
	 */
	@DeleteOperation
	public WebEndpointResponse<Object> delete(SecurityContext security, @Selector String section, @Selector String item,
			RequestArguments arguments) {
		WebEndpointResponse<Object> deleted = new WebEndpointResponse<>(WebEndpointResponse.STATUS_NO_CONTENT);
		return respond(section, item,
				() -> this.endpoint.delete(section, item, request(arguments, security)) ? deleted : null);
	}

	@SuppressWarnings("unchecked") // a response stays as it is
	private WebEndpointResponse<Object> respond(String section, @Nullable String item,
			Supplier<@Nullable Object> action) {
		try {
			Object result = action.get();
			if (result instanceof WebEndpointResponse<?> response) {
				return (WebEndpointResponse<Object>) response;
			}
			return (result != null) ? new WebEndpointResponse<>(new SectionBody(result))
					: problem(this.endpoint.missing(section, item));
		}
		catch (EndpointProblemException ex) {
			return problem(ex.problem());
		}
	}

	private static WebEndpointResponse<Object> problem(EndpointProblem problem) {
		return new WebEndpointResponse<>(problem, problem.status());
	}

	private SectionRequest request(RequestArguments arguments, SecurityContext security) {
		return SectionRequest.of(arguments.values(), shows(security));
	}

	private boolean shows(SecurityContext security) {
		return this.showValues.isShown(security, this.roles);
	}

}
