package io.armorer.middleware;

import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests of {@link Notes} and {@link Attachments}. */
class NotesTests {

	private static final int ROUNDS = 2000;

	@Test
	void losesNothingThatSeveralThreadsLeave() throws Exception {
		ExecutorService threads = Executors.newFixedThreadPool(2);
		try {
			for (int i = 0; i < ROUNDS; i++) {
				Notes notes = new Notes();
				Attachments attachments = new Attachments();
				CyclicBarrier start = new CyclicBarrier(2);
				Future<?> one = threads.submit(() -> {
					start.await();
					notes.put("one", 1);
					attachments.put(Integer.class, 1);
					return null;
				});
				Future<?> other = threads.submit(() -> {
					start.await();
					notes.put("other", 2);
					attachments.put(String.class, "2");
					return null;
				});
				one.get();
				other.get();
				assertThat(notes.get()).containsEntry("one", 1).containsEntry("other", 2).hasSize(2);
				assertThat(attachments.get(Integer.class)).isEqualTo(1);
				assertThat(attachments.get(String.class)).isEqualTo("2");
			}
		}
		finally {
			threads.shutdown();
		}
	}

}
