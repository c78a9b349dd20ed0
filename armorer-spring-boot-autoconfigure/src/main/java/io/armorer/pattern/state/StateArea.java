package io.armorer.pattern.state;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Whose values: a scope, and who it is within it. Makes the keys under which the store
 * has them, so that no two areas ever share one, whatever characters ids and keys are
 * made of, and whatever a database makes of wildcards, blanks or broken Unicode.
 *
 * @param scope the scope
 * @param id the tool, user or session; empty for {@link StateScope#GLOBAL}
 */
record StateArea(StateScope scope, String id) {

	static final StateArea GLOBAL = new StateArea(StateScope.GLOBAL, "");

	private static final char SEPARATOR = ':';

	private static final char ESCAPE = '~';

	// A longer one is replaced by its hash, so that a key fits into any database's index.
	private static final int LONGEST = 96;

	private static final HexFormat HEX = HexFormat.of();

	/** What the store's keys of this area begin with, and those of no other. */
	String prefix() {
		return this.scope.spelled() + SEPARATOR + encoded(this.id) + SEPARATOR;
	}

	static String name(String prefix, String key) {
		return prefix + encoded(key);
	}

	static String encoded(String text) {
		int length = text.length();
		int plain = 0;
		while (plain < length && isPlain(text.charAt(plain))) {
			plain++;
		}
		if (plain == length && length <= LONGEST) {
			return text;
		}
		StringBuilder encoded = new StringBuilder(Math.min(length, LONGEST) + 16);
		for (int i = 0; i < length && encoded.length() <= LONGEST; i++) {
			char c = text.charAt(i);
			if (isPlain(c)) {
				encoded.append(c);
			}
			else {
				encoded.append(ESCAPE).append(HEX.toHexDigits(c));
			}
		}
		return (encoded.length() <= LONGEST) ? encoded.toString() : hashed(text);
	}

	private static boolean isPlain(char c) {
		return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.';
	}

	// By its UTF-16 units: an encoder would make the same of all broken surrogates.
	private static String hashed(String text) {
		ByteBuffer units = ByteBuffer.allocate(text.length() * Character.BYTES);
		units.asCharBuffer().put(text);
		try {
			return "" + ESCAPE + ESCAPE + HEX.formatHex(MessageDigest.getInstance("SHA-256").digest(units.array()));
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
