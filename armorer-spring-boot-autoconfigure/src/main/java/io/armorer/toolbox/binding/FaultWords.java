package io.armorer.toolbox.binding;

import java.util.ArrayList;
import java.util.List;

import com.networknt.schema.Error;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import io.armorer.config.NearestName;
import io.armorer.toolbox.json.TextType;
import io.armorer.toolbox.json.TextTypes;

/**
 * Says what the validator found in words that a model can act on: what the value must be,
 * and what it is, as far as that is short and no secret.
 */
final class FaultWords {

	private static final String NOT_BLANK = "[^\\u0000-\\u0020]";

	private FaultWords() {
	}

	static ArgumentIssue issue(Error error, Places places) {
		String parent = Choice.pointer(error.getInstanceLocation(), Integer.MAX_VALUE);
		String keyword = error.getKeyword();
		String property = error.getProperty();
		if (property != null && keyword.equals("required")) {
			return new ArgumentIssue(Pointers.child(parent, property), required(property, parent, places), keyword);
		}
		if (property != null && (keyword.equals("additionalProperties") || keyword.equals("unevaluatedProperties"))) {
			return new ArgumentIssue(Pointers.child(parent, property), unknown(property, parent, places), keyword);
		}
		if (property != null && keyword.equals("propertyNames")) {
			return new ArgumentIssue(Pointers.child(parent, property), "must not be there: " + keys(error), keyword);
		}
		JsonNode value = places.value(parent);
		boolean secret = places.isSensitive(parent);
		return new ArgumentIssue(parent, words(error, value, secret), keyword);
	}

	private static String words(Error error, JsonNode value, boolean secret) {
		JsonNode wanted = error.getSchemaNode();
		String but = ", but is " + JsonWords.describe(value, secret);
		return switch (error.getKeyword()) {
			case "type" -> "must be " + types(wanted) + but;
			case "enum" -> "must be one of: " + constants(wanted) + but;
			case "const" -> "must be " + JsonWords.describe(wanted, false) + but;
			case "minimum" -> "must be at least " + number(wanted) + but;
			case "maximum" -> "must be at most " + number(wanted) + but;
			case "exclusiveMinimum" -> "must be greater than " + number(wanted) + but;
			case "exclusiveMaximum" -> "must be less than " + number(wanted) + but;
			case "multipleOf" -> "must be a multiple of " + number(wanted) + but;
			case "minLength" -> "must have at least " + count(wanted, "character") + length(value);
			case "maxLength" -> "must have at most " + count(wanted, "character") + length(value);
			case "minItems" -> "must have at least " + count(wanted, "element") + ", but has " + value.size();
			case "maxItems" -> "must have at most " + count(wanted, "element") + ", but has " + value.size();
			case "minProperties" -> "must have at least " + count(wanted, "entry") + ", but has " + value.size();
			case "maxProperties" -> "must have at most " + count(wanted, "entry") + ", but has " + value.size();
			case "uniqueItems" -> "must not have equal elements";
			case "pattern" -> wanted.asString("").equals(NOT_BLANK) ? "must not be blank"
					: "must match the regular expression " + wanted.asString("") + but;
			case "format" -> "must be " + format(wanted.asString("")) + but;
			default -> plain(error);
		};
	}

	private static String required(String property, String parent, Places places) {
		SchemaView place = places.at(parent).meant(places.value(parent)).property(property);
		List<String> types = (place != null) ? place.types().stream().map(JsonWords::describe).toList() : List.of();
		return types.isEmpty() ? "is required" : "is required: " + String.join(" or ", types);
	}

	private static String unknown(String property, String parent, Places places) {
		SchemaView place = places.at(parent);
		List<String> names = place.meant(places.value(parent)).names();
		String nearest = NearestName.among(names, property);
		String kind = parent.isEmpty() ? "argument" : "property";
		String hint = (nearest != null) ? ", did you mean '" + nearest + "'?"
				: names.isEmpty() ? ", there is none" : ", known are: " + JsonWords.list(names);
		return "unknown " + kind + " '" + JsonWords.cut(property) + "'" + hint;
	}

	private static String keys(Error error) {
		JsonNode names = error.getSchemaNode();
		if (names.has("enum")) {
			return "keys are " + constants(names.path("enum"));
		}
		if (names.has("format")) {
			return "each key must be " + format(names.path("format").asString(""));
		}
		return "each key must match " + names.path("pattern").asString(names.toString());
	}

	private static String types(JsonNode wanted) {
		List<String> types = new ArrayList<>();
		if (wanted.isString()) {
			types.add(JsonWords.describe(wanted.asString("")));
		}
		wanted.forEach((type) -> types.add(JsonWords.describe(type.asString(""))));
		return String.join(" or ", types);
	}

	private static String constants(JsonNode wanted) {
		List<String> constants = new ArrayList<>();
		wanted.forEach((constant) -> constants.add(constant.isString() ? constant.asString("") : constant.toString()));
		return JsonWords.list(constants);
	}

	private static String format(String name) {
		TextType<?> text = TextTypes.byFormat().get(name);
		if (text != null) {
			return text.hint();
		}
		return switch (name) {
			case "int32" -> "a whole number from -2147483648 to 2147483647";
			case "int64" -> "a whole number from -9223372036854775808 to 9223372036854775807";
			case "float", "double" -> "a number that fits " + name;
			default -> "of the format " + name;
		};
	}

	private static String number(JsonNode wanted) {
		return wanted.isNumber() ? wanted.decimalValue().toPlainString() : wanted.toString();
	}

	private static String count(JsonNode wanted, String noun) {
		String number = number(wanted);
		if (number.equals("1")) {
			return number + " " + noun;
		}
		return number + " " + (noun.equals("entry") ? "entries" : noun + "s");
	}

	private static String length(JsonNode value) {
		String text = value.asString("");
		return ", but has " + text.codePointCount(0, text.length());
	}

	/** For the rarer keywords the validator's own words have to do. */
	private static String plain(Error error) {
		@Nullable String message = error.getMessage();
		return (message != null) ? JsonWords.cut(message.replace('\n', ' ')) : "is not what the schema says";
	}

}
