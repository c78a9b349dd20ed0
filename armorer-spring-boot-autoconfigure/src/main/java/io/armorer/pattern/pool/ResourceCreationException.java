package io.armorer.pattern.pool;

import java.util.Map;

import io.armorer.tool.ErrorCode;
import io.armorer.tool.ToolError;
import io.armorer.tool.ToolException;

/**
 * Thrown when a resource could not be made for a call, which did not run. The error says
 * {@link ErrorCode#UPSTREAM_FAILED}; the cause is what the {@link ResourceFactory} threw.
 */
public class ResourceCreationException extends ToolException {

	private static final long serialVersionUID = 1L;

	/**
	 * A failed creation.
	 * @param pool the pool
	 * @param cause what the factory threw
	 */
	public ResourceCreationException(String pool, Throwable cause) {
		super(ToolError
			.of(ErrorCode.UPSTREAM_FAILED,
					"Something that the tool needs could not be reached. Try again later, or do without it.")
			.withDetails(Map.of("pool", pool)), cause);
	}

}
