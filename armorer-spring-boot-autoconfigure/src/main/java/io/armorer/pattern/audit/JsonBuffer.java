package io.armorer.pattern.audit;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;

/**
 * Writes canonical JSON (RFC 8785) straight into bytes. Used over and over, so that a
 * record costs next to no garbage. A surrogate without its other half, for which the RFC
 * has no answer, is escaped.
 */
final class JsonBuffer {

	private static final int KEPT = 16 * 1024;

	private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

	private byte[] bytes = new byte[512];

	private int length;

	void clear() {
		if (this.bytes.length > KEPT) {
			this.bytes = new byte[KEPT];
		}
		this.length = 0;
	}

	void into(MessageDigest digest) {
		digest.update(this.bytes, 0, this.length);
	}

	void into(OutputStream out) throws IOException {
		out.write(this.bytes, 0, this.length);
	}

	/** Write ASCII as it is. */
	void raw(byte[] ascii) {
		room(ascii.length);
		System.arraycopy(ascii, 0, this.bytes, this.length, ascii.length);
		this.length += ascii.length;
	}

	void raw(char ascii) {
		room(1);
		this.bytes[this.length++] = (byte) ascii;
	}

	void number(long number) {
		if (number == Long.MIN_VALUE) {
			raw(Long.toString(number).getBytes(StandardCharsets.US_ASCII));
			return;
		}
		long left = number;
		if (left < 0) {
			raw('-');
			left = -left;
		}
		int digits = 1;
		for (long at = left; at >= 10; at /= 10) {
			digits++;
		}
		digits(left, digits);
	}

	/** Write a number with leading zeros. */
	void digits(long number, int width) {
		room(width);
		long left = number;
		for (int i = this.length + width - 1; i >= this.length; i--) {
			this.bytes[i] = (byte) ('0' + left % 10);
			left /= 10;
		}
		this.length += width;
	}

	void text(String text) {
		raw('"');
		int at = plain(text, 0);
		while (at < text.length()) {
			at = plain(text, special(text, at));
		}
		raw('"');
	}

	/** Write characters that stand for themselves, and return where they end. */
	private int plain(String text, int from) {
		int end = text.length();
		room(end - from);
		byte[] to = this.bytes;
		int next = this.length;
		int i = from;
		for (; i < end; i++) {
			char c = text.charAt(i);
			if (c < ' ' || c >= 0x80 || c == '"' || c == '\\') {
				break;
			}
			to[next++] = (byte) c;
		}
		this.length = next;
		return i;
	}

	/** Write one character that does not, and return where it ends. */
	private int special(String text, int at) {
		char c = text.charAt(at);
		if (c < 0x80) {
			escape(c);
		}
		else if (!Character.isSurrogate(c)) {
			utf8(c);
		}
		else if (Character.isHighSurrogate(c) && at + 1 < text.length()
				&& Character.isLowSurrogate(text.charAt(at + 1))) {
			utf8(Character.toCodePoint(c, text.charAt(at + 1)));
			return at + 2;
		}
		else {
			unicode(c);
		}
		return at + 1;
	}

	private void escape(char c) {
		switch (c) {
			case '"', '\\' -> escaped(c);
			case '\b' -> escaped('b');
			case '\t' -> escaped('t');
			case '\n' -> escaped('n');
			case '\f' -> escaped('f');
			case '\r' -> escaped('r');
			default -> unicode(c);
		}
	}

	private void escaped(char c) {
		raw('\\');
		raw(c);
	}

	private void unicode(char c) {
		escaped('u');
		room(4);
		for (int shift = 12; shift >= 0; shift -= 4) {
			this.bytes[this.length++] = HEX[(c >> shift) & 15];
		}
	}

	private void utf8(int c) {
		room(4);
		if (c < 0x800) {
			this.bytes[this.length++] = (byte) (0xc0 | c >> 6);
		}
		else {
			if (c < 0x10000) {
				this.bytes[this.length++] = (byte) (0xe0 | c >> 12);
			}
			else {
				this.bytes[this.length++] = (byte) (0xf0 | c >> 18);
				this.bytes[this.length++] = (byte) (0x80 | c >> 12 & 0x3f);
			}
			this.bytes[this.length++] = (byte) (0x80 | c >> 6 & 0x3f);
		}
		this.bytes[this.length++] = (byte) (0x80 | c & 0x3f);
	}

	private void room(int more) {
		if (this.length + more > this.bytes.length) {
			this.bytes = Arrays.copyOf(this.bytes, Math.max(this.length + more, this.bytes.length * 2));
		}
	}

	@Override
	public String toString() {
		return new String(this.bytes, 0, this.length, StandardCharsets.UTF_8);
	}

}
