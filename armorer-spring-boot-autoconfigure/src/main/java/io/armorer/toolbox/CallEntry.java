package io.armorer.toolbox;

import org.jspecify.annotations.Nullable;

import io.armorer.middleware.ActiveCall;
import io.armorer.middleware.CallRuntime;
import io.armorer.tool.CallNotes;
import io.armorer.tool.CurrentCall;
import io.armorer.tool.ToolArguments;
import io.armorer.tool.ToolContext;
import io.armorer.toolbox.binding.BoundArguments;

/** Takes an opened call to its tool's bean, where the interceptor claims it. */
final class CallEntry {

	private CallEntry() {
	}

	/** Bind a request's arguments and call the bean. */
	static @Nullable Object enter(ActiveCall call, RegisteredTool tool, ToolArguments arguments) throws Throwable {
		BoundArguments bound = tool.bind(arguments);
		if (!bound.repairs().isEmpty()) {
			call.note(CallNotes.REPAIRS, bound.repairs());
		}
		return invoke(call, tool, tool.positional(bound));
	}

	/** Call the bean for somebody who holds the tool. */
	static @Nullable Object call(CallRuntime runtime, RegisteredTool tool, Object input, ToolContext context)
			throws Exception {
		ActiveCall call = new ActiveCall(runtime, tool, tool, null, context, CurrentCall.get());
		try {
			return invoke(call, tool, tool.toArguments(input));
		}
		catch (Exception | Error ex) {
			throw ex;
		}
		catch (Throwable ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static @Nullable Object invoke(ActiveCall call, RegisteredTool tool, @Nullable Object[] arguments)
			throws Throwable {
		ToolContext previous = CurrentCall.get();
		CurrentCall.set(call);
		try {
			return tool.invoke(arguments);
		}
		finally {
			CurrentCall.set(previous);
		}
	}

}
