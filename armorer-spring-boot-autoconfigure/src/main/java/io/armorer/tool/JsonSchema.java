package io.armorer.tool;

import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * A JSON schema (draft 2020-12) as text. Where it is generated, that happens at the first
 * look, because most applications never look at most schemas.
 */
public final class JsonSchema {

	private final @Nullable Supplier<String> source;

	private volatile @Nullable String json;

	private final boolean pending;

	private JsonSchema(@Nullable Supplier<String> source, @Nullable String json, boolean pending) {
		this.source = source;
		this.json = json;
		this.pending = pending;
	}

	/**
	 * A schema written by hand.
	 * @param json the schema as JSON text
	 * @return the schema
	 */
	public static JsonSchema of(String json) {
		return new JsonSchema(null, json, false);
	}

	/**
	 * A schema generated at the first look.
	 * @param source gives the schema as JSON text; called once, or once by each of
	 * several threads that look first at the same time
	 * @return the schema
	 */
	public static JsonSchema lazy(Supplier<String> source) {
		return new JsonSchema(source, null, false);
	}

	/**
	 * The schema of a tool that no toolbox has seen yet.
	 * @param toolName the tool, for the message
	 * @return a schema that can't be looked at
	 */
	static JsonSchema pending(String toolName) {
		return new JsonSchema(() -> {
			throw new IllegalStateException("The schema of tool '" + toolName
					+ "' is generated when a toolbox registers it: ask toolbox.find(\"" + toolName + "\")");
		}, null, true);
	}

	/**
	 * Whether a toolbox still has to generate the schema, from the tool's input type.
	 * @return whether there is no schema yet
	 */
	public boolean isPending() {
		return this.pending;
	}

	/**
	 * Return the schema as JSON text.
	 * @return the text
	 * @throws IllegalStateException if it {@link #isPending() is pending}
	 */
	public String json() {
		String text = this.json;
		if (text == null) {
			text = (this.source != null) ? this.source.get() : "{}";
			this.json = text;
		}
		return text;
	}

	@Override
	public String toString() {
		return json();
	}

}
