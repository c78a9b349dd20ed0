package io.armorer.redact;

import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Goes from objects to maps, lists and scalars and from these to text, through the
 * application's mapper.
 */
final class ValueTree {

	private static final int MAX_JSON = 256 * 1024;

	private static final long MAX_HASHED = 16L * 1024 * 1024;

	// Asked for every value: the answer is kept with the class.
	private static final ClassValue<Boolean> SENSITIVE = new ClassValue<>() {

		@Override
		protected Boolean computeValue(Class<?> type) {
			return SensitiveIntrospector.isSensitive(type);
		}

	};

	private final JsonMapper plain;

	private final ObjectWriter full;

	private final ObjectWriter redacted;

	private final ObjectWriter canonical;

	ValueTree(JsonMapper mapper) {
		this.plain = JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();
		this.full = mapper.writer().without(SerializationFeature.INDENT_OUTPUT);
		this.redacted = MaskingMapper.of(mapper).writer().without(SerializationFeature.INDENT_OUTPUT);
		this.canonical = mapper.rebuild()
			.enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
			.enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
			.disable(SerializationFeature.INDENT_OUTPUT)
			.build()
			.writer();
	}

	static boolean isSensitive(Class<?> type) {
		return SENSITIVE.get(type);
	}

	static String unprintable(Object value) {
		return "<unprintable " + value.getClass().getName() + ">";
	}

	@Nullable Object full(Object value) {
		return tree(value, this.full);
	}

	@Nullable Object redacted(Object value, @Nullable Secrets secrets) {
		return tree(value, (secrets != null) ? this.redacted.withAttribute(SensitiveIntrospector.SECRETS, secrets)
				: this.redacted);
	}

	/** Whether anything in a value is marked; in doubt it is. */
	boolean hasSensitive(Object value) {
		AtomicBoolean found = new AtomicBoolean();
		try {
			this.redacted.withAttribute(SensitiveIntrospector.MASKED, (Runnable) () -> found.set(true))
				.writeValue(OutputStream.nullOutputStream(), value);
		}
		catch (JacksonException | StackOverflowError | LinkageError ex) {
			return true;
		}
		return found.get();
	}

	private @Nullable Object tree(Object value, ObjectWriter writer) {
		if (isLive(value)) {
			return "<" + value.getClass().getName() + ">";
		}
		BoundedText text = new BoundedText();
		writer.writeValue(text, value);
		return this.plain.readValue(text.toString(), Object.class);
	}

	/**
	 * Parse JSON.
	 * @return the maps, lists and scalars; {@code null} if the text is no JSON
	 */
	@Nullable Object parse(String json) {
		try {
			return this.plain.readValue(json, Object.class);
		}
		catch (JacksonException | StackOverflowError ex) {
			return null;
		}
	}

	String write(@Nullable Object tree) {
		return this.plain.writeValueAsString(tree);
	}

	String hash(@Nullable Object value) {
		try {
			MessageDigest digest = MessageDigest.getInstance("SHA-256");
			this.canonical.writeValue(new DigestOutputStream(new BoundedSink(), digest), value);
			return "sha256:" + HexFormat.of().formatHex(digest.digest());
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
		catch (RuntimeException | StackOverflowError | LinkageError ex) {
			return unprintable((value != null) ? value : "");
		}
	}

	// To look into these would use them up, wait for them, or read from far away.
	private static boolean isLive(Object value) {
		return value instanceof AutoCloseable || value instanceof Iterator<?> || value instanceof Future<?>
				|| value instanceof CompletionStage<?> || value instanceof Flow.Publisher<?> || value instanceof Thread
				|| value instanceof Class<?> || value instanceof ClassLoader;
	}

	/** Text that ends in an exception when it grows too long. */
	private static final class BoundedText extends Writer {

		private final StringBuilder text = new StringBuilder(256);

		@Override
		public void write(char[] characters, int offset, int length) throws IOException {
			if (this.text.length() + length > MAX_JSON) {
				throw new IOException("More than " + MAX_JSON + " characters");
			}
			this.text.append(characters, offset, length);
		}

		@Override
		public void flush() {
			// nothing stands behind it
		}

		@Override
		public void close() {
			// nothing stands behind it
		}

		@Override
		public String toString() {
			return this.text.toString();
		}

	}

	/** Takes bytes until there are too many. */
	private static final class BoundedSink extends OutputStream {

		private long written;

		@Override
		public void write(int b) throws IOException {
			count(1);
		}

		@Override
		public void write(byte[] bytes, int offset, int length) throws IOException {
			count(length);
		}

		private void count(int length) throws IOException {
			this.written += length;
			if (this.written > MAX_HASHED) {
				throw new IOException("More than " + MAX_HASHED + " bytes");
			}
		}

	}

}
