package io.armorer.redact;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

import io.armorer.tool.Tool;
import io.armorer.tool.ToolArguments;

/**
 * Makes copies of values that can be shown: what is secret is replaced by {@link #MASK},
 * what is long is cut, and the rest becomes maps, lists, texts, numbers and booleans.
 * Logs, audit records and the endpoint all use this one.
 * <p>
 * Secret is what stands under a name that is one of {@code armorer.redaction.keys},
 * wherever it is nested, in JSON that is itself a text too; what is marked
 * {@link Sensitive}; and what looks like a secret in running text, such as
 * {@code Bearer …} and {@code password=…}. Under the plural of such a name, and under its
 * measure ({@code tokens}, {@code token_count}), numbers are shown, because they count,
 * and texts are not.
 * <p>
 * Never throws: what can't be shown becomes {@code <unprintable com.example.Type>}. Deep,
 * wide and cyclic structures are cut off. Safe for use by many threads.
 */
public final class Redactor {

	/** What is shown in place of a secret. */
	public static final String MASK = "******";

	// How much of a text is searched beyond what is shown of it, so that a secret which
	// the cut would go through is found whole.
	private static final int LOOK_AHEAD = 2048;

	private static final int MAX_NAME = 256;

	private static final int MAX_JSON_TEXT = 256 * 1024;

	private final SensitiveKeys keys;

	private final SensitiveShapes shapes;

	private final ValueTree tree;

	private final int maxLength;

	/**
	 * A redactor.
	 * @param settings what to hide, and how much of the rest to show
	 * @param mapper makes trees of the application's own types
	 */
	public Redactor(RedactionSettings settings, JsonMapper mapper) {
		List<String> names = new ArrayList<>(settings.getKeys());
		names.addAll(settings.getAdditionalKeys());
		this.keys = new SensitiveKeys(names);
		this.shapes = new SensitiveShapes(mapper);
		this.tree = new ValueTree(mapper);
		this.maxLength = settings.getMaxValueLength();
	}

	/**
	 * A redactor with the built-in names and a mapper of its own.
	 * @return the redactor
	 */
	public static Redactor withDefaults() {
		return new Redactor(new RedactionSettings(), JsonMapper.builder().build());
	}

	/**
	 * Make a copy of a call's arguments that can be shown.
	 * @param tool the tool, whose parameters and input type say what is
	 * {@link Sensitive}; the arguments need not have been bound to these yet
	 * @param arguments the arguments by name
	 * @return the copy, in the same order; can't be changed
	 */
	public Map<String, @Nullable Object> arguments(Tool tool, Map<String, ? extends @Nullable Object> arguments) {
		return arguments(tool, arguments, new RedactedCopy(this, null));
	}

	/**
	 * Return what makes copies of the arguments of one tool's calls, for who makes many.
	 * @param tool the tool
	 * @return makes the same copies as {@link #arguments(Tool, Map)}
	 */
	public ToolRedactor forTool(Tool tool) {
		return new ToolRedactor(this, tool);
	}

	/**
	 * Show a call's arguments as far as a mode says.
	 * @param tool the tool
	 * @param arguments the arguments by name
	 * @param mode how much to show
	 * @return a map, or the hash as {@code sha256:…}; {@code null} for
	 * {@link ValueMode#NONE}
	 */
	public @Nullable Object arguments(Tool tool, Map<String, ? extends @Nullable Object> arguments, ValueMode mode) {
		return (mode == ValueMode.REDACTED) ? arguments(tool, arguments) : value(arguments, mode);
	}

	/**
	 * Read arguments that were never bound, to show them or to find their secrets.
	 * @param arguments the arguments as they came in
	 * @return the arguments by name, secrets included; empty if they are no JSON object
	 */
	public Map<String, @Nullable Object> unbound(ToolArguments arguments) {
		Map<String, @Nullable Object> named = new LinkedHashMap<>();
		if (arguments instanceof ToolArguments.Values given) {
			named.putAll(given.values());
		}
		else if (arguments instanceof ToolArguments.Json json && json.text() != null && mayBeJson(json.text())
				&& this.tree.parse(json.text()) instanceof Map<?, ?> parsed) {
			parsed.forEach((name, value) -> named.put(String.valueOf(name), value));
		}
		return named;
	}

	/**
	 * Make a copy of a value that can be shown.
	 * @param value any value, such as a tool's result
	 * @return a map, list, text, number, boolean or {@code null}
	 */
	public @Nullable Object value(@Nullable Object value) {
		return new RedactedCopy(this, null).of(value);
	}

	/**
	 * Make a copy of a call's result, which may repeat what was secret in its arguments.
	 * @param tool the tool
	 * @param arguments the arguments by name
	 * @param value the result
	 * @return what {@link #value(Object)} returns, without the call's own secrets
	 */
	public @Nullable Object result(Tool tool, Map<String, ? extends @Nullable Object> arguments,
			@Nullable Object value) {
		return new RedactedCopy(this, null, secrets(tool, arguments)).of(value);
	}

	/**
	 * Show a value as far as a mode says.
	 * @param value any value
	 * @param mode how much to show
	 * @return a map, list, text, number, boolean or {@code null}; for
	 * {@link ValueMode#HASH} the hash as {@code sha256:…}
	 */
	public @Nullable Object value(@Nullable Object value, ValueMode mode) {
		return switch (mode) {
			case NONE -> null;
			case REDACTED -> value(value);
			case FULL -> new FullCopy(this).of(value);
			case HASH -> this.tree.hash(value);
		};
	}

	/**
	 * Whether anything in a value is marked {@link Sensitive}, for who keeps it in a form
	 * that the marks are lost in.
	 * @param value any value that can be written as JSON
	 * @return whether it is; {@code true} also if that can't be told
	 */
	public boolean hasSensitive(Object value) {
		return ValueTree.isSensitive(value.getClass()) || this.tree.hasSensitive(value);
	}

	/**
	 * Make a copy of a text that can be shown, such as an exception's message.
	 * @param text running text, or JSON
	 * @return the text without what looks like a secret in it
	 */
	public String text(String text) {
		return new RedactedCopy(this, null).text(text);
	}

	/**
	 * Make copies of texts about one call, which may repeat what was secret in its
	 * arguments.
	 * @param tool the tool
	 * @param arguments the arguments by name
	 * @return does as {@link #text(String)} does, and hides the call's own secrets also
	 * where no name stands in front of them
	 */
	public UnaryOperator<String> textAbout(Tool tool, Map<String, ? extends @Nullable Object> arguments) {
		Secrets secrets = secrets(tool, arguments);
		return (text) -> text(secrets.mask(text));
	}

	private Secrets secrets(Tool tool, Map<String, ? extends @Nullable Object> arguments) {
		Secrets secrets = new Secrets();
		arguments(tool, arguments, new RedactedCopy(this, secrets));
		return secrets;
	}

	/**
	 * Whether texts under a name are hidden.
	 * @param name a name, as in JSON, in a header or in a query
	 * @return whether it says that its value is secret. {@code false} for a name whose
	 * numbers are shown, such as {@code max_tokens}
	 */
	public boolean isSensitive(String name) {
		return this.keys.verdict(name) == SensitiveKeys.Verdict.SECRET;
	}

	private Map<String, @Nullable Object> arguments(Tool tool, Map<String, ? extends @Nullable Object> arguments,
			RedactedCopy copy) {
		try {
			return copy.map(arguments, (name) -> this.shapes.of(tool, name));
		}
		catch (RuntimeException ex) {
			return Map.of(ValueCopy.MORE, ValueTree.unprintable(arguments));
		}
	}

	SensitiveKeys keys() {
		return this.keys;
	}

	SensitiveShapes shapes() {
		return this.shapes;
	}

	ValueTree tree() {
		return this.tree;
	}

	int maxLength() {
		return this.maxLength;
	}

	/**
	 * Hide what looks like a secret, and cut.
	 */
	String running(String text) {
		return running(text, this.maxLength);
	}

	/**
	 * The same for a name, which is cut only where it can hardly be one.
	 */
	String name(String name) {
		return running(name, MAX_NAME);
	}

	private String running(String text, int max) {
		if (text.length() <= max && SecretText.isHarmless(text)) {
			return text;
		}
		int searched = Math.min(text.length(), max + LOOK_AHEAD);
		String masked = SecretText.mask(SecretPairs.mask(this.keys, text.substring(0, searched)));
		return cut(masked, text.length(), max);
	}

	String cut(String text, int length) {
		return cut(text, length, this.maxLength);
	}

	static String cutName(String name) {
		return cut(name, name.length(), MAX_NAME);
	}

	private static String cut(String text, int length, int max) {
		if (text.length() <= max) {
			return text;
		}
		int end = Character.isHighSurrogate(text.charAt(max - 1)) ? max - 1 : max;
		return text.substring(0, end) + "… (" + length + " characters)";
	}

	static boolean mayBeJson(String text) {
		int last = text.length() - 1;
		if (last < 1 || last > MAX_JSON_TEXT) {
			return false;
		}
		int first = 0;
		while (first < last && Character.isWhitespace(text.charAt(first))) {
			first++;
		}
		while (last > first && Character.isWhitespace(text.charAt(last))) {
			last--;
		}
		char open = text.charAt(first);
		char close = text.charAt(last);
		return (open == '{' && close == '}') || (open == '[' && close == ']') || (open == '"' && close == '"');
	}

}
