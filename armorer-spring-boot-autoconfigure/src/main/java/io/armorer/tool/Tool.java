package io.armorer.tool;

import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * A tool, however it came to be: an annotated method, a bean of this type, or one that is
 * registered while the application runs.
 */
public interface Tool {

	/**
	 * Return what the tool says of itself.
	 * @return the definition
	 */
	ToolDefinition definition();

	/**
	 * Return the name that a model calls the tool by.
	 * @return the name
	 */
	default String name() {
		return definition().name();
	}

	/**
	 * Return the type that arguments are bound to before {@link #call} gets them.
	 * @return the type; {@code Map.class} means values by name, checked against the
	 * schema
	 */
	default Type inputType() {
		return Map.class;
	}

	/**
	 * Return the parameters of the method behind the tool.
	 * @return the parameters in order; empty where no method is behind it
	 */
	default List<ToolParameter> parameters() {
		return List.of();
	}

	/**
	 * Return the type that a Java caller gets, so that middleware which answers in the
	 * tool's place can answer in that.
	 * @return the type, generics included; {@code Object.class} where it can't be told
	 */
	default Type outputType() {
		return Object.class;
	}

	/**
	 * Run the tool's own body. The toolbox calls this inside the chain of middleware;
	 * other code calls {@code Toolbox.execute}.
	 * @param input the arguments, of {@link #inputType()}
	 * @param context on whose behalf
	 * @return the value, or a promise of it
	 * @throws Exception if the tool fails
	 */
	@Nullable Object call(Object input, ToolContext context) throws Exception;

	/**
	 * Start a tool made by a program.
	 * @param name its name
	 * @return the builder
	 */
	static ToolBuilder<Map<String, Object>> builder(String name) {
		return new ToolBuilder<>(name, Map.class);
	}

}
