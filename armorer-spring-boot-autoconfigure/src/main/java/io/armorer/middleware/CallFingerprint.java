package io.armorer.middleware;

/**
 * What a call asks for and among whose calls it is: equal for two calls of the same tool,
 * in the same scope, with the same arguments. The order of keys does not matter, nor how
 * a number is spelled (1, 1.0 and 1e0 are one), nor whether an argument is left out or
 * {@code null}; a text that looks like a number is no number. Objects are the same if
 * they are of the same class and all their fields are the same.
 * <p>
 * Compares the arguments themselves, not a hash of them, and is a copy: what becomes of
 * the arguments later does not change it.
 *
 * @see CallFingerprints
 */
public abstract sealed class CallFingerprint implements Comparable<CallFingerprint>
		permits TextFingerprint, ValueFingerprint {

	CallFingerprint() {
	}

	/**
	 * Return the fingerprint as text, for a store that has no other keys. Has the
	 * arguments in it.
	 * @return a text that is equal whenever the fingerprint is
	 */
	public abstract String text();

	@Override
	public final int compareTo(CallFingerprint other) {
		return text().compareTo(other.text());
	}

	/** Leaves the arguments out, which may be secret. */
	@Override
	public final String toString() {
		return "fingerprint " + Integer.toHexString(hashCode());
	}

}
