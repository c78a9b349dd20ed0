package io.armorer.actuate;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import io.armorer.middleware.Settled;
import io.armorer.middleware.UnknownTool;
import io.armorer.tool.ErrorCode;
import io.armorer.tool.Tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

class ToolCallCountsTests {

	private final ToolCallCounts counts = new ToolCallCounts();

	private final Tool search = Calls.tool("search");

	@Test
	void countsByOutcome() {
		finish(this.search, Calls.success(Duration.ZERO));
		finish(this.search, Calls.success(Duration.ZERO));
		finish(this.search, Calls.failed(ErrorCode.ACTION_REQUIRED));
		finish(this.search, Calls.failed(ErrorCode.POLICY_DENIED));
		assertThat(this.counts.of("search")).containsExactly(entry("success", 2L), entry("denied", 1L),
				entry("action-required", 1L));
		assertThat(this.counts.of("refund")).isEmpty();
	}

	@Test
	void countsNamesThatNoToolHasInOneSum() {
		finish(new UnknownTool("one"), Calls.failed(ErrorCode.UNKNOWN_TOOL));
		finish(new UnknownTool("two"), Calls.failed(ErrorCode.UNKNOWN_TOOL));
		assertThat(this.counts.ofUnknownTools()).isEqualTo(2);
		assertThat(this.counts.of("one")).isEmpty();
	}

	@Test
	void forgetsAToolThatIsUnregistered() {
		finish(this.search, Calls.success(Duration.ZERO));
		this.counts.release(this.search);
		assertThat(this.counts.of("search")).isEmpty();
	}

	private void finish(Tool tool, Settled settled) {
		this.counts.watch(tool).finished(Calls.call(tool), settled);
	}

}
