package io.armorer.middleware;

import java.util.concurrent.ThreadLocalRandom;

/**
 * Makes the ids of calls: 80 random bits as 16 characters. They tell calls apart and are
 * no secret, so a fast generator without contention will do.
 */
final class CallIds {

	private static final char[] ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz".toCharArray();

	private CallIds() {
	}

	static String next() {
		ThreadLocalRandom random = ThreadLocalRandom.current();
		char[] id = new char[16];
		fill(id, 0, random.nextLong());
		fill(id, 8, random.nextLong());
		return new String(id);
	}

	private static void fill(char[] id, int from, long bits) {
		for (int i = 0; i < 8; i++) {
			id[from + i] = ALPHABET[(int) (bits >>> (5 * i)) & 31];
		}
	}

}
