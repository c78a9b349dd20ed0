package io.armorer.benchmarks;

import java.util.Locale;

/**
 * One line of the results.
 *
 * @param jdk the JDK's feature version
 * @param benchmark what was measured
 * @param threads by how many threads at once
 * @param nanos nanoseconds per operation
 * @param error the 99.9 % confidence interval's half, in nanoseconds
 * @param bytes bytes allocated per operation; negative where they were not measured
 */
record Row(int jdk, String benchmark, int threads, double nanos, double error, double bytes) {

	static final String TITLES = "jdk,benchmark,threads,ns_per_op,error_ns,bytes_per_op";

	String csv() {
		return String.format(Locale.ROOT, "%d,%s,%d,%.1f,%s,%s", this.jdk, this.benchmark, this.threads, this.nanos,
				Double.isNaN(this.error) ? "" : String.format(Locale.ROOT, "%.1f", this.error),
				(this.bytes < 0) ? "" : String.format(Locale.ROOT, "%.0f", this.bytes));
	}

	static Row parse(String line) {
		String[] cells = line.split(",", -1);
		return new Row(Integer.parseInt(cells[0]), cells[1], Integer.parseInt(cells[2]), Double.parseDouble(cells[3]),
				cells[4].isEmpty() ? Double.NaN : Double.parseDouble(cells[4]),
				cells[5].isEmpty() ? -1 : Double.parseDouble(cells[5]));
	}

}
