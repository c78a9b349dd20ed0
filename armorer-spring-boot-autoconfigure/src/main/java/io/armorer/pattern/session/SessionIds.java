package io.armorer.pattern.session;

import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * Makes the ids of sessions: 128 bits that nobody can guess, because who knows the id of
 * a session that is nobody's may use it.
 */
final class SessionIds {

	private static final int BYTES = 16;

	private final SecureRandom random = new SecureRandom();

	String next() {
		byte[] id = new byte[BYTES];
		this.random.nextBytes(id);
		return HexFormat.of().formatHex(id);
	}

}
