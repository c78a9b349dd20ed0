package com.example.outfitter.replay;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import io.armorer.event.CallIdentity;
import io.armorer.event.ToolFellBack;
import io.armorer.event.ToolFinished;
import io.armorer.tool.CallNotes;
import io.armorer.tool.ErrorCode;
import io.armorer.tool.Outcome;
import io.armorer.tool.ToolError;
import io.armorer.tool.ToolResult;

import static org.assertj.core.api.Assertions.assertThat;

class ReplayedCallTests {

	private final CallNews news = new CallNews();

	@Test
	void isServedByItself() {
		assertShown(Map.of(), null, 1, "itself");
		assertShown(Map.of(CallNotes.ATTEMPTS, 2), null, 2, "itself");
	}

	@Test
	void isServedByTheCacheWithoutATry() {
		assertShown(Map.of(CallNotes.CACHED, true, CallNotes.CACHE_AGE, 3L), null, 0, "cache");
	}

	@Test
	void isServedByAnotherCallWithoutATry() {
		assertShown(Map.of(CallNotes.SHARED, true, CallNotes.SHARED_WITH, "c0", CallNotes.ATTEMPTS, 2), null, 0,
				"c0 (shared)");
	}

	@Test
	void saysWhyAnotherToolHadToServe() {
		this.news.listen();
		fallsBack(ErrorCode.UPSTREAM_FAILED);
		fallsBack(ErrorCode.EXECUTION_FAILED);
		assertShown(Map.of(CallNotes.ATTEMPTS, 3, CallNotes.SERVED_BY, "get-spare"), "(UPSTREAM_FAILED)", 3,
				"get-spare");
	}

	@Test
	void isNotTriedWhileTheCircuitIsOpen() {
		this.news.listen();
		fallsBack(ErrorCode.CIRCUIT_OPEN);
		assertShown(Map.of(CallNotes.SERVED_BY, "get-spare"), "(CIRCUIT_OPEN)", 0, "get-spare");
	}

	@Test
	void isServedByTheToolThatItChose() {
		this.news.listen();
		ends("get-a", ToolError.of(ErrorCode.EXECUTION_FAILED, "no"));
		assertShown(Map.of(), null, 1, "itself");
		ends("get-b", null);
		assertShown(Map.of(), null, 1, "get-b");
	}

	@Test
	void keepsNothingUnlessItListens() {
		fallsBack(ErrorCode.CIRCUIT_OPEN);
		ends("get-b", null);
		assertShown(Map.of(), null, 1, "itself");
		this.news.listen();
		fallsBack(ErrorCode.CIRCUIT_OPEN);
		ends("get-b", null);
		this.news.stop();
		this.news.listen();
		assertShown(Map.of(), null, 1, "itself");
	}

	private void fallsBack(ErrorCode code) {
		this.news.on(new ToolFellBack(call("c1", null, "get-counter"), "get-counter", "get-spare",
				ToolError.of(code, "no"), Outcome.SUCCESS, Instant.EPOCH));
	}

	private void ends(String step, @Nullable ToolError error) {
		this.news.on(new ToolFinished(call("c2", "c1", step), (error != null) ? Outcome.of(error) : Outcome.SUCCESS,
				error, null, Duration.ZERO, Map.of(), Instant.EPOCH));
	}

	private static CallIdentity call(String id, @Nullable String parent, String tool) {
		return new CallIdentity(id, parent, tool, null, null, null);
	}

	private void assertShown(Map<String, Object> notes, @Nullable String code, int tries, String servedBy) {
		ToolResult result = new ToolResult("c1", "get-counter", Outcome.SUCCESS, 3, null, null, Duration.ZERO, notes,
				(written) -> "3");
		assertThat(ReplayedCall.answered(result, this.news))
			.isEqualTo(new ReplayedCall("get-counter", Outcome.SUCCESS, code, Duration.ZERO, tries, servedBy));
	}

}
