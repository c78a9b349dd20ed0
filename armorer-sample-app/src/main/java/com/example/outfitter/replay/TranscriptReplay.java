package com.example.outfitter.replay;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.ExitCodeGenerator;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;

import io.armorer.event.CircuitState;
import io.armorer.event.CircuitStateChanged;
import io.armorer.tool.ToolCall;
import io.armorer.tool.ToolContext;
import io.armorer.tool.ToolResult;
import io.armorer.toolbox.BatchOptions;
import io.armorer.toolbox.Toolbox;

import com.example.outfitter.chat.ChatFormat;
import com.example.outfitter.chat.ChatFormatException;
import com.example.outfitter.chat.Transcript;
import com.example.outfitter.chat.Transcript.Step;
import com.example.outfitter.chat.Transcript.TimePasses;
import com.example.outfitter.chat.Transcript.ToolCalls;
import com.example.outfitter.chat.Transcript.UpstreamTurns;
import com.example.outfitter.shop.Visits;
import com.example.outfitter.upstream.LocalServer;
import com.example.outfitter.upstream.UpstreamSwitch;

/**
 * Replays a conversation at start-up: has each tool called as the assistant wished, and
 * prints what became of it.
 */
@Component
public class TranscriptReplay implements ApplicationRunner, ExitCodeGenerator {

	private static final String BUNDLED = "transcripts/support.json";

	private static final String DEFAULT_USER = "ada";

	private static final int UNANSWERED = 1;

	private static final int UNREADABLE = 2;

	private final Toolbox toolbox;

	private final Visits visits;

	private final UpstreamSwitch upstream;

	private final Books books;

	private final LocalServer localServer;

	private final CallNews news;

	private int exitCode;

	private boolean endsApplication;

	TranscriptReplay(Toolbox toolbox, Visits visits, UpstreamSwitch upstream, LocalServer localServer, CallNews news,
			Books books) {
		this.toolbox = toolbox;
		this.visits = visits;
		this.upstream = upstream;
		this.localServer = localServer;
		this.news = news;
		this.books = books;
	}

	@Override
	public void run(ApplicationArguments args) throws InterruptedException {
		this.endsApplication = args.containsOption("replay-and-exit");
		String file = fileIn(args);
		if (!"none".equals(file)) {
			try {
				ReplayReport report = replay(read(file), (file != null) ? file : BUNDLED);
				this.exitCode = report.isAllAnswered() ? 0 : UNANSWERED;
			}
			catch (UnreadableTranscriptException ex) {
				System.err.println("Can't replay " + file + ": " + ex.getMessage());
				this.exitCode = UNREADABLE;
				this.endsApplication = true;
			}
		}
		if (!this.endsApplication) {
			System.out.println(WhatToTry.at(this.localServer.root()));
		}
	}

	/**
	 * Whether the application has nothing left to do.
	 * @return whether to end it with {@link #getExitCode()}
	 */
	public boolean endsApplication() {
		return this.endsApplication;
	}

	@Override
	public int getExitCode() {
		return this.exitCode;
	}

	ReplayReport replay(Transcript transcript, String name) throws InterruptedException {
		System.out.printf("%nReplaying the tool calls of %s%n%n", name);
		String user = (transcript.user() != null) ? transcript.user() : DEFAULT_USER;
		ToolContext context = ToolContext.builder()
			.userId(user)
			.sessionId(this.visits.begin(user).id())
			.runId("replay")
			.build();
		ReplayReport report = new ReplayReport();
		long start = System.nanoTime();
		for (Step step : transcript.steps()) {
			if (step instanceof ToolCalls toolCalls) {
				call(toolCalls.calls(), context, report);
			}
			else if (step instanceof UpstreamTurns turns) {
				this.upstream.turnTo(turns.mode());
				report.remark("from here on the shop's API " + switch (turns.mode()) {
					case OK -> "answers";
					case FAIL -> "fails";
					case FLAKY -> "fails every other time";
					case HANG -> "hangs";
				});
			}
			else if (step instanceof TimePasses passes) {
				Thread.sleep(passes.time().toMillis());
				report.remark("nothing happens for " + passes.time().toMillis() + " ms");
			}
		}
		Duration total = Duration.ofNanos(System.nanoTime() - start);
		System.out.println(report.table());
		System.out.println(report.summary(total));
		System.out.println(this.books.close(user));
		return report;
	}

	private void call(List<ToolCall> calls, ToolContext context, ReplayReport report) {
		this.news.listen();
		List<ReplayedCall> replayed = call(calls, context);
		List<String> after = new ArrayList<>();
		for (CircuitStateChanged change : this.news.stop()) {
			String remark = "circuit of " + change.toolName() + ": " + change.from().spelled() + " -> "
					+ change.to().spelled();
			// A call that is let through to test the tool comes after this change, and
			// before those that its result causes.
			if (change.to() == CircuitState.HALF_OPEN) {
				report.remark(remark);
			}
			else {
				after.add(remark);
			}
		}
		replayed.forEach(report::add);
		after.forEach(report::remark);
	}

	private List<ReplayedCall> call(List<ToolCall> calls, ToolContext context) {
		try {
			List<ToolResult> results = (calls.size() == 1) ? List.of(this.toolbox.execute(calls.get(0), context))
					: this.toolbox.executeAll(calls, context, BatchOptions.parallel());
			return results.stream().map((result) -> ReplayedCall.answered(result, this.news)).toList();
		}
		catch (RuntimeException ex) {
			// Can't be: the toolbox answers always. If it could, this is where to see it.
			return calls.stream().map((call) -> ReplayedCall.unanswered(call.name(), ex)).toList();
		}
	}

	private static Transcript read(@Nullable String file) {
		try {
			return ChatFormat.readTranscript((file != null) ? Files.readAllBytes(Path.of(file))
					: new ClassPathResource(BUNDLED).getContentAsByteArray());
		}
		catch (NoSuchFileException ex) {
			throw new UnreadableTranscriptException("there is no such file");
		}
		catch (IOException | InvalidPathException ex) {
			throw new UnreadableTranscriptException("the file can't be read (" + ex.getMessage() + ")");
		}
		catch (ChatFormatException ex) {
			throw new UnreadableTranscriptException(ex.getMessage());
		}
	}

	private static @Nullable String fileIn(ApplicationArguments args) {
		List<String> values = args.getOptionValues("replay");
		return (values == null || values.isEmpty() || values.get(0).isBlank()) ? null : values.get(0);
	}

	private static final class UnreadableTranscriptException extends RuntimeException {

		private static final long serialVersionUID = 1L;

		private UnreadableTranscriptException(String message) {
			super(message);
		}

	}

}
