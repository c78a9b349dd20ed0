package io.armorer.pattern.state;

import java.io.IOException;
import java.io.Writer;
import java.lang.reflect.Type;

import tools.jackson.core.JacksonException;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

import io.armorer.redact.Redactor;

/**
 * Copies values in and out as JSON text, with the application's own mapper. The text is
 * ASCII, so that no broken surrogate in a value can break the file or a database.
 */
final class StateJson {

	private final JsonMapper mapper;

	private final ObjectWriter writer;

	private final Redactor redactor;

	private final long maxSize;

	StateJson(JsonMapper mapper, Redactor redactor, long maxSize) {
		this.mapper = mapper;
		this.writer = mapper.writer()
			.with(JsonWriteFeature.ESCAPE_NON_ASCII)
			.without(SerializationFeature.INDENT_OUTPUT);
		this.redactor = redactor;
		this.maxSize = maxSize;
	}

	/** Copy a value in. */
	StateEntry write(StateArea area, String key, Object value) {
		long room = this.maxSize - key.length() - area.id().length();
		BoundedText text = new BoundedText(room);
		if (room < 0) {
			throw new StateTooLargeException(this.maxSize);
		}
		try {
			this.writer.writeValue(text, value);
		}
		catch (JacksonException | StackOverflowError ex) {
			if (text.isFull()) {
				throw new StateTooLargeException(this.maxSize);
			}
			throw new StateValueException("A value of the type " + value.getClass().getName()
					+ " can't be kept as state, because it can't be written as JSON (" + ex.getClass().getSimpleName()
					+ ")");
		}
		String json = text.toString();
		if (json.equals("null")) {
			throw new StateValueException("A value of the type " + value.getClass().getName()
					+ " can't be kept as state, because it is null as JSON. To remove a value, delete it");
		}
		return new StateEntry(area.scope(), area.id(), key, json, isSensitive(value));
	}

	private boolean isSensitive(Object value) {
		boolean plain = value instanceof String || value instanceof Number || value instanceof Boolean;
		return !plain && this.redactor.hasSensitive(value);
	}

	/** Copy a value out. */
	@SuppressWarnings("unchecked")
	<T> T read(StateEntry entry, Type type) {
		Object value;
		try {
			value = this.mapper.readValue(entry.json(), this.mapper.constructType(type));
		}
		catch (JacksonException | StackOverflowError ex) {
			throw unreadable(type, ex.getClass().getSimpleName());
		}
		if (value == null) {
			throw unreadable(type, "it became null");
		}
		return (T) value;
	}

	private static StateValueException unreadable(Type type, String why) {
		return new StateValueException(
				"The state that was asked for can't be read as " + type.getTypeName() + " (" + why + ")");
	}

	/** Check what was not written here. */
	void check(StateEntry entry) {
		if (entry.json().length() + entry.key().length() + entry.id().length() > this.maxSize) {
			throw new StateTooLargeException(this.maxSize);
		}
		try {
			JsonNode value = this.mapper.readTree(entry.json());
			if (value.isMissingNode() || value.isNull()) {
				throw unreadable(Object.class, "there is none");
			}
		}
		catch (JacksonException | StackOverflowError ex) {
			throw unreadable(Object.class, ex.getClass().getSimpleName());
		}
	}

	/** Text that refuses to grow too long. */
	private static final class BoundedText extends Writer {

		private final StringBuilder text = new StringBuilder(64);

		private final long max;

		private boolean full;

		BoundedText(long max) {
			this.max = max;
		}

		boolean isFull() {
			return this.full;
		}

		@Override
		public void write(char[] characters, int offset, int length) throws IOException {
			if (this.text.length() + (long) length > this.max) {
				this.full = true;
				throw new IOException("Too long");
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

}
