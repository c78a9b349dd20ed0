package io.armorer.actuate;

import java.math.BigDecimal;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * What came with a request to a section: the parameters of the query and the fields of
 * the body, one flat set. Spring's actuator reads a body as texts by name, so a nested
 * object in it is refused (400) before it gets here. The getters answer with a 400 that
 * names the parameter where a value can't be read.
 */
public final class SectionRequest {

	private final Map<String, String> parameters;

	private final boolean showValues;

	private SectionRequest(Map<String, String> parameters, boolean showValues) {
		this.parameters = parameters;
		this.showValues = showValues;
	}

	/**
	 * A request.
	 * @param parameters the parameters by name; of several values the last counts, and
	 * {@code null} is none
	 * @param showValues whether arguments, results and the like may be shown
	 * @return the request
	 */
	public static SectionRequest of(Map<String, ? extends @Nullable Object> parameters, boolean showValues) {
		Map<String, String> texts = new LinkedHashMap<>();
		parameters.forEach((name, value) -> {
			Object one = (value instanceof List<?> list) ? last(list) : value;
			if (one != null) {
				texts.put(name, one.toString().trim());
			}
		});
		return new SectionRequest(texts, showValues);
	}

	/**
	 * A request written as a query, the way that JMX clients type it.
	 * @param query {@code name=value&name=value}, or empty
	 * @param showValues whether arguments, results and the like may be shown
	 * @return the request
	 */
	static SectionRequest parse(String query, boolean showValues) {
		Map<String, String> parameters = new LinkedHashMap<>();
		for (String pair : query.trim().split("&")) {
			int equals = pair.indexOf('=');
			if (equals > 0) {
				parameters.put(decoded(pair.substring(0, equals)).trim(), decoded(pair.substring(equals + 1)));
			}
			else if (!pair.isEmpty()) {
				throw EndpointProblemException.badRequest("parameters",
						"must be written as name=value&name=value but has '" + pair + "'");
			}
		}
		return of(parameters, showValues);
	}

	private static @Nullable Object last(List<?> values) {
		return values.isEmpty() ? null : values.get(values.size() - 1);
	}

	private static String decoded(String text) {
		try {
			return URLDecoder.decode(text, StandardCharsets.UTF_8);
		}
		catch (IllegalArgumentException ex) {
			throw EndpointProblemException.badRequest("parameters", "has a broken escape in '" + text + "'");
		}
	}

	/**
	 * Whether arguments, results and the like may be shown to who asks, as
	 * {@code management.endpoint.armorer.show-values} has it.
	 * @return whether they may
	 */
	public boolean showValues() {
		return this.showValues;
	}

	/**
	 * Refuse parameters that the section does not know, so that a filter with a slip of
	 * the pen does not quietly match everything.
	 * @param known the names of those that it knows
	 * @return this request
	 */
	public SectionRequest allow(String... known) {
		Collection<String> names = Arrays.asList(known);
		for (String name : this.parameters.keySet()) {
			if (!names.contains(name)) {
				throw EndpointProblemException.badRequest(name,
						names.isEmpty() ? "is unknown here; there are no parameters"
								: "is unknown here; there are: " + String.join(", ", names));
			}
		}
		return this;
	}

	/**
	 * Return a text.
	 * @param name the parameter
	 * @return the text, or {@code null} if it is not there or empty
	 */
	public @Nullable String text(String name) {
		String text = this.parameters.get(name);
		return (text == null || text.isEmpty()) ? null : text;
	}

	/**
	 * Return a text that has to be there.
	 * @param name the parameter
	 * @return the text
	 */
	public String requiredText(String name) {
		return required(name, text(name));
	}

	/**
	 * Return a whole number.
	 * @param name the parameter
	 * @param fallback what to return if it is not there
	 * @param min the least that is accepted
	 * @param max the most that is accepted
	 * @return the number
	 */
	public int number(String name, int fallback, int min, int max) {
		String text = text(name);
		if (text == null) {
			return fallback;
		}
		try {
			int number = Integer.parseInt(text);
			if (number >= min && number <= max) {
				return number;
			}
		}
		catch (NumberFormatException ex) {
			// the same answer as for a number out of range
		}
		throw EndpointProblemException.badRequest(name,
				"must be a whole number from " + min + " to " + max + " but is '" + text + "'");
	}

	/**
	 * Return a decimal number.
	 * @param name the parameter
	 * @return the number, or {@code null} if it is not there
	 */
	public @Nullable BigDecimal decimal(String name) {
		String text = text(name);
		try {
			return (text != null) ? new BigDecimal(text) : null;
		}
		catch (NumberFormatException ex) {
			throw EndpointProblemException.badRequest(name, "must be a number but is '" + text + "'");
		}
	}

	/**
	 * Return a yes or no.
	 * @param name the parameter
	 * @param fallback what to return if it is not there
	 * @return the value
	 */
	public boolean flag(String name, boolean fallback) {
		String text = text(name);
		if (text == null) {
			return fallback;
		}
		return switch (text.toLowerCase(Locale.ROOT)) {
			case "true" -> true;
			case "false" -> false;
			default -> throw EndpointProblemException.badRequest(name, "must be true or false but is '" + text + "'");
		};
	}

	/**
	 * Return a point in time.
	 * @param name the parameter, in ISO-8601 such as {@code 2026-01-31T12:00:00Z}
	 * @return the time, or {@code null} if it is not there
	 */
	public @Nullable Instant time(String name) {
		String text = text(name);
		try {
			return (text != null) ? Instant.parse(text) : null;
		}
		catch (DateTimeParseException ex) {
			throw EndpointProblemException.badRequest(name,
					"must be a time such as 2026-01-31T12:00:00Z but is '" + text + "'");
		}
	}

	/**
	 * Return a constant. Read in any case, with {@code -} or {@code _}.
	 * @param <E> the type of the constant
	 * @param name the parameter
	 * @param type the type of the constant
	 * @return the constant, or {@code null} if the parameter is not there
	 */
	public <E extends Enum<E>> @Nullable E choice(String name, Class<E> type) {
		String text = text(name);
		if (text == null) {
			return null;
		}
		List<E> constants = List.of(type.getEnumConstants());
		for (E constant : constants) {
			if (constant.name().equalsIgnoreCase(text.replace('-', '_'))) {
				return constant;
			}
		}
		throw EndpointProblemException.badRequest(name,
				"must be one of " + String.join(", ", constants.stream().map(SectionRequest::spelled).toList())
						+ " but is '" + text + "'");
	}

	/**
	 * Return a constant that has to be there.
	 * @param <E> the type of the constant
	 * @param name the parameter
	 * @param type the type of the constant
	 * @return the constant
	 */
	public <E extends Enum<E>> E requiredChoice(String name, Class<E> type) {
		return required(name, choice(name, type));
	}

	/**
	 * Return how the endpoint spells a constant: {@code half-open} for {@code HALF_OPEN}.
	 * @param constant the constant
	 * @return its spelling
	 */
	public static String spelled(Enum<?> constant) {
		return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

	private static <T> T required(String name, @Nullable T value) {
		if (value == null) {
			throw EndpointProblemException.badRequest(name, "is missing");
		}
		return value;
	}

}
