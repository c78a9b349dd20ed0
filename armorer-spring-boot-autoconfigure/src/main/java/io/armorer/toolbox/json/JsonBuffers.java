package io.armorer.toolbox.json;

import java.util.concurrent.atomic.AtomicReferenceArray;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.util.BufferRecycler;
import tools.jackson.core.util.RecyclerPool;

/**
 * The buffers that calls are read and written with. Jackson's own pool is one list that
 * all threads change; here each thread, virtual ones included, finds at its own place
 * what it, or a thread that shares the place, left there. What finds its place empty
 * makes new buffers, what finds it taken leaves its own to the garbage collector.
 */
public final class JsonBuffers implements RecyclerPool<BufferRecycler> {

	private static final long serialVersionUID = 1L;

	// A power of two, and enough of them that few threads that run share one.
	private static final int PLACES = Math.max(16,
			Integer.highestOneBit(Runtime.getRuntime().availableProcessors()) * 4);

	// Places side by side would be in the same line of the processors' caches.
	private static final int DISTANCE = 16;

	private static final JsonBuffers SHARED = new JsonBuffers();

	private final transient AtomicReferenceArray<@Nullable BufferRecycler> places = new AtomicReferenceArray<>(
			PLACES * DISTANCE);

	private JsonBuffers() {
	}

	/**
	 * Return the buffers of all toolboxes.
	 * @return the buffers
	 */
	public static JsonBuffers shared() {
		return SHARED;
	}

	@Override
	public BufferRecycler acquirePooled() {
		int place = place();
		BufferRecycler left = this.places.get(place);
		return (left != null && this.places.compareAndSet(place, left, null)) ? left : new BufferRecycler();
	}

	@Override
	public void releasePooled(BufferRecycler buffers) {
		this.places.setRelease(place(), buffers);
	}

	@Override
	public boolean clear() {
		for (int place = 0; place < this.places.length(); place += DISTANCE) {
			this.places.set(place, null);
		}
		return true;
	}

	private static int place() {
		return ((int) Thread.currentThread().getId() & (PLACES - 1)) * DISTANCE;
	}

	private Object readResolve() {
		return SHARED;
	}

}
