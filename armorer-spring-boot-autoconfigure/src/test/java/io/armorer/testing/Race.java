package io.armorer.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Runs the same thing on many threads that start together.
 */
public final class Race {

	private Race() {
	}

	/**
	 * Run something on many threads, and wait for all of them.
	 * @param <T> the type of the results
	 * @param threads how many
	 * @param runner what each of them does; gets its number, from 0
	 * @return the results, in order of the threads' numbers
	 * @throws Exception what the first of them that failed has thrown
	 */
	public static <T> List<T> run(int threads, Runner<T> runner) throws Exception {
		ExecutorService executor = Executors.newFixedThreadPool(threads);
		try {
			CyclicBarrier start = new CyclicBarrier(threads);
			List<Future<T>> futures = new ArrayList<>();
			for (int i = 0; i < threads; i++) {
				int number = i;
				futures.add(executor.submit(() -> {
					start.await(30, TimeUnit.SECONDS);
					return runner.run(number);
				}));
			}
			List<T> results = new ArrayList<>();
			for (Future<T> future : futures) {
				results.add(future.get(60, TimeUnit.SECONDS));
			}
			return results;
		}
		catch (ExecutionException ex) {
			if (ex.getCause() instanceof Exception cause) {
				throw cause;
			}
			if (ex.getCause() instanceof Error error) {
				throw error;
			}
			throw ex;
		}
		finally {
			executor.shutdownNow();
		}
	}

	/**
	 * What each thread does.
	 *
	 * @param <T> the type of the result
	 */
	@FunctionalInterface
	public interface Runner<T> {

		/**
		 * Do it.
		 * @param number the thread's number, from 0
		 * @return the result
		 * @throws Exception if it fails
		 */
		T run(int number) throws Exception;

	}

}
