package io.armorer.store;

import io.armorer.tool.ErrorCode;
import io.armorer.tool.ToolError;
import io.armorer.tool.ToolRefusedException;

/**
 * Thrown when a call is refused because the store fails that decides of it.
 */
public class StoreUnavailableException extends ToolRefusedException {

	private static final long serialVersionUID = 1L;

	/**
	 * A refusal.
	 * @param message what the model is told
	 * @param cause what failed, which stays with the operator
	 */
	public StoreUnavailableException(String message, StoreException cause) {
		super(ToolError.of(ErrorCode.STORE_UNAVAILABLE, message), cause);
	}

}
