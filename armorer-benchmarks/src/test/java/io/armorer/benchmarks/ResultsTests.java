package io.armorer.benchmarks;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class ResultsTests {

	private static final int JDK = Runtime.version().feature();

	@TempDir
	private Path directory;

	@Test
	void keepsTheResultsOfOtherJdks() throws Exception {
		Path csv = Files.writeString(this.directory.resolve("r.csv"),
				Row.TITLES + "\n8,direct,1,3.0,0.1,24\n" + JDK + ",direct,1,99.0,,\n");
		Path markdown = Files.writeString(this.directory.resolve("r.md"),
				"# Old\n\n## JDK 8\n\nlong ago\n\n## JDK " + JDK + "\n\nlast time\n");
		Results results = new Results(csv, markdown);
		for (int run = 1; run <= 2; run++) {
			results.write(List.of(new Row(JDK, "direct", 1, 4.25, 0.5, 24)), "growth of run " + run + "\n");
		}
		assertThat(Files.readString(csv))
			.isEqualTo(Row.TITLES + "\n8,direct,1,3.0,0.1,24\n" + JDK + ",direct,1,4.3,0.5,24\n");
		assertThat(Files.readString(markdown)).startsWith("# Results\n")
			.contains("\n## JDK 8\n\nlong ago\n", "\n## JDK " + JDK + "\n\n", "growth of run 2")
			.doesNotContain("last time", "growth of run 1");
	}

	@Test
	void whatIsOffCostsNothingIfItCanNotBeToldApart() {
		Row bare = new Row(JDK, "armorerDirectBare", 1, 200, 5, 320);
		assertThat(verdict(bare, new Row(JDK, "armorerDirectOff", 1, 209, 5, 320))).isEqualTo("reached");
		assertThat(verdict(bare, new Row(JDK, "armorerDirectOff", 1, 211, 5, 320))).isEqualTo("**missed**");
		assertThat(verdict(bare, new Row(JDK, "armorerDirectOff", 1, 209, Double.NaN, 320))).isEqualTo("not measured");
	}

	private static String verdict(Row bare, Row off) {
		return new Bars(List.of(bare, off)).all()
			.stream()
			.filter((bar) -> bar.what().contains("every pattern off"))
			.findFirst()
			.orElseThrow()
			.verdict();
	}

	@Test
	void saysWhichBarsAreMissed() {
		List<Row> rows = List.of(new Row(JDK, "direct", 1, 4, 0, 24), new Row(JDK, "armorerJsonBare", 1, 1500, 0, 100),
				new Row(JDK, "springAi", 1, 1000, 0, 200), new Row(JDK, "r4jFour", 1, 4004, 0, 100),
				new Row(JDK, "armorerDirectFour", 1, 1004, 0, 100));
		assertThat(new Bars(rows).all()).extracting(Bar::line)
			.contains("| JSON call, nothing on / Spring AI's bare call | ≤ 1.00 | 1.50 | **missed** |",
					"| … bytes that it allocates | ≤ 1.00 | 0.50 | reached |")
			.anyMatch(
					(line) -> line.startsWith("| direct call through") && line.endsWith("| ≤ 0.25 | 0.25 | reached |"))
			.anyMatch((line) -> line.endsWith("not measured |"));
	}

	@Test
	void putsTheJdksSideBySide() {
		List<Row> rows = List.of(new Row(17, "armorerJsonBare", 1, 500, 0, 100), new Row(17, "springAi", 1, 1000, 0, 0),
				new Row(25, "armorerJsonBare", 1, 700, 0, 100), new Row(25, "springAi", 1, 1000, 0, 0));
		assertThat(Bars.sideBySide(rows)).startsWith("| | promised | JDK 17 | JDK 25 |\n| --- | --- | --- | --- |\n")
			.contains("| JSON call, nothing on / Spring AI's bare call | ≤ 1.00 | 0.50 | 0.70 |\n");
	}

}
