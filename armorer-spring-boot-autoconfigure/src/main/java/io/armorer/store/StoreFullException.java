package io.armorer.store;

/**
 * Thrown when a store holds as much as it may.
 */
public class StoreFullException extends StoreException {

	private static final long serialVersionUID = 1L;

	/**
	 * A failure.
	 * @param message which store is full, and what to do about it
	 */
	public StoreFullException(String message) {
		super(message, null);
	}

}
