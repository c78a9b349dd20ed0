package io.armorer.pattern.logging;

import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LogTextTests {

	@Test
	void staysOnItsLine() {
		assertThat(LogText.escape("a\nb\rc\td\u001b[2Je\u0085f\u2028g\u202eh\u0000\u007f"))
			.isEqualTo("a\\nb\\rc\\td\\u001b[2Je\\u0085f\\u2028g\\u202eh\\u0000\\u007f");
		assertThat(LogText.escape("grüße 😀 👩‍💻")).isEqualTo("grüße 😀 👩‍💻");
	}

	@Test
	void cutsIdsThatCanHardlyBeOne() {
		assertThat(LogText.id("x".repeat(5000))).hasSize(201);
		assertThat(LogText.id("a\nb")).isEqualTo("a\\nb");
	}

	@Test
	void writesJsonOnOneLine() {
		Map<String, Object> map = new LinkedHashMap<>();
		map.put("a\"b", Arrays.asList(1, null, true, "x\ny\\"));
		map.put("empty", Map.of());
		map.put("none", List.of());
		map.put("nested", Map.of("k\u2028", 1.5));
		assertThat(LogText.json(map)).isEqualTo(
				"{\"a\\\"b\":[1,null,true,\"x\\ny\\\\\"],\"empty\":{},\"none\":[],\"nested\":{\"k\\u2028\":1.5}}");
		assertThat(LogText.json(null)).isEqualTo("null");
	}

	@Test
	void tellsShortDurationsApart() {
		assertThat(LogText.duration(Duration.ofNanos(50_000))).isEqualTo("0.05 ms");
		assertThat(LogText.duration(Duration.ofNanos(1_234_567))).isEqualTo("1.23 ms");
		assertThat(LogText.duration(Duration.ofMillis(10))).isEqualTo("10 ms");
		assertThat(LogText.duration(Duration.ofSeconds(61))).isEqualTo("61000 ms");
	}

}
