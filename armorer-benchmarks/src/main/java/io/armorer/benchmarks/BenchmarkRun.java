package io.armorer.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * Runs all benchmarks on this JDK and writes {@code RESULTS.csv} and {@code RESULTS.md},
 * beside the results of other JDKs that are there already. With {@code --quick} each is
 * measured for a moment only, and nothing is written. With {@code --allocation} only the
 * bytes that calls allocate are measured, and held to those in {@code allocation.csv};
 * {@code --allocation-update} writes that file.
 */
public final class BenchmarkRun {

	static final String[] JVM_ARGUMENTS = { "-Xms1g", "-Xmx1g", "-XX:+UseParallelGC" };

	// Those that are measured with more threads, too.
	private static final String SHARED = "CallBenchmarks\\.(springAi|r4jFour|springAiR4jFour|armorerDirectFour|armorerJsonBare|armorerJsonDefault)$";

	private static final int VIRTUAL_THREADS = 21;

	private final boolean quick;

	private final List<Row> rows = new ArrayList<>();

	private BenchmarkRun(boolean quick) {
		this.quick = quick;
	}

	/**
	 * Run the benchmarks.
	 * @param args nothing, or one of {@code --quick}, {@code --allocation},
	 * {@code --allocation-update}
	 * @throws RunnerException if one of them failed
	 * @throws IOException if the results can't be read or written
	 */
	public static void main(String[] args) throws RunnerException, IOException {
		AllocationCheck allocation = new AllocationCheck(Path.of("allocation.csv"));
		switch (String.join(" ", args)) {
			case "" -> new BenchmarkRun(false).run();
			case "--quick" -> new BenchmarkRun(true).run();
			case "--allocation" -> check(allocation);
			case "--allocation-update" -> allocation.update();
			default -> throw new IllegalArgumentException("Unknown arguments " + List.of(args)
					+ "; one of --quick, --allocation, --allocation-update, or nothing");
		}
	}

	private static void check(AllocationCheck allocation) throws RunnerException, IOException {
		List<String> worse = allocation.run();
		if (!worse.isEmpty()) {
			System.err.println("Calls allocate more than they did:\n" + String.join("\n", worse)
					+ "\nIf they have to, say why, and write the new figures with -Dbenchmark.arguments=--allocation-update");
			System.exit(1);
		}
	}

	private void run() throws RunnerException, IOException {
		measure("", options("CallBenchmarks\\.", 2, 4).threads(1));
		for (int threads : new int[] { 2, 8 }) {
			measure("", options(SHARED, 1, 3).threads(threads));
		}
		if (Runtime.version().feature() >= VIRTUAL_THREADS) {
			// as many carriers as threads: a thread that never waits never makes room
			measure("Virtual", options(SHARED, 1, 3).threads(8)
				.jvmArgsAppend("-Djmh.executor=VIRTUAL", "-Djdk.virtualThreadScheduler.parallelism=8"));
		}
		measure("", options("ManyToolsBenchmarks\\.", 1, 5).threads(1));
		measure("",
				new OptionsBuilder().include("StartUpBenchmarks\\.").jvmArgs(JVM_ARGUMENTS).shouldFailOnError(true));
		String growth = Growth.table();
		if (!this.quick) {
			new Results(Path.of("RESULTS.csv"), Path.of("RESULTS.md")).write(this.rows, growth);
		}
		System.out.println(Results.table(this.rows));
		System.out.println(growth);
	}

	private ChainedOptionsBuilder options(String benchmarks, int forks, int iterations) {
		return new OptionsBuilder().include(benchmarks)
			.forks(this.quick ? 1 : forks)
			.warmupIterations(this.quick ? 1 : iterations)
			.warmupTime(TimeValue.seconds(1))
			.measurementIterations(this.quick ? 1 : iterations)
			.measurementTime(TimeValue.seconds(1))
			.jvmArgs(JVM_ARGUMENTS)
			.addProfiler(GCProfiler.class)
			.shouldFailOnError(true);
	}

	private void measure(String suffix, ChainedOptionsBuilder options) throws RunnerException {
		Collection<RunResult> results = new Runner(options.build()).run();
		for (RunResult result : results) {
			Result<?> time = result.getPrimaryResult();
			Result<?> bytes = result.getSecondaryResults().get("gc.alloc.rate.norm");
			this.rows.add(new Row(Runtime.version().feature(), name(result.getParams()) + suffix,
					result.getParams().getThreads(), time.getScore(), time.getScoreError(),
					(bytes != null) ? bytes.getScore() : -1));
		}
	}

	private static String name(BenchmarkParams params) {
		String name = params.getBenchmark();
		StringBuilder text = new StringBuilder(name.substring(name.lastIndexOf('.') + 1));
		params.getParamsKeys().forEach((key) -> text.append(params.getParam(key)));
		return text.toString();
	}

}
