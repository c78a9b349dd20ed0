package io.armorer.toolbox.schema;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import com.github.victools.jsonschema.generator.FieldScope;
import com.github.victools.jsonschema.generator.SchemaGenerationContext;
import com.github.victools.jsonschema.generator.SchemaGeneratorConfigBuilder;
import com.github.victools.jsonschema.module.jakarta.validation.JakartaValidationModule;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.groups.Default;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Keywords from constraints of Jakarta Validation. Apart, because it is only loaded where
 * that is on the class path.
 */
final class JakartaKeywords {

	/** What {@code @NotBlank} demands: a character that {@code String.trim} leaves. */
	private static final String NOT_BLANK = "[^\\u0000-\\u0020]";

	private JakartaKeywords() {
	}

	static void apply(SchemaGeneratorConfigBuilder builder) {
		builder.with(new JakartaValidationModule().forValidationGroups(Default.class));
		builder.forFields().withInstanceAttributeOverride(JakartaKeywords::patterns);
	}

	private static void patterns(ObjectNode node, FieldScope scope, SchemaGenerationContext context) {
		if (!scope.getType().isInstanceOf(CharSequence.class)) {
			return;
		}
		List<String> patterns = new ArrayList<>();
		NotBlank notBlank = scope.getAnnotation(NotBlank.class);
		if (notBlank != null && isDefault(notBlank.groups())) {
			patterns.add(NOT_BLANK);
		}
		scope.getMember().getAnnotations().forEach((annotation) -> {
			if (annotation instanceof Pattern pattern) {
				add(patterns, pattern);
			}
			else if (annotation instanceof Pattern.List list) {
				Arrays.stream(list.value()).forEach((pattern) -> add(patterns, pattern));
			}
		});
		if (patterns.size() == 1) {
			node.put("pattern", patterns.get(0));
		}
		else if (!patterns.isEmpty()) {
			ArrayNode all = node.putArray("allOf");
			patterns.forEach((pattern) -> all.addObject().put("pattern", pattern));
		}
	}

	private static void add(List<String> patterns, Pattern pattern) {
		// a constraint's pattern matches the whole string, a schema's any part of it;
		// flags have no counterpart, so those are left to the validator
		if (isDefault(pattern.groups()) && pattern.flags().length == 0) {
			patterns.add("^(?:" + pattern.regexp() + ")$");
		}
	}

	private static boolean isDefault(Class<?>[] groups) {
		return groups.length == 0 || Arrays.asList(groups).contains(Default.class);
	}

}
