package io.armorer.middleware;

import java.util.Arrays;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * A fingerprint of {@link PlainParameter plain arguments}: the values themselves. Their
 * canonical text is written only if somebody asks for it.
 */
final class ValueFingerprint extends CallFingerprint {

	private final CallFingerprints kind;

	private final @Nullable String user;

	private final @Nullable String session;

	private final @Nullable Object[] values;

	private final int hash;

	// written twice at worst
	private @Nullable String text;

	/**
	 * A fingerprint.
	 * @param kind whose tool and scope it is of
	 * @param user the user, where the scope asks for it
	 * @param session the session, where the scope asks for it
	 * @param values the arguments in the order of the plain parameters
	 */
	ValueFingerprint(CallFingerprints kind, @Nullable String user, @Nullable String session,
			@Nullable Object[] values) {
		this.kind = kind;
		this.user = user;
		this.session = session;
		this.values = values;
		this.hash = 31 * (31 * kind.hashCode() + Objects.hashCode(user)) + 31 * Objects.hashCode(session)
				+ Arrays.hashCode(values);
	}

	@Override
	public String text() {
		String written = this.text;
		if (written == null) {
			written = this.kind.text(this.user, this.session, this.values);
			this.text = written;
		}
		return written;
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return this == other || (other instanceof ValueFingerprint that && this.hash == that.hash
				&& this.kind.equals(that.kind) && Objects.equals(this.user, that.user)
				&& Objects.equals(this.session, that.session) && Arrays.equals(this.values, that.values));
	}

	@Override
	public int hashCode() {
		return this.hash;
	}

}
