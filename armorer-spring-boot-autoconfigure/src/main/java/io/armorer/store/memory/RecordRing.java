package io.armorer.store.memory;

import java.util.concurrent.atomic.AtomicReferenceArray;

import org.jspecify.annotations.Nullable;

/**
 * Records by number in a circle, which takes up memory only as it fills.
 *
 * @param <R> the type of the records
 */
final class RecordRing<R> {

	private static final int BITS = 10;

	private static final int CHUNK = 1 << BITS;

	private final int capacity;

	private final AtomicReferenceArray<@Nullable Chunk<R>> chunks;

	RecordRing(int capacity) {
		this.capacity = capacity;
		this.chunks = new AtomicReferenceArray<>(((capacity - 1) >>> BITS) + 1);
	}

	/**
	 * Return what stands in a number's place: its record, another's, or nothing.
	 */
	@Nullable R get(long number) {
		int place = place(number);
		Chunk<R> chunk = this.chunks.get(place >>> BITS);
		return (chunk != null) ? chunk.records.get(place & (CHUNK - 1)) : null;
	}

	void set(long number, R record) {
		int place = place(number);
		Chunk<R> chunk = this.chunks.get(place >>> BITS);
		if (chunk == null) {
			chunk = new Chunk<>();
			this.chunks.set(place >>> BITS, chunk);
		}
		chunk.records.set(place & (CHUNK - 1), record);
	}

	void clear(long number) {
		int place = place(number);
		Chunk<R> chunk = this.chunks.get(place >>> BITS);
		if (chunk != null) {
			chunk.records.set(place & (CHUNK - 1), null);
		}
	}

	private int place(long number) {
		return (int) ((number - 1) % this.capacity);
	}

	private static final class Chunk<R> {

		private final AtomicReferenceArray<@Nullable R> records = new AtomicReferenceArray<>(CHUNK);

	}

}
