package io.armorer.pattern.condition;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.BeanNameAware;

import io.armorer.tool.Effect;
import io.armorer.tool.JsonSchema;
import io.armorer.tool.ToolContext;
import io.armorer.tool.ToolDefinition;
import io.armorer.toolbox.CompositeTool;
import io.armorer.toolbox.Workshop;

/**
 * A tool that is made of other tools, see {@link Tools}. As a bean it is a tool of its
 * own, called as its bean is (in kebab-case) unless it was given a name; as a part of
 * another it needs none.
 * <p>
 * What is not said follows from the parts: it has the strongest of their effects, is
 * dangerous if one of them is, and takes what they take. Parts that are not registered
 * yet count as {@link Effect#EFFECTFUL} and as taking anything. Immutable but for what
 * the container tells it.
 */
public sealed class ComposedTool implements CompositeTool, BeanNameAware permits RetryTool {

	private final Recipe recipe;

	private final Said said;

	private volatile @Nullable String beanName;

	private volatile @Nullable Workshop workshop;

	ComposedTool(Recipe recipe, Said said) {
		this.recipe = recipe;
		this.said = said;
	}

	/**
	 * Name the tool.
	 * @param name the name, as for any tool
	 * @return a copy
	 * @throws IllegalArgumentException if a provider would not accept the name
	 */
	public ComposedTool named(String name) {
		return with(this.said.named(name));
	}

	/**
	 * Say what the tool does, for the model.
	 * @param description the description
	 * @return a copy
	 */
	public ComposedTool describedAs(String description) {
		return with(this.said.describedAs(description));
	}

	/**
	 * Give the tool tags.
	 * @param tags words to find it by
	 * @return a copy
	 */
	public ComposedTool tagged(String... tags) {
		return with(this.said.tagged(tags));
	}

	/**
	 * Say what a call does, in place of what follows from the parts.
	 * @param effect the effect
	 * @return a copy
	 */
	public ComposedTool effect(Effect effect) {
		return with(this.said.effect(effect));
	}

	/**
	 * Say whether the tool is dangerous, in place of what follows from the parts.
	 * @param dangerous whether it is
	 * @return a copy
	 */
	public ComposedTool dangerous(boolean dangerous) {
		return with(this.said.dangerous(dangerous));
	}

	/**
	 * Say what the tool takes, in place of what follows from the parts.
	 * @param schema a JSON schema of an object; all calls are checked against it
	 * @return a copy
	 * @throws IllegalArgumentException if it is no JSON object
	 */
	public ComposedTool inputSchema(String schema) {
		return with(this.said.inputSchema(schema));
	}

	private ComposedTool with(Said other) {
		return copy(this.recipe, other);
	}

	ComposedTool copy(Recipe recipe, Said said) {
		return new ComposedTool(recipe, said);
	}

	Recipe recipe() {
		return this.recipe;
	}

	Said said() {
		return this.said;
	}

	@Override
	public void setBeanName(String name) {
		this.beanName = name.replaceAll("([a-z0-9])([A-Z])", "$1-$2")
			.replaceAll("[^A-Za-z0-9_-]", "-")
			.toLowerCase(Locale.ROOT);
	}

	@Nullable String givenName() {
		return (this.said.name() != null) ? this.said.name() : this.beanName;
	}

	String label() {
		String name = givenName();
		return (name != null) ? name : this.recipe.kind()
				+ this.recipe.steps().stream().map(Step::label).collect(Collectors.joining(", ", "(", ")"));
	}

	/**
	 * {@inheritDoc}
	 * @throws InvalidCompositionException if it has none
	 */
	@Override
	public String name() {
		String name = givenName();
		if (name == null) {
			throw new InvalidCompositionException("The tool " + label() + " has no name.",
					"Name it with .named(\"…\"), or let it be a bean.");
		}
		return name;
	}

	@Override
	public Set<String> partNames() {
		return this.recipe.steps()
			.stream()
			.flatMap((step) -> step.names().stream())
			.collect(Collectors.toCollection(LinkedHashSet::new));
	}

	@Override
	public void assemble(Workshop workshop) {
		this.workshop = workshop;
		this.recipe.steps().forEach((step) -> step.assemble(workshop));
	}

	/**
	 * {@inheritDoc}
	 * @throws InvalidCompositionException if the parts can't make such a tool
	 * @throws IllegalStateException if it is not registered
	 */
	@Override
	public ToolDefinition definition() {
		Facts facts = facts(workshop());
		return new ToolDefinition(name(), null, this.said.description(), this.said.tags(), null, facts.effect(),
				facts.dangerous(), null, List.of(), List.of(), JsonSchema.of(facts.input().toString()), facts.output());
	}

	Facts facts(Workshop workshop) {
		List<Facts> parts = this.recipe.steps().stream().map((step) -> step.facts(workshop, givenName())).toList();
		return this.said.over(this.recipe.facts(parts, label()));
	}

	private Workshop workshop() {
		Workshop known = this.workshop;
		if (known == null) {
			throw new IllegalStateException("The tool " + label()
					+ " is in no toolbox yet: let it be a bean, or register it with toolbox.register");
		}
		return known;
	}

	/**
	 * Make the calls of the steps. The toolbox calls this inside the chain; other code
	 * calls {@code Toolbox.execute}.
	 * @throws Exception as {@link io.armorer.tool.ToolException} with the error of the
	 * step that failed
	 */
	@Override
	public @Nullable Object call(Object input, ToolContext context) throws Exception {
		Map<String, @Nullable Object> arguments = new LinkedHashMap<>();
		((Map<?, ?>) input).forEach((name, value) -> arguments.put(String.valueOf(name), value));
		try {
			return run(arguments, context, workshop());
		}
		catch (Exception | Error ex) {
			throw ex;
		}
		catch (Throwable ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Nullable Object run(Map<String, @Nullable Object> arguments, ToolContext context, Workshop workshop) throws Throwable {
		return this.recipe.run(Run.of(workshop, context, label()), Collections.unmodifiableMap(arguments));
	}

	@Override
	public String toString() {
		return "Tool[" + label() + "]";
	}

}
