package io.armorer.pattern.state;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/**
 * State as text: a JSON object in ASCII with a version at its beginning, an entry in each
 * line, and the SHA-256 of all that stands before it at its end.
 */
final class StateFormat {

	private static final int VERSION = 1;

	private static final String HEAD = "{\"format\":\"armorer-state\",\"version\":";

	private static final Pattern VERSION_NUMBER = Pattern.compile("\\d{1,9}(?=,)");

	private static final String TAIL = "],\"sha256\":\"";

	private static final int HASH_LENGTH = 64;

	private static final byte[] END = "\"}".getBytes(StandardCharsets.US_ASCII);

	// Not the application's: the file must not depend on how it likes its JSON.
	private static final JsonMapper MAPPER = JsonMapper.builder().build();

	private static final ObjectWriter WRITER = MAPPER.writer().with(JsonWriteFeature.ESCAPE_NON_ASCII);

	private StateFormat() {
	}

	static void write(OutputStream out, String prefix, Collection<StateEntry> entries) throws IOException {
		DigestOutputStream text = new DigestOutputStream(out, sha256());
		write(text, HEAD + VERSION + ",\"scope\":" + WRITER.writeValueAsString(prefix) + ",\"entries\":[");
		String separator = "\n";
		for (StateEntry entry : entries) {
			write(text, separator + WRITER.writeValueAsString(entry));
			separator = ",\n";
		}
		write(text, "\n" + TAIL);
		String hash = HexFormat.of().formatHex(text.getMessageDigest().digest());
		write(out, hash);
		out.write(END);
		out.write('\n');
	}

	private static void write(OutputStream out, String text) throws IOException {
		out.write(text.getBytes(StandardCharsets.US_ASCII));
	}

	static StateSnapshot read(byte[] text) throws DamagedStateException {
		checkVersion(text);
		int end = text.length;
		while (end > 0 && Character.isWhitespace(text[end - 1])) {
			end--;
		}
		int hashStart = end - END.length - HASH_LENGTH;
		if (hashStart < 0 || !Arrays.equals(text, end - END.length, end, END, 0, END.length)
				|| !endsWithTail(text, hashStart)) {
			throw new DamagedStateException("its end is missing");
		}
		MessageDigest digest = sha256();
		digest.update(text, 0, hashStart);
		String hash = new String(text, hashStart, HASH_LENGTH, StandardCharsets.US_ASCII);
		if (!HexFormat.of().formatHex(digest.digest()).equals(hash)) {
			throw new DamagedStateException("its checksum is wrong");
		}
		return parse(text);
	}

	private static boolean endsWithTail(byte[] text, int end) {
		int start = Math.max(0, end - TAIL.length());
		return new String(text, start, end - start, StandardCharsets.ISO_8859_1).equals(TAIL);
	}

	private static void checkVersion(byte[] text) throws DamagedStateException {
		String head = new String(text, 0, Math.min(text.length, HEAD.length() + 10), StandardCharsets.ISO_8859_1);
		if (head.isBlank()) {
			throw new DamagedStateException("it is empty");
		}
		Matcher number = VERSION_NUMBER.matcher(head).region(Math.min(HEAD.length(), head.length()), head.length());
		if (!head.startsWith(HEAD) || !number.lookingAt()) {
			throw new DamagedStateException("it does not begin as state does");
		}
		int version = Integer.parseInt(number.group());
		if (version != VERSION) {
			throw new DamagedStateException(
					"it has version " + version + " of the format, and this application knows version " + VERSION);
		}
	}

	private static StateSnapshot parse(byte[] text) throws DamagedStateException {
		try {
			Document document = MAPPER.readValue(text, Document.class);
			List<StateEntry> entries = document.entries();
			if (document.scope() == null || entries == null || entries.stream().anyMatch(StateFormat::isIncomplete)) {
				throw new DamagedStateException("something in it is missing");
			}
			return new StateSnapshot(document.scope(), entries);
		}
		catch (JacksonException | StackOverflowError ex) {
			throw new DamagedStateException("it is no state (" + ex.getClass().getSimpleName() + ")");
		}
	}

	// What Jackson makes of a text may have holes.
	private static boolean isIncomplete(@Nullable StateEntry entry) {
		return entry == null || entry.scope() == null || entry.id() == null || entry.key() == null
				|| entry.json() == null;
	}

	private static MessageDigest sha256() {
		try {
			return MessageDigest.getInstance("SHA-256");
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/** The text as a whole. */
	private record Document(String format, int version, @Nullable String scope, @Nullable List<StateEntry> entries,
			@Nullable String sha256) {

	}

}
