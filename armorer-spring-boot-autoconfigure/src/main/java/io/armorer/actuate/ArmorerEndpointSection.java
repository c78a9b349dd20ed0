package io.armorer.actuate;

import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * What one pattern shows and lets an operator do at {@code /actuator/armorer/<id>}. A
 * bean of this type is all that it takes: {@code GET /<id>} lists, {@code GET /<id>/name}
 * shows one thing, {@code POST} changes it and {@code DELETE} resets it; the same over
 * JMX. Spring order sorts the sections in the overview.
 * <p>
 * What is returned is written as JSON by the endpoint's own mapper: records of public
 * types, maps and lists will do. Numbers are numbers, durations are numbers in a field
 * named {@code …Ms}, times are {@link java.time.Instant}s. Bad input is told by the
 * getters of {@link SectionRequest}, or with {@link EndpointProblemException}; a
 * {@link io.armorer.store.StoreException} becomes a 503.
 */
public interface ArmorerEndpointSection {

	/**
	 * Return the path segment of the section, in lower-case, such as {@code circuits}.
	 * @return the id, unique among the sections
	 */
	String id();

	/**
	 * Return what the overview says of this section: a few numbers, not a list without
	 * end.
	 * @param showValues whether arguments, results and the like may be shown
	 * @return the summary, or {@code null} to stay out of the overview
	 */
	default @Nullable Object summary(boolean showValues) {
		return null;
	}

	/**
	 * Return what this section has to say of a tool, for the tool's line in the overview
	 * and for its own page, such as {@code circuit} and {@code closed}.
	 * @param tool the name of a tool that exists
	 * @return values by name; empty for nothing
	 */
	default Map<String, Object> aboutTool(String tool) {
		return Map.of();
	}

	/**
	 * Answer {@code GET /<id>}.
	 * @param request the query's parameters
	 * @return the list, an object rather than an array so that it can grow
	 */
	Object list(SectionRequest request);

	/**
	 * Answer {@code GET /<id>/<name>}.
	 * @param name which one
	 * @param request the query's parameters
	 * @return the details, or {@code null} if there is none of that name (404)
	 */
	default @Nullable Object detail(String name, SectionRequest request) {
		return null;
	}

	/**
	 * Answer {@code POST /<id>/<name>}.
	 * @param name which one
	 * @param request the fields of the body, and the query's parameters
	 * @return how things are now, or {@code null} if there is none of that name (404)
	 * @throws EndpointProblemException if the change makes no sense (400), can't be made
	 * as things are (409), or if nothing can be changed here (405)
	 */
	default @Nullable Object write(String name, SectionRequest request) {
		throw EndpointProblemException.unsupported(id() + " can't be changed");
	}

	/**
	 * Answer {@code DELETE /<id>/<name>}.
	 * @param name which one
	 * @param request the query's parameters
	 * @return whether there was one (204, else 404)
	 * @throws EndpointProblemException if it can't be done as things are (409), or if
	 * nothing can be deleted here (405)
	 */
	default boolean delete(String name, SectionRequest request) {
		throw EndpointProblemException.unsupported(id() + " can't be deleted or reset");
	}

}
