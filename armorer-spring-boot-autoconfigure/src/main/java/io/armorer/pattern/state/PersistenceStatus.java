package io.armorer.pattern.state;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * How the saving of state stands at a moment.
 *
 * @param file the file
 * @param pending how many changes are not saved yet
 * @param saves how many saves there were since the start
 * @param failures how many saves failed since the start
 * @param failing how many saves have failed since the last that did not
 * @param lastSavedAt when the state was last saved, or {@code null} if it was not yet
 * @param lastFailure what the last failed save failed with, or {@code null}
 */
public record PersistenceStatus(String file, long pending, long saves, long failures, int failing,
		@Nullable Instant lastSavedAt, @Nullable String lastFailure) {

}
