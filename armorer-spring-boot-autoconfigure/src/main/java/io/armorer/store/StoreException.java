package io.armorer.store;

import org.jspecify.annotations.Nullable;

/**
 * Thrown when a store can't do what it is asked for: its server is down, its disk is
 * full. What a pattern makes of it is its {@link OnStoreFailure} setting's choice.
 */
public class StoreException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	/**
	 * A failure.
	 * @param message what could not be done
	 * @param cause why, or {@code null}
	 */
	public StoreException(String message, @Nullable Throwable cause) {
		super(message, cause);
	}

}
