package io.armorer.readme;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The Java in the README compiles and runs, because it is a region of a test of this
 * package: {@code <!-- snippet:CircuitReadmeTests#circuit -->} stands before the block.
 * With {@code -Darmorer.readme.update=true} the README is brought up to date instead.
 */
class ReadmeSnippetsTests {

	private static final Path README = root().resolve("README.md");

	private static final Pattern SNIPPET = Pattern.compile("<!-- snippet:(\\w+)#([\\w-]+) -->\\n```java\\n(.*?)```\\n",
			Pattern.DOTALL);

	@Test
	void snippetsAreRegionsOfTests() throws IOException {
		String readme = Files.readString(README);
		Matcher snippet = SNIPPET.matcher(readme);
		StringBuilder current = new StringBuilder();
		int count = 0;
		while (snippet.find()) {
			String region = region(snippet.group(1), snippet.group(2));
			snippet.appendReplacement(current, Matcher.quoteReplacement("<!-- snippet:" + snippet.group(1) + "#"
					+ snippet.group(2) + " -->\n```java\n" + region + "```\n"));
			count++;
		}
		snippet.appendTail(current);
		assertThat(count).isPositive();
		if (Boolean.getBoolean("armorer.readme.update")) {
			Files.writeString(README, current);
			return;
		}
		assertThat(readme).as("run with -Darmorer.readme.update=true to bring README.md up to date")
			.isEqualTo(current.toString());
	}

	@Test
	void noOtherJavaStandsInTheReadme() throws IOException {
		String readme = Files.readString(README);
		assertThat(SNIPPET.matcher(readme).replaceAll("")).doesNotContain("```java");
	}

	private static String region(String test, String name) throws IOException {
		Path source = root()
			.resolve("armorer-spring-boot-autoconfigure/src/test/java/io/armorer/readme/" + test + ".java");
		List<String> region = new ArrayList<>();
		boolean inside = false;
		for (String line : Files.readAllLines(source)) {
			if (line.strip().equals("// end::" + name + "[]")) {
				inside = false;
			}
			if (inside) {
				region.add(line);
			}
			if (line.strip().equals("// tag::" + name + "[]")) {
				inside = true;
			}
		}
		assertThat(region).as("region '%s' of %s", name, test).isNotEmpty();
		return String.join("\n", region).stripIndent().strip().replace("\t", "    ") + "\n";
	}

	static Path root() {
		Path at = Path.of("").toAbsolutePath();
		while (!Files.exists(at.resolve("mvnw"))) {
			at = at.getParent();
		}
		return at;
	}

}
