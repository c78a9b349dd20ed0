package io.armorer.store;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Some of many.
 *
 * @param <T> of what
 * @param items the items of this page
 * @param next where the next page begins, to be handed back as it is; {@code null} if
 * this is the last
 */
public record Page<T>(List<T> items, @Nullable String next) {

	/**
	 * A page.
	 */
	public Page {
		items = List.copyOf(items);
	}

}
