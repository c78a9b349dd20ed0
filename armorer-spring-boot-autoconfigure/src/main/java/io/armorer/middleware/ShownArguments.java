package io.armorer.middleware;

import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.armorer.redact.Redactor;
import io.armorer.redact.ToolRedactor;
import io.armorer.redact.ValueMode;
import io.armorer.tool.Tool;

/**
 * Shows the arguments of one tool's calls as far as a mode says, for those who do so with
 * each call. Safe for use by many threads.
 */
public final class ShownArguments {

	private final Tool tool;

	private final Redactor redactor;

	private final ToolRedactor forTool;

	private final ValueMode mode;

	/**
	 * Show a tool's arguments.
	 * @param tool the tool
	 * @param redactor hides what must not be shown
	 * @param mode how much to show
	 */
	public ShownArguments(Tool tool, Redactor redactor, ValueMode mode) {
		this.tool = tool;
		this.redactor = redactor;
		this.forTool = redactor.forTool(tool);
		this.mode = mode;
	}

	/**
	 * Show the arguments of a call that has settled. Whoever asks for the redacted ones
	 * gets the same copy.
	 * @param call the call
	 * @return what {@link CallArguments#shown} returns; can't be changed
	 */
	public @Nullable Object of(ToolInvocation call) {
		return (this.mode == ValueMode.REDACTED && call instanceof ActiveCall active && active.tool() == this.tool)
				? redacted(active) : CallArguments.shown(call, this.redactor, this.mode);
	}

	private @Nullable Object redacted(ActiveCall call) {
		Copy known = call.shownArguments();
		if (known != null && known.redactor() == this.redactor) {
			return known.arguments();
		}
		Map<String, @Nullable Object> bound = call.arguments();
		if (bound.isEmpty()) {
			// nobody has checked them yet
			return CallArguments.shown(call, this.redactor, this.mode);
		}
		Copy made = new Copy(this.redactor, this.forTool.arguments(bound));
		call.shownArguments(made);
		return made.arguments();
	}

	/** A copy of a call's arguments, kept with the call. */
	record Copy(Redactor redactor, Map<String, @Nullable Object> arguments) {

	}

}
