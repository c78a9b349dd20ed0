package io.armorer.middleware;

import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;

import org.jspecify.annotations.Nullable;

/** What links keep with a call, by type; most calls have one or two. */
final class Attachments {

	private static final AtomicReferenceFieldUpdater<Attachments, Entry> FIRST = AtomicReferenceFieldUpdater
		.newUpdater(Attachments.class, Entry.class, "first");

	private volatile @Nullable Entry first;

	void put(Class<?> type, Object value) {
		Entry before = this.first;
		while (!FIRST.compareAndSet(this, before, new Entry(type, value, before))) {
			before = this.first;
		}
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
