package io.armorer.toolbox.binding;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.sym.PropertyNameMatcher;
import tools.jackson.core.util.Named;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.ValueDeserializer;

import io.armorer.tool.ToolParameter;
import io.armorer.toolbox.json.RefusedValueException;
import io.armorer.toolbox.json.Requirement;
import io.armorer.toolbox.json.StrictJson;
import io.armorer.toolbox.json.ValueReading;

/**
 * Reads the parameters of a method straight from the JSON object, each with a reader
 * found beforehand.
 */
final class ParameterPlan implements ArgumentPlan {

	private final int count;

	private final Slot[] slots;

	private final Map<String, Slot> byName = new HashMap<>();

	private final @Nullable String[] names;

	private final @Nullable Object[] blank;

	private final PropertyNameMatcher matcher;

	ParameterPlan(List<ToolParameter> parameters, StrictJson json) {
		this.count = parameters.size();
		this.names = new @Nullable String[this.count];
		this.blank = new @Nullable Object[this.count];
		this.slots = parameters.stream()
			.filter((parameter) -> !parameter.injected())
			.map((parameter) -> slot(parameter, json))
			.toArray(Slot[]::new);
		for (Slot slot : this.slots) {
			if (this.byName.put(slot.name(), slot) != null) {
				throw new IllegalArgumentException("Two parameters are called '" + slot.name() + "' in JSON");
			}
			this.names[slot.index()] = slot.name();
			this.blank[slot.index()] = ABSENT;
		}
		List<Named> named = Arrays.stream(this.slots).map((slot) -> Named.fromString(slot.name())).toList();
		this.matcher = json.mapper().tokenStreamFactory().constructNameMatcher(named, false);
	}

	private static Slot slot(ToolParameter parameter, StrictJson json) {
		JavaType type = json.type(parameter.type());
		try {
			ValueReading reading = json.reading(type);
			boolean required = Requirement.isRequired(parameter);
			boolean nullable = !required || Requirement.holdsNull(type.getRawClass());
			return new Slot(parameter.index(), parameter.name(), type, reading.reader(), required, nullable,
					reading.absent(), reading.nullValue());
		}
		catch (DatabindException ex) {
			throw new IllegalArgumentException("Parameter '" + parameter.name() + "' of type "
					+ parameter.type().getTypeName() + " can't be read from JSON: " + ex.getOriginalMessage(), ex);
		}
	}

	@Override
	public Object read(JsonParser parser, DeserializationContext context) {
		if (parser.currentToken() != JsonToken.START_OBJECT) {
			throw new RefusedValueException(parser, Object.class, "must be an object");
		}
		@Nullable Object[] values = blank();
		while (true) {
			int match = parser.nextNameMatch(this.matcher);
			if (match >= 0) {
				Slot slot = this.slots[match];
				try {
					values[slot.index()] = slot.read(parser, context);
				}
				catch (RuntimeException ex) {
					throw DatabindException.wrapWithPath(context, ex,
							new JacksonException.Reference(values, slot.name()));
				}
			}
			else if (match == PropertyNameMatcher.MATCH_END_OBJECT) {
				return values;
			}
			else {
				throw new RefusedValueException(parser, Object.class, "must not have unknown arguments");
			}
		}
	}

	@Override
	public int place(String name, Object value) {
		Slot slot = this.byName.get(name);
		return (slot != null && !slot.type().isContainerType() && !slot.type().isReferenceType()
				&& slot.type().getRawClass() != Object.class && slot.type().getRawClass().isInstance(value))
						? slot.index() : -1;
	}

	@Override
	public @Nullable Object[] blank() {
		return this.blank.clone();
	}

	@Override
	public @Nullable String complete(@Nullable Object[] values) {
		for (Slot slot : this.slots) {
			if (values[slot.index()] == ABSENT) {
				if (slot.required()) {
					return slot.name();
				}
				values[slot.index()] = slot.absent();
			}
		}
		return null;
	}

	@Override
	public @Nullable String name(int index) {
		return this.names[index];
	}

	private record Slot(int index, String name, JavaType type, ValueDeserializer<Object> reader, boolean required,
			boolean nullable, @Nullable Object absent, @Nullable Object nullValue) {

		@Nullable Object read(JsonParser parser, DeserializationContext context) {
			if (parser.nextToken() != JsonToken.VALUE_NULL) {
				return this.reader.deserialize(parser, context);
			}
			if (!this.nullable) {
				throw new RefusedValueException(parser, this.type.getRawClass(), "must not be null");
			}
			return this.required ? this.nullValue : this.absent;
		}

	}

}
