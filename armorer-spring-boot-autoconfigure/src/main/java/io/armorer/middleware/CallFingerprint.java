package io.armorer.middleware;

import org.jspecify.annotations.Nullable;

/**
 * What a call asks for and among whose calls it is: equal for two calls of the same tool,
 * in the same scope, with the same arguments. The order of keys does not matter, nor how
 * a number is spelled (1, 1.0 and 1e0 are one), nor whether an argument is left out or
 * {@code null}; a text that looks like a number is no number. Objects are the same if
 * they are of the same class and all their fields are the same.
 * <p>
 * Compares the arguments themselves, not a hash of them, and is a copy: what becomes of
 * the arguments later does not change it.
 */
public final class CallFingerprint implements Comparable<CallFingerprint> {

	private final String text;

	private final int hash;

	private CallFingerprint(String text) {
		this.text = text;
		this.hash = text.hashCode();
	}

	/**
	 * Take the fingerprint of a call.
	 * @param call the call
	 * @param scope among whose calls to look for the same
	 * @return the fingerprint, or {@code null} if the call is like no other: the scope
	 * asks for a user or session and there is none, or an argument can't be told from
	 * others (a stream, a lambda, an object of the JDK that keeps to itself what is in
	 * it, more than 64,000 characters of text)
	 */
	public static @Nullable CallFingerprint of(ToolInvocation call, CallScope scope) {
		CanonicalText text = new CanonicalText(call.tool().name());
		// where no parameter stands for a key, to leave it out may mean something else
		boolean bound = !call.tool().parameters().isEmpty();
		try {
			boolean complete = scope.write(call.context(), text) && text.arguments(call.arguments(), bound);
			return complete ? new CallFingerprint(text.toString()) : null;
		}
		catch (RuntimeException ex) {
			// A collection that changes meanwhile, or one that can't be read at all.
			return null;
		}
	}

	/**
	 * Return the fingerprint as text, for a store that has no other keys. Has the
	 * arguments in it.
	 * @return a text that is equal whenever the fingerprint is
	 */
	public String text() {
		return this.text;
	}

	@Override
	public int compareTo(CallFingerprint other) {
		return this.text.compareTo(other.text);
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return this == other
				|| (other instanceof CallFingerprint that && this.hash == that.hash && this.text.equals(that.text));
	}

	@Override
	public int hashCode() {
		return this.hash;
	}

	/** Leaves the arguments out, which may be secret. */
	@Override
	public String toString() {
		return "fingerprint " + Integer.toHexString(this.hash);
	}

}
