package io.armorer.actuate;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.actuate.endpoint.OperationResponseBody;
import org.springframework.boot.actuate.endpoint.Show;
import org.springframework.boot.actuate.endpoint.annotation.DeleteOperation;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.core.NestedExceptionUtils;

import io.armorer.store.StoreException;
import io.armorer.store.StoreUnavailableException;

/**
 * Shows what happens to tool calls and lets an operator step in. Each pattern has its
 * {@link ArmorerEndpointSection section}. This class serves JMX; HTTP goes through
 * {@link ArmorerEndpointWebExtension}.
 */
@Endpoint(id = "armorer")
public class ArmorerEndpoint {

	static final String ID = "armorer";

	private static final Logger logger = LoggerFactory.getLogger(ArmorerEndpoint.class);

	private final Map<String, ArmorerEndpointSection> sections;

	private final Show showValues;

	/**
	 * An endpoint.
	 * @param sections the sections, in the order of the overview
	 * @param showValues when to show arguments, results and the like
	 * @throws IllegalStateException if two sections have the same id
	 */
	public ArmorerEndpoint(List<ArmorerEndpointSection> sections, Show showValues) {
		Map<String, ArmorerEndpointSection> byId = new LinkedHashMap<>();
		for (ArmorerEndpointSection section : sections) {
			ArmorerEndpointSection other = byId.putIfAbsent(section.id(), section);
			if (other != null) {
				throw new IllegalStateException("Two sections of the armorer endpoint have the id '" + section.id()
						+ "': " + other.getClass().getName() + " and " + section.getClass().getName());
			}
		}
		this.sections = byId;
		this.showValues = showValues;
	}

	/**
	 * Return the summary of each section.
	 * @return the summaries by section
	 */
	@ReadOperation
	public Map<String, Object> overview() {
		return overview(showsOverJmx());
	}

	/**
	 * Return what a section lists.
	 * @param section the section's id
	 * @param parameters filters, written as {@code name=value&name=value}, or
	 * {@code null}
	 * @return the list, or {@code null} if there is no such section
	 */
	@ReadOperation
	public @Nullable Object list(@Selector String section, @Nullable String parameters) {
		return list(section, jmxRequest(parameters));
	}

	/**
	 * Return the details of one thing.
	 * @param section the section's id
	 * @param item the thing's name
	 * @param parameters filters, written as {@code name=value&name=value}, or
	 * {@code null}
	 * @return the details, or {@code null} if there is no such section or thing
	 */
	@ReadOperation
	public @Nullable Object detail(@Selector String section, @Selector String item, @Nullable String parameters) {
		return detail(section, item, jmxRequest(parameters));
	}

	/**
	 * Change one thing.
	 * @param section the section's id
	 * @param item the thing's name
	 * @param parameters the changes, written as {@code name=value&name=value}, or
	 * {@code null}
	 * @return how it is now, or {@code null} if there is no such section or thing
	 */
	@WriteOperation
	public @Nullable Object write(@Selector String section, @Selector String item, @Nullable String parameters) {
		return write(section, item, jmxRequest(parameters));
	}

	/**
	 * Delete or reset one thing.
	 * @param section the section's id
	 * @param item the thing's name
	 * @param parameters what else to say of it, written as {@code name=value&name=value},
	 * or {@code null}
	 * @return what was deleted or reset, or {@code null} if there is no such section or
	 * thing
	 */
	@DeleteOperation
	public @Nullable Map<String, Object> delete(@Selector String section, @Selector String item,
			@Nullable String parameters) {
		return delete(section, item, jmxRequest(parameters)) ? Map.of("deleted", item) : null;
	}

	Map<String, Object> overview(boolean showValues) {
		Map<String, Object> overview = new LinkedHashMap<>();
		this.sections.forEach((id, section) -> {
			Object summary = summary(section, showValues);
			if (summary != null) {
				overview.put(id, summary);
			}
		});
		return OperationResponseBody.of(overview);
	}

	@Nullable Object list(String section, SectionRequest request) {
		ArmorerEndpointSection found = this.sections.get(section);
		return (found != null) ? answer(section, () -> found.list(request)) : null;
	}

	@Nullable Object detail(String section, String item, SectionRequest request) {
		ArmorerEndpointSection found = this.sections.get(section);
		return (found != null) ? answer(section, () -> found.detail(item, request)) : null;
	}

	@Nullable Object write(String section, String item, SectionRequest request) {
		ArmorerEndpointSection found = this.sections.get(section);
		return (found != null) ? answer(section, () -> found.write(item, request)) : null;
	}

	boolean delete(String section, String item, SectionRequest request) {
		ArmorerEndpointSection found = this.sections.get(section);
		return found != null && Boolean.TRUE.equals(answer(section, () -> found.delete(item, request)));
	}

	// What a store says of its failure may name hosts and worse: that is for the log.
	private static <T> @Nullable T answer(String section, Supplier<@Nullable T> question) {
		try {
			return question.get();
		}
		catch (StoreException | StoreUnavailableException ex) {
			logger.warn("The section '{}' of the armorer endpoint can't reach its store: {}", section,
					NestedExceptionUtils.getMostSpecificCause(ex).toString());
			throw EndpointProblemException
				.unavailable("The store of the " + section + " does not answer now. Try again later.");
		}
	}

	/**
	 * Say what there is none of.
	 * @param section the section's id
	 * @param item the thing's name, or {@code null} for the section as a whole
	 * @return the problem
	 */
	EndpointProblem missing(String section, @Nullable String item) {
		String message = (item != null && this.sections.containsKey(section))
				? "There is no '" + item + "' among the " + section
				: "There is no section '" + section + "'; there are: " + String.join(", ", this.sections.keySet());
		return new EndpointProblem(404, message, null);
	}

	// One section whose store is down must not hide the others.
	private static @Nullable Object summary(ArmorerEndpointSection section, boolean showValues) {
		try {
			return section.summary(showValues);
		}
		catch (RuntimeException ex) {
			logger.warn("The section '{}' of the armorer endpoint can't be read", section.id(), ex);
			return Map.of("unavailable", ex.getClass().getName());
		}
	}

	private SectionRequest jmxRequest(@Nullable String parameters) {
		return SectionRequest.parse((parameters != null) ? parameters : "", showsOverJmx());
	}

	// Whoever came in over JMX was let in by the JVM, as Boot's own endpoints have it.
	private boolean showsOverJmx() {
		return this.showValues.isShown(true);
	}

}
