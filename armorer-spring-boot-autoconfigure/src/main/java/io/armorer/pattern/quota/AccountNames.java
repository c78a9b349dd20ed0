package io.armorer.pattern.quota;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

import org.jspecify.annotations.Nullable;

/**
 * Writes users' ids so that they can stand in keys of every store: no two ids alike, also
 * where a store does not tell upper from lower case, and none longer than
 * {@value #LONGEST}. What is not a lower-case letter, a digit or one of {@code -_.@} is
 * written as {@code %} and the two digits of each of its bytes. Of a long id the
 * beginning is kept, and a digest of the whole.
 */
final class AccountNames {

	/** The name of those who have no id; can't be the name of an id. */
	static final String NOBODY = "*";

	static final int LONGEST = 160;

	private static final int BEGINNING = LONGEST - 65;

	private static final HexFormat HEX = HexFormat.of();

	private AccountNames() {
	}

	static String of(@Nullable String userId) {
		if (userId == null) {
			return NOBODY;
		}
		StringBuilder name = new StringBuilder(userId.length() + 8);
		int beginning = 0;
		for (int i = 0; i < userId.length() && name.length() <= LONGEST; i++) {
			append(name, userId, i);
			if (name.length() <= BEGINNING && !splits(userId, i)) {
				beginning = name.length();
			}
		}
		if (name.length() <= LONGEST) {
			return name.toString();
		}
		return name.substring(0, beginning) + "~" + digest(userId);
	}

	private static void append(StringBuilder name, String id, int at) {
		char c = id.charAt(at);
		if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.' || c == '@') {
			name.append(c);
		}
		else if (splits(id, at)) {
			escape(name, id.substring(at, at + 2));
		}
		else if (!Character.isSurrogate(c)) {
			escape(name, String.valueOf(c));
		}
		else if (at == 0 || !splits(id, at - 1)) {
			// half a character, which no bytes stand for
			name.append("%u").append(HEX.toHexDigits(c));
		}
	}

	/** Whether a character is two {@code char}s, of which this is the first. */
	private static boolean splits(String id, int at) {
		return at + 1 < id.length() && Character.isSurrogatePair(id.charAt(at), id.charAt(at + 1));
	}

	private static void escape(StringBuilder name, String character) {
		for (byte each : character.getBytes(StandardCharsets.UTF_8)) {
			name.append('%').append(HEX.toHexDigits(each));
		}
	}

	private static String digest(String id) {
		try {
			// not as UTF-8, which writes all halves of characters alike
			ByteBuffer bytes = ByteBuffer.allocate(id.length() * Character.BYTES);
			bytes.asCharBuffer().put(id);
			return HEX.formatHex(MessageDigest.getInstance("SHA-256").digest(bytes.array()));
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Read an id from what {@link #of} wrote.
	 * @return the id; of a long one the beginning, with an ellipsis; {@code null} for
	 * nobody
	 */
	static @Nullable String read(String name) {
		if (name.equals(NOBODY)) {
			return null;
		}
		int cut = name.indexOf('~');
		String kept = (cut < 0) ? name : name.substring(0, cut);
		StringBuilder id = new StringBuilder(kept.length());
		byte[] bytes = new byte[kept.length()];
		int i = 0;
		while (i < kept.length()) {
			int count = 0;
			for (; i < kept.length() && kept.charAt(i) == '%' && kept.charAt(i + 1) != 'u'; i += 3) {
				bytes[count++] = (byte) HexFormat.fromHexDigits(kept, i + 1, i + 3);
			}
			id.append(new String(bytes, 0, count, StandardCharsets.UTF_8));
			if (i < kept.length() && kept.charAt(i) == '%') {
				id.append((char) HexFormat.fromHexDigits(kept, i + 2, i + 6));
				i += 6;
			}
			else if (i < kept.length()) {
				id.append(kept.charAt(i++));
			}
		}
		return (cut < 0) ? id.toString() : id.append('…').toString();
	}

}
