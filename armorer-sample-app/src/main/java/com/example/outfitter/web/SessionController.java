package com.example.outfitter.web;

import java.time.Instant;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

import io.armorer.pattern.session.Session;
import io.armorer.pattern.session.SessionManager;

import com.example.outfitter.shop.Visits;

/**
 * Opens a session, whose id goes into the header {@code X-Session-Id} of the calls made
 * in it, and ends it.
 */
@RestController
class SessionController {

	private final Visits visits;

	private final SessionManager sessions;

	SessionController(Visits visits, SessionManager sessions) {
		this.visits = visits;
		this.sessions = sessions;
	}

	@PostMapping("/api/sessions")
	@ResponseStatus(HttpStatus.CREATED)
	OpenedSession open(@RequestHeader("X-User-Id") String user) {
		Session session = this.visits.begin(Headers.checked("X-User-Id", user));
		return new OpenedSession(session.id(), session.expiresAt());
	}

	@DeleteMapping("/api/sessions/{id}")
	@ResponseStatus(HttpStatus.NO_CONTENT)
	void end(@PathVariable String id, @RequestHeader("X-User-Id") String user) {
		// Another user's session is as little there as one that never was.
		boolean own = this.sessions.find(id).filter((session) -> user.equals(session.userId())).isPresent();
		if (!own || !this.sessions.end(id)) {
			throw new ResponseStatusException(HttpStatus.NOT_FOUND, "There is no such session");
		}
	}

	record OpenedSession(String sessionId, Instant expiresAt) {
	}

}
