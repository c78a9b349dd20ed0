package io.armorer.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.springframework.boot.SpringBootVersion;
import org.springframework.core.SpringVersion;

/**
 * The results as files: all rows as CSV, and what they come to as Markdown, a section for
 * each JDK. The rows and the sections of other JDKs stay.
 */
final class Results {

	private static final String SECTION = "\n## JDK ";

	private static final double NANOS_A_MILLISECOND = 1e6;

	private final Path csv;

	private final Path markdown;

	Results(Path csv, Path markdown) {
		this.csv = csv;
		this.markdown = markdown;
	}

	/**
	 * Put a run's results in the place of those of the same JDK.
	 * @param measured the run's rows
	 * @param growth the growth report, as Markdown
	 * @throws IOException if a file can't be read or written
	 */
	void write(List<Row> measured, String growth) throws IOException {
		int jdk = Runtime.version().feature();
		// as they are in the file, so that whoever reads it gets the same ratios
		List<Row> written = measured.stream().map(Row::csv).map(Row::parse).toList();
		List<Row> rows = new ArrayList<>(written);
		read().stream().filter((row) -> row.jdk() != jdk).forEach(rows::add);
		rows.sort(Comparator.comparingInt(Row::jdk));
		Files.writeString(this.csv,
				Stream.concat(Stream.of(Row.TITLES), rows.stream().map(Row::csv)).reduce("", (a, b) -> a + b + "\n"));
		SortedMap<Integer, String> sections = sections();
		sections.put(jdk, section(written, growth));
		StringBuilder text = new StringBuilder(
				"""
						# Results

						Written by the run that [README.md](README.md) names; the same rows are in [RESULTS.csv](RESULTS.csv). What counts is a ratio within one run,
						and the bytes that a call allocates: a time of one run means nothing beside that of another.
						""");
		sections.forEach((feature, section) -> text.append(SECTION).append(feature).append(section));
		Files.writeString(this.markdown, text);
	}

	List<Row> read() throws IOException {
		return Files.exists(this.csv) ? Files.readAllLines(this.csv).stream().skip(1).map(Row::parse).toList()
				: List.of();
	}

	private SortedMap<Integer, String> sections() throws IOException {
		SortedMap<Integer, String> sections = new TreeMap<>();
		if (Files.exists(this.markdown)) {
			String[] parts = Files.readString(this.markdown).split(SECTION);
			for (int i = 1; i < parts.length; i++) {
				int end = parts[i].indexOf('\n');
				sections.put(Integer.parseInt(parts[i].substring(0, end)), parts[i].substring(end));
			}
		}
		return sections;
	}

	private static String section(List<Row> rows, String growth) {
		return """


				%s, %s %s, %s, %d processors (%s). Spring Boot %s, Spring Framework %s, Spring AI %s, LangChain4j %s, Resilience4j %s.

				%s
				What a call with meters, a listener, audit, circuit, cost and quota takes the longer an application runs (the first thousands are
				slow on any JVM: another application was warmed up, but the compilers look at this one anew):

				%s"""
			.formatted(LocalDate.now(ZoneOffset.UTC), System.getProperty("java.vm.name"),
					System.getProperty("java.vm.version"), System.getProperty("os.name"),
					Runtime.getRuntime().availableProcessors(), processor(), SpringBootVersion.getVersion(),
					SpringVersion.getVersion(), versionOf("spring-ai-model"), versionOf("langchain4j-core"),
					versionOf("resilience4j-core"), table(rows), growth);
	}

	/**
	 * Compare the rows of one run.
	 * @param rows the rows
	 * @return two Markdown tables: how far they reach, and the rows themselves
	 */
	static String table(List<Row> rows) {
		Bars bars = new Bars(rows);
		StringBuilder text = new StringBuilder("| what | bar | ratio | |\n| --- | --- | --- | --- |\n");
		bars.all().forEach((bar) -> text.append(bar.line()).append('\n'));
		text.append(
				"\n| benchmark | threads | ns/op | ± | B/op | × springAi |\n| --- | --- | --- | --- | --- | --- |\n");
		for (Row row : rows) {
			boolean comparable = row.threads() == 1 && row.nanos() < NANOS_A_MILLISECOND;
			text.append(String.format(Locale.ROOT, "| `%s` | %d | %,.0f | %s | %s | %s |\n", row.benchmark(),
					row.threads(), row.nanos(), number("%,.0f", row.error()), number("%,.0f", row.bytes()),
					comparable ? number("%.2f", row.nanos() / bars.nanos("springAi")) : ""));
		}
		return text.toString();
	}

	private static String number(String format, double number) {
		return (Double.isNaN(number) || number < 0) ? "" : String.format(Locale.ROOT, format, number);
	}

	private static String processor() {
		try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
			return lines.filter((line) -> line.startsWith("model name"))
				.map((line) -> line.substring(line.indexOf(':') + 2))
				.findFirst()
				.orElse(System.getProperty("os.arch"));
		}
		catch (IOException ex) {
			return System.getProperty("os.arch");
		}
	}

	/** A library's version, as its jar on the class path is named. */
	private static String versionOf(String artifact) {
		return Stream.of(System.getProperty("java.class.path").split(System.getProperty("path.separator")))
			.map((path) -> Path.of(path).getFileName().toString())
			.filter((name) -> name.matches(artifact + "-\\d.*\\.jar"))
			.map((name) -> name.substring(artifact.length() + 1, name.length() - ".jar".length()))
			.findFirst()
			.orElse("?");
	}

}
