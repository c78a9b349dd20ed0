package com.example.outfitter.replay;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.DefaultApplicationArguments;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.armorer.pattern.session.Session;
import io.armorer.tool.CallNotes;
import io.armorer.tool.Outcome;
import io.armorer.tool.ToolResult;
import io.armorer.toolbox.Toolbox;

import com.example.outfitter.shop.Visits;
import com.example.outfitter.upstream.LocalServer;
import com.example.outfitter.upstream.UpstreamSwitch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

@ExtendWith(OutputCaptureExtension.class)
class TranscriptReplayTests {

	private static final String ONE_CALL = """
			[{"role": "assistant", "content": null, "tool_calls": [
			  {"id": "c1", "type": "function", "function": {"name": "get-counter", "arguments": "{}"}}]}]""";

	private final Toolbox toolbox = mock(Toolbox.class);

	private final LocalServer localServer = mock(LocalServer.class);

	private final Visits visits = mock(Visits.class);

	private final Books books = mock(Books.class);

	private final TranscriptReplay replay = new TranscriptReplay(this.toolbox, this.visits, new UpstreamSwitch(),
			this.localServer, new CallNews(), this.books);

	@TempDir
	private Path directory;

	@BeforeEach
	void letIn() {
		Session session = new Session("s1", "ada", Instant.EPOCH, Instant.EPOCH, Instant.MAX, List.of(), List.of(),
				Map.of(), 1);
		given(this.visits.begin("ada")).willReturn(session);
		given(this.books.close("ada")).willReturn("the books are closed");
	}

	@Test
	void replaysTheUsersOwnFile(CapturedOutput output) throws Exception {
		given(this.toolbox.execute(any(), any()))
			.willReturn(result(Map.of(CallNotes.ATTEMPTS, 2, CallNotes.SERVED_BY, "get-spare")));
		run("--replay=" + file(ONE_CALL), "--replay-and-exit");
		assertThat(this.replay.getExitCode()).isZero();
		assertThat(this.replay.endsApplication()).isTrue();
		assertThat(output).contains("Replaying the tool calls of ")
			.containsPattern("1 +get-counter +SUCCESS +- +0\\.0 +2 +get-spare")
			.contains("all 1 calls got an answer")
			.contains("the books are closed");
	}

	@Test
	void keepsServingAndSaysWhereToLook(CapturedOutput output) throws Exception {
		given(this.localServer.root()).willReturn(URI.create("http://localhost:4711"));
		run("--replay=none");
		assertThat(this.replay.endsApplication()).isFalse();
		assertThat(output).contains("http://localhost:4711/actuator/armorer")
			.contains("http://localhost:4711/api/tool-calls")
			.doesNotContain("Replaying");
		assertThat(output.getOut().lines()).allSatisfy((line) -> assertThat(line).hasSizeLessThanOrEqualTo(100));
	}

	@Test
	void endsWithOneIfACallGotNoAnswer() throws Exception {
		given(this.toolbox.execute(any(), any())).willThrow(new IllegalStateException("broken"));
		run("--replay=" + file(ONE_CALL), "--replay-and-exit");
		assertThat(this.replay.getExitCode()).isOne();
	}

	@Test
	void endsWithTwoIfThereIsNoSuchFile(CapturedOutput output) throws Exception {
		run("--replay=" + this.directory.resolve("nowhere.json"));
		assertUnreadable(output, "there is no such file");
	}

	@Test
	void endsWithTwoIfTheFileIsNoConversation(CapturedOutput output) throws Exception {
		run("--replay=" + file("[{\"role\": \"boss\"}]"));
		assertUnreadable(output, "messages[0].role is 'boss', which is no role of the chat format");
	}

	@Test
	void endsWithTwoIfTheFileCantBeRead(CapturedOutput output) throws Exception {
		run("--replay=" + this.directory);
		assertUnreadable(output, "the file can't be read (");
	}

	private void assertUnreadable(CapturedOutput output, String problem) {
		assertThat(this.replay.getExitCode()).isEqualTo(2);
		assertThat(this.replay.endsApplication()).isTrue();
		assertThat(output.getErr().lines()).singleElement().asString().startsWith("Can't replay ").contains(problem);
		assertThat(output.getOut()).isEmpty();
	}

	private void run(String... args) throws InterruptedException {
		this.replay.run(new DefaultApplicationArguments(args));
	}

	private Path file(String json) throws Exception {
		return Files.writeString(this.directory.resolve("own.json"), json);
	}

	private static ToolResult result(Map<String, Object> metadata) {
		return new ToolResult("c1", "get-counter", Outcome.SUCCESS, 3, null, null, Duration.ZERO, metadata,
				(result) -> "3");
	}

}
