package io.armorer.pattern.state;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A copy of the values of one scope, or of all, as they were at a time. Can be kept as
 * text. Immutable.
 */
public final class StateSnapshot {

	private final String prefix;

	private final List<StateEntry> entries;

	StateSnapshot(String prefix, List<StateEntry> entries) {
		this.prefix = prefix;
		this.entries = List.copyOf(entries);
	}

	/**
	 * Return how many values are in it.
	 * @return how many
	 */
	public int size() {
		return this.entries.size();
	}

	/**
	 * Write the snapshot as text, values included, secret or not.
	 * @return JSON with a version and a checksum
	 */
	public String toJson() {
		ByteArrayOutputStream text = new ByteArrayOutputStream();
		try {
			StateFormat.write(text, this.prefix, this.entries);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return text.toString(StandardCharsets.US_ASCII);
	}

	/**
	 * Read a snapshot.
	 * @param json what {@link #toJson()} wrote
	 * @return the snapshot
	 * @throws IllegalArgumentException if it is anything else, or damaged; the message
	 * quotes nothing of it
	 */
	public static StateSnapshot ofJson(String json) {
		try {
			return StateFormat.read(json.getBytes(StandardCharsets.UTF_8));
		}
		catch (DamagedStateException ex) {
			throw new IllegalArgumentException("The text is no snapshot: " + ex.getMessage());
		}
	}

	String prefix() {
		return this.prefix;
	}

	List<StateEntry> entries() {
		return this.entries;
	}

	/** Leaves the values out, which may be secret. */
	@Override
	public String toString() {
		return "StateSnapshot[" + this.entries.size() + " values]";
	}

}
