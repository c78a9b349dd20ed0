package io.armorer.redact;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import io.armorer.tool.Tool;
import io.armorer.tool.ToolParameter;

/**
 * Makes copies of the arguments of one tool's calls that can be shown, as
 * {@link Redactor#arguments(Tool, Map)} does. What the names of the parameters say is
 * found out once, and not for each call. Safe for use by many threads.
 */
public final class ToolRedactor {

	private static final Parameters NONE = new Parameters(List.of(), new String[0]);

	private final Redactor redactor;

	private final Tool tool;

	// Found out at the first call: to look into a type takes long.
	private volatile @Nullable Parameters parameters;

	ToolRedactor(Redactor redactor, Tool tool) {
		this.redactor = redactor;
		this.tool = tool;
	}

	/**
	 * Make a copy of a call's arguments that can be shown.
	 * @param arguments the arguments by name
	 * @return the copy, in the same order; can't be changed
	 */
	public Map<String, @Nullable Object> arguments(Map<String, ? extends @Nullable Object> arguments) {
		try {
			Map<String, @Nullable Object> shown = asDeclared(arguments);
			if (shown != null) {
				return shown;
			}
		}
		catch (RuntimeException ex) {
			// what can't be read can't be read below, which says so
		}
		return this.redactor.arguments(this.tool, arguments);
	}

	/** For arguments in the order of the parameters, of which nothing is left out. */
	private @Nullable Map<String, @Nullable Object> asDeclared(Map<String, ? extends @Nullable Object> arguments) {
		Parameters known = parameters();
		int count = known.declared().size();
		@Nullable Object[] values = new @Nullable Object[count];
		RedactedCopy copy = new RedactedCopy(this.redactor, null);
		int next = 0;
		for (Map.Entry<String, ? extends @Nullable Object> entry : arguments.entrySet()) {
			if (next == count || !known.declared().get(next).name().equals(entry.getKey())) {
				return null;
			}
			values[next] = copy.argument(known.declared().get(next), entry.getValue());
			if (copy.isExhausted()) {
				return null;
			}
			next++;
		}
		return (next == count && count > 0) ? new NamedValues(known.shownNames(), values) : null;
	}

	private Parameters parameters() {
		Parameters known = this.parameters;
		if (known == null) {
			known = examine();
			this.parameters = known;
		}
		return known;
	}

	private Parameters examine() {
		List<Declared> declared = this.tool.parameters()
			.stream()
			.filter((parameter) -> !parameter.injected())
			.map(ToolParameter::name)
			.map((name) -> new Declared(name, this.redactor.name(name), this.redactor.keys().verdict(name),
					this.redactor.shapes().of(this.tool, name)))
			.toList();
		Set<String> shownNames = declared.stream().map(Declared::shownName).collect(Collectors.toSet());
		return (shownNames.size() < declared.size()) ? NONE
				: new Parameters(declared, declared.stream().map(Declared::shownName).toArray(String[]::new));
	}

	/** What is known of a parameter by its name. */
	record Declared(String name, String shownName, SensitiveKeys.Verdict verdict, SensitiveShape shape) {

	}

	private record Parameters(List<Declared> declared, String[] shownNames) {

	}

}
