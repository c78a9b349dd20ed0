package io.armorer.tool;

import java.lang.reflect.Type;

import org.jspecify.annotations.Nullable;

/** A tool whose body is a function. */
record FunctionTool<I>(ToolDefinition definition, Type inputType, ToolFunction<? super I> body) implements Tool {

	@Override
	@SuppressWarnings("unchecked") // the toolbox binds to inputType, which is I
	public @Nullable Object call(Object input, ToolContext context) throws Exception {
		return this.body.call((I) input, context);
	}

	@Override
	public String toString() {
		return "Tool[" + name() + "]";
	}

}
