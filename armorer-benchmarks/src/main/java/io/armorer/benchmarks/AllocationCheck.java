package io.armorer.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * Holds the bytes that a call allocates to what it allocated before. Unlike times they
 * are the same on every machine. A call that allocates more than the figure in
 * {@code allocation.csv}, and a few per cent, fails the check; one that allocates less
 * wants a new figure.
 */
final class AllocationCheck {

	private static final String TITLES = "jdk,benchmark,bytes_per_op";

	private static final double SLACK = 1.05;

	// What the compilers make of a call differs a little from one JVM to the next.
	private static final int TRIES = 3;

	private final Path file;

	private final int jdk = Runtime.version().feature();

	AllocationCheck(Path file) {
		this.file = file;
	}

	/**
	 * Measure and compare.
	 * @return what allocates more than it did, a line each; empty if all is well
	 * @throws IOException if the figures can't be read
	 * @throws RunnerException if a benchmark failed
	 */
	List<String> run() throws IOException, RunnerException {
		List<String> worse = new ArrayList<>();
		for (Figure figure : figures()) {
			if (figure.jdk() != this.jdk) {
				continue;
			}
			double bytes = Double.MAX_VALUE;
			for (int i = 0; i < TRIES && !figure.allows(bytes); i++) {
				bytes = Math.min(bytes, bytes(figure.benchmark()));
			}
			String found = String.format(Locale.ROOT, "%s on JDK %d: %.0f B a call, %d in %s", figure.benchmark(),
					this.jdk, bytes, figure.bytes(), this.file);
			System.out.println(found);
			if (!figure.allows(bytes)) {
				worse.add(found);
			}
		}
		return worse;
	}

	/**
	 * Measure and write the figures of this JDK anew: the most that a few JVMs come to.
	 * @throws IOException if the figures can't be read or written
	 * @throws RunnerException if a benchmark failed
	 */
	void update() throws IOException, RunnerException {
		List<String> lines = new ArrayList<>(List.of(TITLES));
		for (Figure figure : figures()) {
			lines.add(((figure.jdk() == this.jdk) ? measured(figure.benchmark()) : figure).csv());
		}
		Files.write(this.file, lines);
	}

	private Figure measured(String benchmark) throws RunnerException {
		double most = 0;
		for (int i = 0; i < TRIES; i++) {
			most = Math.max(most, bytes(benchmark));
		}
		return new Figure(this.jdk, benchmark, Math.round(most));
	}

	private List<Figure> figures() throws IOException {
		return Files.readAllLines(this.file).stream().skip(1).map(Figure::parse).toList();
	}

	/** The least of all iterations: before the compilers are done, more is allocated. */
	private static double bytes(String benchmark) throws RunnerException {
		RunResult result = new Runner(new OptionsBuilder().include("CallBenchmarks\\." + benchmark + "$")
			.forks(1)
			.warmupIterations(6)
			.warmupTime(TimeValue.seconds(1))
			.measurementIterations(6)
			.measurementTime(TimeValue.milliseconds(500))
			.jvmArgs(BenchmarkRun.JVM_ARGUMENTS)
			.addProfiler(GCProfiler.class)
			.shouldFailOnError(true)
			.build()).runSingle();
		double least = Double.MAX_VALUE;
		for (BenchmarkResult fork : result.getBenchmarkResults()) {
			for (IterationResult iteration : fork.getIterationResults()) {
				least = Math.min(least, iteration.getSecondaryResults().get("gc.alloc.rate.norm").getScore());
			}
		}
		return least;
	}

	/**
	 * What a call may allocate.
	 *
	 * @param jdk on which JDK
	 * @param benchmark which call
	 * @param bytes how many bytes it allocated
	 */
	record Figure(int jdk, String benchmark, long bytes) {

		boolean allows(double measured) {
			return measured <= this.bytes * SLACK;
		}

		String csv() {
			return this.jdk + "," + this.benchmark + "," + this.bytes;
		}

		static Figure parse(String line) {
			String[] cells = line.split(",");
			return new Figure(Integer.parseInt(cells[0]), cells[1], Long.parseLong(cells[2]));
		}

	}

}
