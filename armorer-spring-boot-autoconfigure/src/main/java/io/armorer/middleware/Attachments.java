package io.armorer.middleware;

import org.jspecify.annotations.Nullable;

/** What links keep with a call, by type; most calls have one or two. */
final class Attachments {

	private volatile @Nullable Entry first;

	synchronized void put(Class<?> type, Object value) {
		this.first = new Entry(type, value, this.first);
	}

	<T> @Nullable T get(Class<T> type) {
		for (Entry entry = this.first; entry != null; entry = entry.next) {
			if (entry.type == type) {
				return type.cast(entry.value);
			}
		}
		return null;
	}

	private record Entry(Class<?> type, Object value, @Nullable Entry next) {

	}

}
