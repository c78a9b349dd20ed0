package io.armorer.toolbox.json;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.junit.jupiter.api.Test;
import tools.jackson.core.util.BufferRecycler;

import static org.assertj.core.api.Assertions.assertThat;

class JsonBuffersTests {

	private final JsonBuffers buffers = JsonBuffers.shared();

	@Test
	void givesAThreadBackWhatItLeft() {
		this.buffers.clear();
		BufferRecycler first = this.buffers.acquireAndLinkPooled();
		first.releaseToPool();
		BufferRecycler again = this.buffers.acquireAndLinkPooled();
		assertThat(again).isSameAs(first);
		assertThat(this.buffers.acquireAndLinkPooled()).isNotSameAs(first);
		this.buffers.clear();
	}

	@Test
	void neverGivesTheSameBuffersToTwoAtOnce() throws Exception {
		Set<BufferRecycler> inUse = ConcurrentHashMap.newKeySet();
		ExecutorService threads = Executors.newFixedThreadPool(40);
		try {
			Callable<Integer> work = () -> {
				int shared = 0;
				for (int i = 0; i < 5_000; i++) {
					BufferRecycler mine = this.buffers.acquireAndLinkPooled();
					shared += inUse.add(mine) ? 0 : 1;
					Thread.yield();
					inUse.remove(mine);
					mine.releaseToPool();
				}
				return shared;
			};
			List<Future<Integer>> all = new ArrayList<>();
			for (int i = 0; i < 40; i++) {
				all.add(threads.submit(work));
			}
			for (Future<Integer> one : all) {
				assertThat(one.get()).isZero();
			}
		}
		finally {
			threads.shutdownNow();
		}
	}

}
