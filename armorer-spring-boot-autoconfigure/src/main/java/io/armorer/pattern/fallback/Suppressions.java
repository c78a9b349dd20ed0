package io.armorer.pattern.fallback;

/** Keeps later failures within the first one. */
final class Suppressions {

	// An exception may be a constant that is thrown again and again.
	private static final int MOST = 16;

	private Suppressions() {
	}

	static void add(Throwable first, Throwable later) {
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
