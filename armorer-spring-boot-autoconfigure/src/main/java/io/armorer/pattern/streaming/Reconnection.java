package io.armorer.pattern.streaming;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;

/**
 * What a client does by itself when a stream breaks off, and also when it ends: it asks
 * again and names the last event that it got. To make the call again for that could do a
 * second time what must be done once, so such a request is answered with the status that
 * tells a client to stop asking (WHATWG HTML, server-sent events).
 */
final class Reconnection {

	static final HttpStatus ANSWER = HttpStatus.NO_CONTENT;

	private static final String HEADER = "Last-Event-ID";

	private Reconnection() {
	}

	static boolean isOne(HttpHeaders headers) {
		return headers.containsHeader(HEADER);
	}

	static String header() {
		return HEADER;
	}

	/** Say what keeps intermediaries from holding events back or keeping them. */
	static void prepare(HttpHeaders headers) {
		if (headers.getCacheControl() == null) {
			headers.setCacheControl("no-store");
		}
		if (!headers.containsHeader("X-Accel-Buffering")) {
			headers.set("X-Accel-Buffering", "no");
		}
	}

}
