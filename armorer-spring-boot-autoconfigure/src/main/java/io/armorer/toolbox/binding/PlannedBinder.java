package io.armorer.toolbox.binding;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import io.armorer.tool.ToolArguments;

/**
 * Binds along a plan. When all is well, the text is read once and straight into the
 * values. When something is not, everything is looked at again, thoroughly, for a report
 * of all that is wrong.
 */
final class PlannedBinder implements ArgumentBinder {

	private static final byte[] NOTHING = { '{', '}' };

	private final ArgumentPlan plan;

	private final ReadingTools tools;

	private final ObjectReader reader;

	private final SchemaCheck schema;

	private final boolean handWritten;

	private final boolean schemaFirst;

	private final ArgumentConstraints.@Nullable ParameterCheck constraints;

	PlannedBinder(ArgumentPlan plan, ReadingTools tools, SchemaCheck schema, boolean handWritten,
			ArgumentConstraints.@Nullable ParameterCheck constraints) {
		this.plan = plan;
		this.tools = tools;
		this.reader = tools.json().reader(plan);
		this.schema = schema;
		this.handWritten = handWritten;
		this.schemaFirst = handWritten || tools.schemaAlone();
		this.constraints = constraints;
	}

	@Override
	public BoundArguments bind(ToolArguments arguments) {
		try {
			return (arguments instanceof ToolArguments.Json json) ? bind(json.text())
					: bindValues(((ToolArguments.Values) arguments).values());
		}
		catch (StackOverflowError ex) {
			throw Unreadable.tooDeep(this.tools.options());
		}
	}

	private BoundArguments bind(@Nullable String text) {
		byte[] bytes = (text == null || ArgumentText.isNone(text)) ? NOTHING
				: ArgumentText.encode(text, this.tools.options().maxLength());
		if (!this.schemaFirst) {
			BoundArguments bound = tryToBind(bytes);
			if (bound != null) {
				return bound;
			}
		}
		JsonNode tree = this.tools.parse(bytes);
		this.tools.values().check(tree, "", 0);
		return bind(tree, this.plan.blank());
	}

	/** The way that all good arguments take; {@code null} where something is not good. */
	@Nullable BoundArguments tryToBind(byte[] bytes) {
		try (JsonParser parser = this.tools.parser(bytes)) {
			@Nullable Object[] values = this.reader.readValue(parser);
			if (this.plan.complete(values) != null) {
				return null;
			}
			ArgumentConstraints.ParameterCheck check = this.constraints;
			// whoever reports will know which values were not there
			return (check == null || check.check(values, this.plan::name).isEmpty()) ? new BoundArguments(values)
					: null;
		}
		catch (RuntimeException ex) {
			return null;
		}
	}

	private BoundArguments bindValues(Map<?, ?> arguments) {
		ObjectNode tree = JsonNodeFactory.instance.objectNode();
		@Nullable Object[] given = this.plan.blank();
		for (Map.Entry<?, ?> argument : arguments.entrySet()) {
			String name = String.valueOf(argument.getKey());
			Object value = argument.getValue();
			int place = (value != null && !isJson(value)) ? this.plan.place(name, value) : -1;
			if (place >= 0) {
				given[place] = value;
			}
			tree.set(name, this.tools.values().of(name, value));
		}
		return bind(tree, given);
	}

	private static boolean isJson(Object value) {
		return value instanceof CharSequence || value instanceof Number || value instanceof Boolean
				|| value instanceof Map<?, ?> || value instanceof JsonNode;
	}

	private BoundArguments bind(JsonNode tree, @Nullable Object[] given) {
		if (!tree.isObject()) {
			throw InvalidArgumentsException.json("must be a JSON object with the arguments by name, but are "
					+ JsonWords.describe(JsonWords.type(tree)));
		}
		JsonNode arguments = this.handWritten ? tree : AbsentNulls.remove(tree, this.schema.root());
		List<ArgumentIssue> issues = check(arguments, given);
		List<String> repairs = List.of();
		if (!issues.isEmpty() && this.tools.options().coercion() == BindingOptions.Coercion.LENIENT) {
			Repair repair = new Repair(this.tools::tryToParse);
			arguments = repair.apply(arguments, this.schema.root());
			this.tools.values().check(arguments, "", 0);
			repairs = repair.repairs();
			issues = repairs.isEmpty() ? issues : check(arguments, given);
		}
		if (!issues.isEmpty()) {
			throw new InvalidArgumentsException(issues);
		}
		return read((ObjectNode) arguments, given, repairs);
	}

	private List<ArgumentIssue> check(JsonNode arguments, @Nullable Object[] given) {
		List<ArgumentIssue> issues = new ArrayList<>(this.schema.check(arguments));
		for (int i = 0; i < given.length; i++) {
			String name = isGiven(given[i]) ? this.plan.name(i) : null;
			if (name != null) {
				// a value of the right type is right, however it would be written
				String pointer = Pointers.child("", name);
				issues.removeIf((issue) -> (issue.pointer() + "/").startsWith(pointer + "/"));
			}
		}
		return issues;
	}

	private static boolean isGiven(@Nullable Object value) {
		return value != null && value != ArgumentPlan.ABSENT;
	}

	private BoundArguments read(ObjectNode arguments, @Nullable Object[] given, List<String> repairs) {
		List<ArgumentIssue> found = new ArrayList<>();
		ObjectNode toRead = arguments.deepCopy();
		for (int i = 0; i < given.length; i++) {
			Object value = given[i];
			String name = isGiven(value) ? this.plan.name(i) : null;
			if (value != null && name != null) {
				toRead.remove(name);
				this.tools.constraints()
					.checkAll(value)
					.forEach((issue) -> found.add(issue.under(Pointers.child("", name))));
			}
		}
		try {
			@Nullable Object[] values = this.reader.withAttribute(ConstraintGuard.FOUND, found)
				.readValue(this.tools.parser(toRead));
			boolean[] absent = new boolean[values.length];
			for (int i = 0; i < values.length; i++) {
				values[i] = isGiven(given[i]) ? given[i] : values[i];
				absent[i] = values[i] == ArgumentPlan.ABSENT;
			}
			String missing = this.plan.complete(values);
			if (missing != null) {
				found.add(new ArgumentIssue(Pointers.child("", missing), "is required", "required"));
			}
			else if (this.constraints != null) {
				found.addAll(this.constraints.check(values, (index) -> absent[index] ? null : this.plan.name(index)));
			}
			if (found.isEmpty()) {
				return new BoundArguments(values, repairs);
			}
		}
		catch (JacksonException ex) {
			found.add(Unreadable.value(ex));
		}
		throw new InvalidArgumentsException(found);
	}

}
