package io.armorer.tool;

import java.lang.reflect.Type;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Makes a tool out of a function.
 *
 * @param <I> the type that the arguments are bound to
 */
public final class ToolBuilder<I> {

	private final String name;

	private final Type inputType;

	private @Nullable String title;

	private String description = "";

	private Set<String> tags = Set.of();

	private @Nullable String version;

	private Effect effect = Effect.EFFECTFUL;

	private boolean dangerous;

	private @Nullable Duration timeout;

	private List<String> fallback = List.of();

	private List<String> dependsOn = List.of();

	private @Nullable String inputSchema;

	private @Nullable String outputSchema;

	ToolBuilder(String name, Type inputType) {
		this.name = name;
		this.inputType = inputType;
	}

	/**
	 * Bind the arguments to a type, whose schema the toolbox generates.
	 * @param <T> the type
	 * @param type a record or another class whose JSON form is an object
	 * @return a builder for that type
	 */
	public <T> ToolBuilder<T> input(Class<T> type) {
		ToolBuilder<T> typed = new ToolBuilder<>(this.name, type);
		typed.title = this.title;
		typed.description = this.description;
		typed.tags = this.tags;
		typed.version = this.version;
		typed.effect = this.effect;
		typed.dangerous = this.dangerous;
		typed.timeout = this.timeout;
		typed.fallback = this.fallback;
		typed.dependsOn = this.dependsOn;
		typed.inputSchema = this.inputSchema;
		typed.outputSchema = this.outputSchema;
		return typed;
	}

	/**
	 * Give the schema of the arguments by hand.
	 * @param schema a JSON schema of an object, draft 2020-12
	 * @return this builder
	 */
	public ToolBuilder<I> inputSchema(String schema) {
		this.inputSchema = schema;
		return this;
	}

	/**
	 * Give the schema of the value by hand.
	 * @param schema a JSON schema, draft 2020-12
	 * @return this builder
	 */
	public ToolBuilder<I> outputSchema(String schema) {
		this.outputSchema = schema;
		return this;
	}

	/**
	 * Give a name for people.
	 * @param title the title
	 * @return this builder
	 */
	public ToolBuilder<I> title(String title) {
		this.title = title;
		return this;
	}

	/**
	 * Say what the tool does, for the model.
	 * @param description the description
	 * @return this builder
	 */
	public ToolBuilder<I> description(String description) {
		this.description = description;
		return this;
	}

	/**
	 * Give words to find the tool by.
	 * @param tags the tags
	 * @return this builder
	 */
	public ToolBuilder<I> tags(String... tags) {
		this.tags = new LinkedHashSet<>(List.of(tags));
		return this;
	}

	/**
	 * Give the version of the tool's contract.
	 * @param version the version
	 * @return this builder
	 */
	public ToolBuilder<I> version(String version) {
		this.version = version;
		return this;
	}

	/**
	 * Say what a call does to the world.
	 * @param effect the effect, {@link Effect#EFFECTFUL} unless said
	 * @return this builder
	 */
	public ToolBuilder<I> effect(Effect effect) {
		this.effect = effect;
		return this;
	}

	/**
	 * Say whether a call needs more than ordinary trust.
	 * @param dangerous whether it does
	 * @return this builder
	 */
	public ToolBuilder<I> dangerous(boolean dangerous) {
		this.dangerous = dangerous;
		return this;
	}

	/**
	 * Say how long one attempt may take.
	 * @param timeout the timeout
	 * @return this builder
	 */
	public ToolBuilder<I> timeout(Duration timeout) {
		this.timeout = timeout;
		return this;
	}

	/**
	 * Name the tools to try when this one fails.
	 * @param tools the names, in order
	 * @return this builder
	 */
	public ToolBuilder<I> fallback(String... tools) {
		this.fallback = List.of(tools);
		return this;
	}

	/**
	 * Name the tools that must have succeeded before.
	 * @param tools the names
	 * @return this builder
	 */
	public ToolBuilder<I> dependsOn(String... tools) {
		this.dependsOn = List.of(tools);
		return this;
	}

	/**
	 * Build the tool.
	 * @param body what it does
	 * @return the tool
	 * @throws IllegalArgumentException if a provider would not accept the name
	 */
	public Tool build(ToolFunction<? super I> body) {
		JsonSchema input = (this.inputSchema != null) ? JsonSchema.of(this.inputSchema) : JsonSchema.pending(this.name);
		JsonSchema output = (this.outputSchema != null) ? JsonSchema.of(this.outputSchema) : null;
		ToolDefinition definition = new ToolDefinition(this.name, this.title, this.description, this.tags, this.version,
				this.effect, this.dangerous, this.timeout, this.fallback, this.dependsOn, input, output);
		return new FunctionTool<>(definition, this.inputType, body);
	}

}
