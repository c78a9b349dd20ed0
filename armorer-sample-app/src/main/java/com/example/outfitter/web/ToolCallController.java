package com.example.outfitter.web;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

import io.armorer.tool.ToolCall;
import io.armorer.tool.ToolContext;
import io.armorer.tool.ToolResult;
import io.armorer.toolbox.BatchOptions;
import io.armorer.toolbox.Toolbox;

import com.example.outfitter.chat.ChatFormat;
import com.example.outfitter.chat.ChatFormatException;

/**
 * Takes an assistant message's tool calls, makes them at the same time, and answers the
 * tool messages that go into the next request to the model.
 * <p>
 * On whose behalf is said by the headers {@code X-User-Id}, {@code X-Session-Id} and
 * {@code X-Run-Id}.
 */
@RestController
class ToolCallController {

	private static final int MAX_BODY = 256 * 1024;

	private static final int MAX_CALLS = 32;

	private static final int MAX_CONCURRENT = 8;

	private final Toolbox toolbox;

	ToolCallController(Toolbox toolbox) {
		this.toolbox = toolbox;
	}

	@PostMapping(path = "/api/tool-calls", consumes = MediaType.APPLICATION_JSON_VALUE)
	Answer call(HttpServletRequest request, @RequestHeader(name = "X-User-Id", required = false) @Nullable String user,
			@RequestHeader(name = "X-Session-Id", required = false) @Nullable String session,
			@RequestHeader(name = "X-Run-Id", required = false) @Nullable String run) throws IOException {
		ToolContext context = Headers.context(user, session, run);
		List<ToolCall> calls = read(request);
		List<ToolResult> results = this.toolbox.executeAll(calls, context, BatchOptions.parallel(MAX_CONCURRENT));
		List<ToolMessage> messages = new ArrayList<>();
		for (ToolResult result : results) {
			messages.add(new ToolMessage("tool", result.callId(), result.toolName(), result.content()));
		}
		return new Answer(messages);
	}

	private static List<ToolCall> read(HttpServletRequest request) throws IOException {
		byte[] body = request.getInputStream().readNBytes(MAX_BODY + 1);
		if (body.length > MAX_BODY) {
			throw new ResponseStatusException(HttpStatus.CONTENT_TOO_LARGE,
					"The body may have " + MAX_BODY / 1024 + " KiB");
		}
		List<ToolCall> calls;
		try {
			calls = ChatFormat.readToolCalls(body);
		}
		catch (ChatFormatException ex) {
			throw new ResponseStatusException(HttpStatus.BAD_REQUEST, ex.getMessage());
		}
		if (calls.size() > MAX_CALLS) {
			throw new ResponseStatusException(HttpStatus.BAD_REQUEST,
					"tool_calls has " + calls.size() + " calls, but may have " + MAX_CALLS);
		}
		return calls;
	}

	record Answer(List<ToolMessage> messages) {
	}

	record ToolMessage(String role, @JsonProperty("tool_call_id") String toolCallId, String name, String content) {
	}

}
