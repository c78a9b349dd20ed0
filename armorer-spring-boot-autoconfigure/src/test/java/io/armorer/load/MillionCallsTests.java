package io.armorer.load;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A million calls through audit, cost and quota fit into a small heap, and the last take
 * no longer than the first.
 */
@Timeout(180)
class MillionCallsTests {

	private static final Pattern TENTH = Pattern.compile("^ +(\\d+) +(\\d+) +(\\d+)$", Pattern.MULTILINE);

	// Another program may have had the processor: what grows with the calls made so far
	// would be many times slower after a million.
	private static final int SLACK = 2;

	@Test
	void aMillionCallsTakeConstantTimeAndLittleMemory() throws Exception {
		Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
				"-Xmx512m", "-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path"),
				MillionCalls.class.getName())
			.redirectErrorStream(true)
			.start();
		String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
		assertThat(process.exitValue()).as(output).isZero();
		List<MatchResult> tenths = TENTH.matcher(output).results().toList();
		assertThat(tenths).as(output).hasSize(10);
		long first = Long.parseLong(tenths.get(0).group(2));
		long last = Long.parseLong(tenths.get(9).group(2));
		assertThat(last).as(output).isLessThanOrEqualTo(first * SLACK);
		assertThat(tenths).as(output).allSatisfy((tenth) -> assertThat(Long.parseLong(tenth.group(3))).isLessThan(128));
	}

}
