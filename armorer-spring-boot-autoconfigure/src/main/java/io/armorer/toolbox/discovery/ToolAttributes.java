package io.armorer.toolbox.discovery;

import java.lang.reflect.Array;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.convert.DurationStyle;
import org.springframework.core.annotation.MergedAnnotation;
import org.springframework.util.StringUtils;

import io.armorer.tool.ArmorerTool;
import io.armorer.tool.Effect;

/**
 * What {@link ArmorerTool} says, with the type's annotation filling the gaps of the
 * method's.
 *
 * @param name the name, or empty
 * @param title the title, or {@code null}
 * @param description the description, or empty
 * @param tags the tags
 * @param version the version, or {@code null}
 * @param effect the effect
 * @param dangerous whether a call needs more than ordinary trust
 * @param timeout the timeout of an attempt, or {@code null}
 * @param fallback the tools to try when it fails
 * @param dependsOn the tools that must have succeeded
 */
public record ToolAttributes(String name, @Nullable String title, String description, Set<String> tags,
		@Nullable String version, Effect effect, boolean dangerous, @Nullable Duration timeout, List<String> fallback,
		List<String> dependsOn) {

	static ToolAttributes of(MergedAnnotation<ArmorerTool> own, MergedAnnotation<ArmorerTool> defaults, String where) {
		Effect[] effect = array(own, defaults, "effect", Effect[].class);
		return new ToolAttributes(text(own, "name"), emptyToNull(text(own, "title")), text(own, "description"),
				new LinkedHashSet<>(List.of(array(own, defaults, "tags", String[].class))),
				emptyToNull(text(own, defaults, "version")), (effect.length > 0) ? effect[0] : Effect.EFFECTFUL,
				flag(own, "dangerous") || flag(defaults, "dangerous"), timeout(text(own, defaults, "timeout"), where),
				List.of(array(own, defaults, "fallback", String[].class)),
				List.of(array(own, defaults, "dependsOn", String[].class)));
	}

	private static @Nullable Duration timeout(String text, String where) {
		if (text.isEmpty()) {
			return null;
		}
		try {
			Duration timeout = DurationStyle.detectAndParse(text);
			if (timeout.isNegative() || timeout.isZero()) {
				throw new IllegalArgumentException("not positive");
			}
			return timeout;
		}
		catch (IllegalArgumentException | ArithmeticException ex) {
			throw new InvalidToolException(
					"@ArmorerTool on " + where + " has the timeout '" + text + "', which is no positive duration.",
					"Write a number and a unit, such as 500ms, 5s or 2m.");
		}
	}

	private static String text(MergedAnnotation<ArmorerTool> own, MergedAnnotation<ArmorerTool> defaults,
			String attribute) {
		String text = text(own, attribute);
		return text.isEmpty() ? text(defaults, attribute) : text;
	}

	private static String text(MergedAnnotation<ArmorerTool> annotation, String attribute) {
		return annotation.getValue(attribute, String.class).orElse("");
	}

	private static boolean flag(MergedAnnotation<ArmorerTool> annotation, String attribute) {
		return annotation.getValue(attribute, Boolean.class).orElse(false);
	}

	private static <T> T[] array(MergedAnnotation<ArmorerTool> own, MergedAnnotation<ArmorerTool> defaults,
			String attribute, Class<T[]> type) {
		T[] values = own.getValue(attribute, type).orElse(null);
		if (values == null || values.length == 0) {
			values = defaults.getValue(attribute, type).orElse(values);
		}
		return (values != null) ? values : type.cast(Array.newInstance(type.getComponentType(), 0));
	}

	private static @Nullable String emptyToNull(String text) {
		return StringUtils.hasText(text) ? text : null;
	}

}
