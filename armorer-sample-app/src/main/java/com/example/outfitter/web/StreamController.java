package com.example.outfitter.web;

import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

import io.armorer.pattern.streaming.ToolSse;
import io.armorer.tool.Effect;
import io.armorer.tool.ToolCall;
import io.armorer.toolbox.Toolbox;

/**
 * Calls a tool and tells what happens on the way as server-sent events. A browser's
 * {@code EventSource} can only {@code GET}, and does so again whenever the connection
 * breaks: that way only tools that read can be called.
 */
@RestController
class StreamController {

	private final Toolbox toolbox;

	private final ToolSse sse;

	StreamController(Toolbox toolbox, ToolSse sse) {
		this.toolbox = toolbox;
		this.sse = sse;
	}

	@GetMapping("/api/stream/{tool}")
	SseEmitter read(@PathVariable String tool, @RequestParam(defaultValue = "{}") String arguments,
			@RequestHeader(name = "X-User-Id", required = false) @Nullable String user,
			@RequestHeader(name = "X-Session-Id", required = false) @Nullable String session,
			@RequestHeader(name = "X-Run-Id", required = false) @Nullable String run) {
		Effect effect = this.toolbox.find(tool)
			.map((found) -> found.definition().effect())
			.orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND, "There is no tool '" + tool + "'"));
		if (effect != Effect.READ) {
			throw new ResponseStatusException(HttpStatus.METHOD_NOT_ALLOWED,
					"'" + tool + "' does more than read: POST its arguments");
		}
		return this.sse.emitter(ToolCall.json(null, tool, arguments), Headers.context(user, session, run));
	}

	@PostMapping("/api/stream/{tool}")
	SseEmitter call(@PathVariable String tool, @RequestBody(required = false) @Nullable String arguments,
			@RequestHeader(name = "X-User-Id", required = false) @Nullable String user,
			@RequestHeader(name = "X-Session-Id", required = false) @Nullable String session,
			@RequestHeader(name = "X-Run-Id", required = false) @Nullable String run) {
		return this.sse.emitter(ToolCall.json(null, tool, arguments), Headers.context(user, session, run));
	}

}
