package io.armorer.middleware;

/**
 * Keeps the failures of what was tried next within the first one, which is the one that
 * the caller gets.
 */
public final class LaterFailures {

	// An exception may be a constant that is thrown again and again.
	private static final int MOST = 16;

	private LaterFailures() {
	}

	/**
	 * Keep a later failure, as far as the first one lets others be kept in it. One that
	 * is in it already is not kept twice, and no more than a few are, as an exception may
	 * be shared by many calls.
	 * @param first the first failure
	 * @param later a later one
	 */
	public static void add(Throwable first, Throwable later) {
		Throwable[] known = first.getSuppressed();
		if (first == later || known.length >= MOST) {
			return;
		}
		for (Throwable each : known) {
			if (each == later) {
				return;
			}
		}
		first.addSuppressed(later);
	}

}
