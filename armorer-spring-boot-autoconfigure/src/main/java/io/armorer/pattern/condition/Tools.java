package io.armorer.pattern.condition;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import io.armorer.tool.Tool;

/**
 * Makes tools of other tools. What is made is a {@link Tool}: a bean, a part of another,
 * something to register.
 * <p>
 * Parts are given by their names or as tools; {@link #ref} stands for a name among tools.
 * The steps of a call are calls with it as parent, made through the toolbox, so that each
 * step's own chain applies; a part that the toolbox has no tool of that name for is run
 * as it is. Each step gets those of the arguments that it has properties for. What a step
 * fails with, the whole fails with.
 */
public final class Tools {

	private Tools() {
	}

	/**
	 * Stand for the tool that is registered by a name when the call is made.
	 * @param name the name
	 * @return a part for any of the methods here
	 */
	public static Tool ref(String name) {
		return new ToolReference(name);
	}

	/**
	 * Call a tool if a condition holds, and give back the arguments if it does not.
	 * @param condition the condition, asked once
	 * @param then what is called if it holds
	 * @return the tool
	 */
	public static ComposedTool when(ToolPredicate condition, Tool then) {
		return compose(new Branching("when", List.of(new Branching.Arm(condition, new Step(then))), null, true));
	}

	/**
	 * Call a tool if a condition holds, and give back the arguments if it does not.
	 * @param condition the condition, asked once
	 * @param then the name of what is called if it holds
	 * @return the tool
	 */
	public static ComposedTool when(ToolPredicate condition, String then) {
		return when(condition, ref(then));
	}

	/**
	 * Call one tool or the other.
	 * @param condition the condition, asked once
	 * @param then what is called if it holds
	 * @param otherwise what is called if it does not
	 * @return the tool
	 */
	public static ComposedTool when(ToolPredicate condition, Tool then, Tool otherwise) {
		return compose(new Branching("when", List.of(new Branching.Arm(condition, new Step(then))), new Step(otherwise),
				false));
	}

	/**
	 * Call one tool or the other.
	 * @param condition the condition, asked once
	 * @param then the name of what is called if it holds
	 * @param otherwise the name of what is called if it does not
	 * @return the tool
	 */
	public static ComposedTool when(ToolPredicate condition, String then, String otherwise) {
		return when(condition, ref(then), ref(otherwise));
	}

	/**
	 * Call the tool of the first condition that holds.
	 * @return a builder
	 */
	public static BranchBuilder branch() {
		return new BranchBuilder();
	}

	/**
	 * Call tools one after the other. Each gets as its arguments the properties of what
	 * the one before gave; a value that is no object becomes the only argument that it
	 * takes, or {@code value}. A step that fails is named in the error.
	 * @param tools the tools
	 * @return a tool that gives what the last one gives
	 */
	public static ComposedTool pipe(Tool... tools) {
		return compose(new Pipe(steps(tools)));
	}

	/**
	 * Call tools one after the other, as {@link #pipe(Tool...)} does.
	 * @param tools the names of the tools
	 * @return a tool that gives what the last one gives
	 */
	public static ComposedTool pipe(String... tools) {
		return pipe(refs(tools));
	}

	/**
	 * Call tools side by side, all with the same arguments. The first that fails cancels
	 * the rest, and is named in the error.
	 * @param tools the tools
	 * @return a tool that gives the list of what they give, in their order
	 */
	public static ComposedTool parallel(Tool... tools) {
		return compose(new Parallel(steps(tools)));
	}

	/**
	 * Call tools side by side, as {@link #parallel(Tool...)} does.
	 * @param tools the names of the tools
	 * @return a tool that gives the list of what they give, in their order
	 */
	public static ComposedTool parallel(String... tools) {
		return parallel(refs(tools));
	}

	/**
	 * Call tools until one does not fail. A failure leads to the next if the tool is to
	 * blame (transient, timeout, internal), not the caller. If all fail, the first
	 * failure is the error.
	 * @param tools the tools, in the order to try them in
	 * @return a tool that gives what the first one gives that does not fail
	 */
	public static ComposedTool fallback(Tool... tools) {
		return compose(new FirstGood(steps(tools)));
	}

	/**
	 * Call tools until one does not fail, as {@link #fallback(Tool...)} does.
	 * @param tools the names of the tools, in the order to try them in
	 * @return a tool that gives what the first one gives that does not fail
	 */
	public static ComposedTool fallback(String... tools) {
		return fallback(refs(tools));
	}

	/**
	 * Call a tool again, at once, while it fails with what may pass: an error that is
	 * retryable and says nothing of a time to wait. (The retry pattern can wait.)
	 * @param tool the tool; refused if it is {@link io.armorer.tool.Effect#EFFECTFUL},
	 * unless {@link RetryTool#evenIfEffectful} says otherwise
	 * @param attempts how many calls there may be, the first included
	 * @return the tool
	 */
	public static RetryTool retry(Tool tool, int attempts) {
		if (attempts < 1) {
			throw new IllegalArgumentException("attempts must be at least 1, but is " + attempts);
		}
		return new RetryTool(new Retry(new Step(tool), attempts, false), Said.NOTHING);
	}

	/**
	 * Call a tool again while it fails, as {@link #retry(Tool, int)} does.
	 * @param tool the name of the tool
	 * @param attempts how many calls there may be, the first included
	 * @return the tool
	 */
	public static RetryTool retry(String tool, int attempts) {
		return retry(ref(tool), attempts);
	}

	/**
	 * Call a tool and look at what it gives.
	 * @param tool the tool
	 * @param tap gets to see the value; what it throws fails the call
	 * @return a tool that gives what that one gives
	 */
	public static ComposedTool tap(Tool tool, ToolTap tap) {
		return compose(new Tap(new Step(tool), tap));
	}

	/**
	 * Call a tool and look at what it gives.
	 * @param tool the name of the tool
	 * @param tap gets to see the value; what it throws fails the call
	 * @return a tool that gives what that one gives
	 */
	public static ComposedTool tap(String tool, ToolTap tap) {
		return tap(ref(tool), tap);
	}

	/**
	 * Fix some of a tool's arguments. The model neither sees them nor can change them.
	 * @param tool the tool
	 * @param arguments the arguments by name
	 * @return a tool that takes the others
	 */
	public static ComposedTool bind(Tool tool, Map<String, ?> arguments) {
		Map<String, Object> bound = Collections.unmodifiableMap(new LinkedHashMap<>(arguments));
		return compose(new Bind(new Step(tool), bound));
	}

	/**
	 * Fix some of a tool's arguments, as {@link #bind(Tool, Map)} does.
	 * @param tool the name of the tool
	 * @param arguments the arguments by name
	 * @return a tool that takes the others
	 */
	public static ComposedTool bind(String tool, Map<String, ?> arguments) {
		return bind(ref(tool), arguments);
	}

	/**
	 * Call a tool with other arguments than came. What may come,
	 * {@link ComposedTool#inputSchema} says; anything may unless it does.
	 * @param tool the tool
	 * @param mapping makes the tool's arguments of those that came
	 * @return the tool
	 */
	public static ComposedTool mapInput(Tool tool,
			Function<Map<String, @Nullable Object>, ? extends Map<String, ?>> mapping) {
		return compose(new MapInput(new Step(tool), mapping));
	}

	/**
	 * Call a tool with other arguments than came, as {@link #mapInput(Tool, Function)}
	 * does.
	 * @param tool the name of the tool
	 * @param mapping makes the tool's arguments of those that came
	 * @return the tool
	 */
	public static ComposedTool mapInput(String tool,
			Function<Map<String, @Nullable Object>, ? extends Map<String, ?>> mapping) {
		return mapInput(ref(tool), mapping);
	}

	/**
	 * Call a tool and give something else than it gives.
	 * @param tool the tool
	 * @param mapping makes the value of the tool's
	 * @return the tool
	 */
	public static ComposedTool mapOutput(Tool tool, Function<@Nullable Object, ? extends @Nullable Object> mapping) {
		return compose(new MapOutput(new Step(tool), mapping));
	}

	/**
	 * Call a tool and give something else than it gives.
	 * @param tool the name of the tool
	 * @param mapping makes the value of the tool's
	 * @return the tool
	 */
	public static ComposedTool mapOutput(String tool, Function<@Nullable Object, ? extends @Nullable Object> mapping) {
		return mapOutput(ref(tool), mapping);
	}

	static ComposedTool compose(Recipe recipe) {
		return new ComposedTool(recipe, Said.NOTHING);
	}

	private static Tool[] refs(String... names) {
		return Arrays.stream(names).map(Tools::ref).toArray(Tool[]::new);
	}

	private static List<Step> steps(Tool... tools) {
		if (tools.length == 0) {
			throw new IllegalArgumentException("At least one tool is needed");
		}
		return Arrays.stream(tools).map(Step::new).toList();
	}

}
