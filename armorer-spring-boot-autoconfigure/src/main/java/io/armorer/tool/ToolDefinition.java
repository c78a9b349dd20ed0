package io.armorer.tool;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * What a tool says of itself, to the model and to the middleware.
 *
 * @param name the name that a model calls it by, {@code [A-Za-z0-9_-]{1,64}}
 * @param title a name for people, or {@code null}
 * @param description what it does, written for the model; may be empty
 * @param tags words to find it by, in the order given
 * @param version the version of its contract, or {@code null}
 * @param effect what a call does to the world
 * @param dangerous whether a call needs more than ordinary trust
 * @param timeout how long one attempt may take, or {@code null}
 * @param fallback the names of the tools to try when it fails, in order
 * @param dependsOn the names of the tools that must have succeeded before
 * @param inputSchema the JSON schema of its arguments, always of an object
 * @param outputSchema the JSON schema of its value, or {@code null} where it gives none
 */
public record ToolDefinition(String name, @Nullable String title, String description, Set<String> tags,
		@Nullable String version, Effect effect, boolean dangerous, @Nullable Duration timeout, List<String> fallback,
		List<String> dependsOn, JsonSchema inputSchema, @Nullable JsonSchema outputSchema) {

	private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,64}");

	/**
	 * Check the name and copy the collections.
	 * @throws IllegalArgumentException if a provider would not accept the name
	 */
	public ToolDefinition {
		if (!isValidName(name)) {
			throw new IllegalArgumentException("Tool name '" + name + "' must match [A-Za-z0-9_-]{1,64}: this is "
					+ "what all model providers accept");
		}
		tags = Collections.unmodifiableSet(new LinkedHashSet<>(tags));
		fallback = List.copyOf(fallback);
		dependsOn = List.copyOf(dependsOn);
	}

	/**
	 * Whether all model providers accept the name.
	 * @param name the name to check
	 * @return whether it matches {@code [A-Za-z0-9_-]{1,64}}
	 */
	public static boolean isValidName(String name) {
		return NAME.matcher(name).matches();
	}

}
