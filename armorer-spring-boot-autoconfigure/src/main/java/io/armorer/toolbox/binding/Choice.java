package io.armorer.toolbox.binding;

import java.util.Set;

import com.networknt.schema.Error;
import com.networknt.schema.path.NodePath;
import org.jspecify.annotations.Nullable;

/**
 * A place in a schema where one of several variants has to fit ({@code anyOf},
 * {@code oneOf}), found on the path by which the validator came to an error.
 *
 * @param at where on the path the number of the variant stands
 * @param depth how deep in the arguments the choice is
 */
record Choice(int at, int depth) {

	private static final Set<String> STEP_WITH_NAME = Set.of("properties", "patternProperties", "prefixItems");

	private static final Set<String> STEP = Set.of("additionalProperties", "unevaluatedProperties", "items",
			"unevaluatedItems", "contains");

	private static final Set<String> NUMBERED = Set.of("anyOf", "oneOf", "allOf", "dependentSchemas");

	/**
	 * Find the first choice on the way to an error.
	 * @param error the error
	 * @param from where on its path to begin
	 * @return the choice, or {@code null} if there is none
	 */
	static @Nullable Choice of(Error error, int from) {
		NodePath path = error.getEvaluationPath();
		int depth = 0;
		int i = 0;
		while (i < path.getNameCount()) {
			String keyword = segment(path, i);
			if ((keyword.equals("anyOf") || keyword.equals("oneOf")) && i + 1 >= from && i + 1 < path.getNameCount()) {
				return new Choice(i + 1, depth);
			}
			if (STEP_WITH_NAME.contains(keyword)) {
				depth++;
				i += 2;
			}
			else if (STEP.contains(keyword)) {
				depth++;
				i++;
			}
			else {
				i += NUMBERED.contains(keyword) ? 2 : 1;
			}
		}
		return null;
	}

	/** What all errors of this choice have in common. */
	String key(Error error) {
		StringBuilder key = new StringBuilder(pointer(error));
		for (int i = 0; i < this.at; i++) {
			key.append('|').append(segment(error.getEvaluationPath(), i));
		}
		return key.toString();
	}

	/** Which of the variants an error is of. */
	String variant(Error error) {
		return segment(error.getEvaluationPath(), this.at);
	}

	/** Whether an error is about the value itself, and not about something in it. */
	boolean isDirect(Error error) {
		return error.getInstanceLocation().getNameCount() == this.depth;
	}

	/** The property whose fixed value an error is about, or {@code null}. */
	@Nullable String fixedProperty(Error error) {
		NodePath path = error.getEvaluationPath();
		boolean fixed = error.getKeyword().equals("const") || error.getKeyword().equals("enum");
		int end = path.getNameCount();
		if (fixed && error.getInstanceLocation().getNameCount() == this.depth + 1 && end >= this.at + 4
				&& segment(path, end - 3).equals("properties")) {
			return segment(path, end - 2);
		}
		return null;
	}

	/** Where the value is that had the choice. */
	String pointer(Error error) {
		return pointer(error.getInstanceLocation(), this.depth);
	}

	static String pointer(NodePath location, int depth) {
		StringBuilder pointer = new StringBuilder();
		for (int i = 0; i < Math.min(depth, location.getNameCount()); i++) {
			pointer.append('/').append(Pointers.escape(segment(location, i)));
		}
		return pointer.toString();
	}

	private static String segment(NodePath path, int index) {
		return String.valueOf(path.getElement(index));
	}

}
