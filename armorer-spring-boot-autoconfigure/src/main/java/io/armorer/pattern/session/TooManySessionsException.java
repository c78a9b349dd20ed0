package io.armorer.pattern.session;

import io.armorer.store.StoreFullException;

/**
 * Thrown when a session can't be created because there are as many as there may be. None
 * that is alive is given up for it.
 */
public class TooManySessionsException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	/**
	 * A failure.
	 * @param limit how many there may be
	 * @param cause what the store said
	 */
	public TooManySessionsException(int limit, StoreFullException cause) {
		super("There are " + limit + " sessions, as many as 'armorer.session.max-sessions' allows,"
				+ " and none of them has expired. End sessions that are over, shorten 'armorer.session.ttl',"
				+ " or raise the limit.", cause);
	}

}
