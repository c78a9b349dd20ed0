package io.armorer.benchmarks;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * How far the results of one JDK reach.
 */
final class Bars {

	private static final double NANOS_A_MILLISECOND = 1e6;

	private static final int TOOLS = 1000;

	private final List<Row> rows;

	Bars(List<Row> rows) {
		this.rows = rows;
	}

	List<Bar> all() {
		double direct = nanos("direct");
		return List.of(
				Bar.atMost(1, "JSON call, nothing on / Spring AI's bare call",
						nanos("armorerJsonBare") / nanos("springAi")),
				Bar.atMost(1, "… bytes that it allocates", bytes("armorerJsonBare") / bytes("springAi")),
				Bar.report(
						"JSON call, the starter as it comes (circuit, deduplication, session, log, audit) / Spring AI's bare call",
						nanos("armorerJsonUnconfigured") / nanos("springAi")),
				Bar.atMost(0.6,
						"JSON call with meters, a listener, audit, circuit, cost, quota / Spring AI over Resilience4j's four annotations",
						nanos("armorerJsonDefault") / nanos("springAiR4jFour")),
				Bar.report("… / Spring AI's bare call", nanos("armorerJsonDefault") / nanos("springAi")),
				Bar.atMost(0.25,
						"direct call through circuit, rate limit, bulkhead, retry / Resilience4j's four annotations, each less the plain call",
						(nanos("armorerDirectFour") - direct) / (nanos("r4jFour") - direct)),
				Bar.same("direct call, every pattern off for this tool / no pattern there", find("armorerDirectOff"),
						find("armorerDirectBare")),
				Bar.atMost(1.2, "lookup among 10,000 tools / among 10",
						nanos("armorerLookup10000") / nanos("armorerLookup10")),
				Bar.atMost(1.2, "call through a circuit, 10,000 tools / 10",
						nanos("armorerCircuitCheck10000") / nanos("armorerCircuitCheck10")),
				Bar.atMost(1.2, "call within a quota, 10,000 users / 10",
						nanos("armorerQuotaCheck10000") / nanos("armorerQuotaCheck10")),
				Bar.atMost(1, "start-up with 1,000 tools, milliseconds a tool more than without the library",
						(nanos("startUpArmorer1000") - nanos("startUpPlain1000")) / TOOLS / NANOS_A_MILLISECOND));
	}

	double nanos(String benchmark) {
		return find(benchmark).nanos();
	}

	private double bytes(String benchmark) {
		return find(benchmark).bytes();
	}

	private Row find(String benchmark) {
		return this.rows.stream()
			.filter((row) -> row.threads() == 1 && row.benchmark().equals(benchmark))
			.findFirst()
			.orElse(new Row(0, benchmark, 1, Double.NaN, Double.NaN, Double.NaN));
	}

	/**
	 * Put the ratios of all JDKs side by side.
	 * @param rows the rows of all JDKs
	 * @return a Markdown table
	 */
	static String sideBySide(List<Row> rows) {
		List<Integer> jdks = rows.stream().map(Row::jdk).distinct().sorted().toList();
		List<List<Bar>> bars = jdks.stream()
			.map((jdk) -> new Bars(rows.stream().filter((row) -> row.jdk() == jdk).toList()).all())
			.toList();
		StringBuilder table = new StringBuilder("| | promised |");
		jdks.forEach((jdk) -> table.append(" JDK ").append(jdk).append(" |"));
		table.append("\n| --- | --- |").append(" --- |".repeat(jdks.size())).append('\n');
		for (int i = 0; i < bars.get(0).size(); i++) {
			int row = i;
			Bar bar = bars.get(0).get(row);
			table.append("| ").append(bar.what()).append(" | ").append(bar.limit()).append(" | ");
			table.append(IntStream.range(0, jdks.size())
				.mapToObj((jdk) -> bars.get(jdk).get(row).value())
				.collect(Collectors.joining(" | ")));
			table.append(" |\n");
		}
		return table.toString();
	}

}
