package com.example.outfitter.web;

import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.lang.Contract;
import org.springframework.web.server.ResponseStatusException;

import io.armorer.tool.ToolContext;

/**
 * On whose behalf a request is made. The headers stand in for real authentication: an
 * application that is reachable for others takes the user from its security context.
 */
final class Headers {

	private static final int MAX_ID = 128;

	private Headers() {
	}

	static ToolContext context(@Nullable String user, @Nullable String session, @Nullable String run) {
		return ToolContext.builder()
			.userId(checked("X-User-Id", user))
			.sessionId(checked("X-Session-Id", session))
			.runId(checked("X-Run-Id", run))
			.build();
	}

	@Contract("_, !null -> !null")
	static @Nullable String checked(String header, @Nullable String id) {
		if (id != null && (id.isBlank() || id.length() > MAX_ID)) {
			throw new ResponseStatusException(HttpStatus.BAD_REQUEST,
					header + " must have 1 to " + MAX_ID + " characters");
		}
		return id;
	}

}
