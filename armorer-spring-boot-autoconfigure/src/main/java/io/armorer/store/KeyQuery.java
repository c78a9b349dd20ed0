package io.armorer.store;

import org.jspecify.annotations.Nullable;

/**
 * Which values are listed.
 *
 * @param prefix what the keys begin with; empty for all
 * @param owner whose the values are, or {@code null} for anybody's
 * @param after the {@link Page#next() cursor} of the page before, or {@code null} for the
 * first page
 * @param limit how many at most, at least 1
 */
public record KeyQuery(String prefix, @Nullable String owner, @Nullable String after, int limit) {

	/**
	 * A query.
	 * @throws IllegalArgumentException if the limit is less than 1
	 */
	public KeyQuery {
		if (limit < 1) {
			throw new IllegalArgumentException("limit must be at least 1, but is " + limit);
		}
	}

	/**
	 * The first values of all.
	 * @param limit how many at most
	 * @return the query
	 */
	public static KeyQuery all(int limit) {
		return new KeyQuery("", null, null, limit);
	}

	/**
	 * The first values of one owner.
	 * @param owner whose
	 * @param limit how many at most
	 * @return the query
	 */
	public static KeyQuery ownedBy(String owner, int limit) {
		return new KeyQuery("", owner, null, limit);
	}

	/**
	 * The first values under a prefix.
	 * @param prefix what their keys begin with
	 * @param limit how many at most
	 * @return the query
	 */
	public static KeyQuery under(String prefix, int limit) {
		return new KeyQuery(prefix, null, null, limit);
	}

	/**
	 * The same query for the values behind a page.
	 * @param cursor the page's {@link Page#next() cursor}
	 * @return the query
	 */
	public KeyQuery after(String cursor) {
		return new KeyQuery(this.prefix, this.owner, cursor, this.limit);
	}

}
