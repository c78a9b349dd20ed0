package io.armorer.benchmarks;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the README says of speed is what was measured last. Writes it there with
 * {@code -Darmorer.readme.update=true}.
 */
class ReadmeTests {

	private static final String START = "<!-- results -->\n";

	private static final String END = "<!-- /results -->\n";

	private static final Path README = Path.of("../README.md");

	@Test
	void saysWhatWasMeasured() throws Exception {
		String readme = Files.readString(README);
		int start = readme.indexOf(START) + START.length();
		int end = readme.indexOf(END);
		List<Row> rows = new Results(Path.of("RESULTS.csv"), Path.of("RESULTS.md")).read();
		String table = Bars.sideBySide(rows);
		if (Boolean.getBoolean("armorer.readme.update")) {
			Files.writeString(README, readme.substring(0, start) + table + readme.substring(end));
			return;
		}
		assertThat(readme.substring(start, end)).isEqualTo(table);
	}

	@Test
	void allFilesHaveTheSameRatios() throws Exception {
		String results = Files.readString(Path.of("RESULTS.md"));
		List<Row> rows = new Results(Path.of("RESULTS.csv"), Path.of("RESULTS.md")).read();
		for (int jdk : new int[] { 17, 25 }) {
			String section = results.split("\n## JDK " + jdk + "\n")[1].split("\n## JDK ")[0];
			List<Row> measured = rows.stream().filter((row) -> row.jdk() == jdk).toList();
			assertThat(new Bars(measured).all()).isNotEmpty()
				.allSatisfy((bar) -> assertThat(section).contains(bar.line()));
		}
	}

}
