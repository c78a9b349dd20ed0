package io.armorer.store;

import java.time.Instant;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Which records are found.
 *
 * @param fields values that a record must have, by the field's name; all of them
 * @param from how old the records are at most, or {@code null}
 * @param until before when the records happened, or {@code null}
 * @param newestFirst whether the newest come first
 * @param after the {@link Page#next() cursor} of the page before, or {@code null} for the
 * first page
 * @param limit how many at most, at least 1
 */
public record JournalQuery(Map<String, String> fields, @Nullable Instant from, @Nullable Instant until,
		boolean newestFirst, @Nullable String after, int limit) {

	/**
	 * A query.
	 * @throws IllegalArgumentException if the limit is less than 1
	 */
	public JournalQuery {
		fields = Map.copyOf(fields);
		if (limit < 1) {
			throw new IllegalArgumentException("limit must be at least 1, but is " + limit);
		}
	}

}
