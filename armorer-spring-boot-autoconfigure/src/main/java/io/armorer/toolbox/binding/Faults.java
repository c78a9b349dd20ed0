package io.armorer.toolbox.binding;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import com.networknt.schema.Error;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Turns what the validator found into issues. Where none of several variants fits, the
 * validator tells the faults of all; this tells those of the variant that was meant.
 */
final class Faults {

	private final Places places;

	private final Set<ArgumentIssue> issues = new LinkedHashSet<>();

	Faults(SchemaView root, JsonNode arguments) {
		this.places = new Places(root, arguments);
	}

	List<ArgumentIssue> report(List<Error> errors) {
		report(errors, 0);
		return List.copyOf(this.issues);
	}

	private void report(Collection<Error> errors, int from) {
		Map<String, List<Error>> choices = new LinkedHashMap<>();
		Map<String, Choice> choiceByKey = new LinkedHashMap<>();
		for (Error error : errors) {
			Choice choice = Choice.of(error, from);
			if (choice != null) {
				choiceByKey.put(choice.key(error), choice);
				choices.computeIfAbsent(choice.key(error), (key) -> new ArrayList<>()).add(error);
			}
		}
		for (Error error : errors) {
			boolean inChoice = Choice.of(error, from) != null;
			// that a choice failed is told by what failed in it
			boolean choiceItself = error.getKeyword().endsWith("Of") && !choices.isEmpty();
			if (!inChoice && !choiceItself) {
				this.issues.add(FaultWords.issue(error, this.places));
			}
		}
		choices.forEach((key, failed) -> choose(failed, choiceByKey.get(key)));
	}

	private void choose(List<Error> errors, @Nullable Choice choice) {
		if (choice == null) {
			return;
		}
		Map<String, List<Error>> variants = errors.stream()
			.collect(Collectors.groupingBy(choice::variant, LinkedHashMap::new, Collectors.toList()));
		List<List<Error>> meant = variants.values()
			.stream()
			.filter((variant) -> variant.stream().noneMatch((error) -> tellsApart(error, choice)))
			.toList();
		if (meant.isEmpty()) {
			this.issues.add(noVariant(errors, choice));
		}
		else {
			report(meant.stream().min(Comparator.comparingInt(List::size)).orElseThrow(), choice.at() + 1);
		}
	}

	/** Whether an error says that another variant was meant. */
	private boolean tellsApart(Error error, Choice choice) {
		return choice.fixedProperty(error) != null || (choice.isDirect(error) && error.getKeyword().equals("type"))
				|| lacksDiscriminator(error, choice);
	}

	private boolean lacksDiscriminator(Error error, Choice choice) {
		return choice.isDirect(error) && error.getKeyword().equals("required")
				&& this.places.at(choice.pointer(error))
					.variants()
					.stream()
					.anyMatch((variant) -> variant.discriminators().contains(error.getProperty()));
	}

	/** Nothing tells which variant was meant: say which there are. */
	private ArgumentIssue noVariant(List<Error> errors, Choice choice) {
		Set<String> names = new LinkedHashSet<>();
		Set<String> types = new LinkedHashSet<>();
		String pointer = choice.pointer(errors.get(0));
		String property = null;
		for (SchemaView variant : this.places.at(pointer).variants()) {
			variant.types().forEach((type) -> types.add(JsonWords.describe(type)));
			for (String name : variant.discriminators()) {
				property = name;
				JsonNode fixed = variant.node().path("properties").path(name);
				names.add((fixed.has("const") ? fixed.path("const") : fixed.path("enum").path(0)).asString(""));
			}
		}
		JsonNode value = this.places.value(pointer);
		if (value.isObject() && property != null) {
			JsonNode present = value.path(property);
			String found = present.isMissingNode() ? "" : ", but is " + JsonWords.describe(present, false);
			return new ArgumentIssue(Pointers.child(pointer, property),
					"must be one of: " + JsonWords.list(names) + found, present.isMissingNode() ? "required" : "enum");
		}
		String expected = types.isEmpty() ? "of one of the forms that the schema allows" : String.join(" or ", types);
		return new ArgumentIssue(pointer,
				"must be " + expected + ", but is " + JsonWords.describe(value, this.places.isSensitive(pointer)),
				"type");
	}

}
