package io.armorer.pattern.audit;

import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.armorer.tool.Effect;
import io.armorer.tool.ErrorCode;
import io.armorer.tool.Tool;
import io.armorer.tool.ToolError;
import io.armorer.tool.ToolException;

/**
 * Thrown in place of a call's result when no record of the call could be kept. The tool
 * may have run.
 */
public class AuditFailedException extends ToolException {

	private static final long serialVersionUID = 1L;

	/**
	 * A failure.
	 * @param tool the tool
	 * @param failure what the call would have failed with, or {@code null}
	 */
	public AuditFailedException(Tool tool, @Nullable Throwable failure) {
		super(error(tool), failure, false);
	}

	private static ToolError error(Tool tool) {
		boolean harmless = tool.definition().effect() != Effect.EFFECTFUL;
		String message = "Tool '" + tool.name() + "' may have run, but no record of the call could be kept, so its "
				+ "result is withheld. " + (harmless ? "Try again later, or tell the user."
						: "Do not simply call it again: find out first whether it has had its effect, or tell the user.");
		ErrorCode code = ErrorCode.STORE_UNAVAILABLE;
		return new ToolError(code.name(), code.category(), message, harmless, harmless ? AuditTrail.PAUSE : null,
				Map.of());
	}

}
