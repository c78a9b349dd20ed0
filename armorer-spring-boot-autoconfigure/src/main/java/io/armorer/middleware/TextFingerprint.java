package io.armorer.middleware;

import org.jspecify.annotations.Nullable;

/** A fingerprint of arguments of any type: their canonical text. */
final class TextFingerprint extends CallFingerprint {

	private final String text;

	TextFingerprint(String text) {
		this.text = text;
	}

	@Override
	public String text() {
		return this.text;
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return this == other || (other instanceof TextFingerprint that && this.text.equals(that.text));
	}

	@Override
	public int hashCode() {
		return this.text.hashCode();
	}

}
