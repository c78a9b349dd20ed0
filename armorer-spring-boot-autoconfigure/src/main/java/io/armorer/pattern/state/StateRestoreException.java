package io.armorer.pattern.state;

import org.jspecify.annotations.Nullable;

/**
 * Thrown when a snapshot could not be restored. Says whether all is as it was before, or
 * a part of the snapshot is in place.
 */
public class StateRestoreException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final boolean undone;

	/**
	 * A failure.
	 * @param undone whether all that had been changed was changed back
	 * @param cause what failed, or {@code null}
	 */
	public StateRestoreException(boolean undone, @Nullable Throwable cause) {
		super(undone ? "The snapshot could not be restored; everything is as it was before"
				: "The snapshot could not be restored, nor all be changed back: a part of it is in place. Restore it "
						+ "again when the store works",
				cause);
		this.undone = undone;
	}

	/**
	 * Return whether all is as it was before.
	 * @return {@code false} if a part of the snapshot may be in place
	 */
	public boolean isUndone() {
		return this.undone;
	}

}
