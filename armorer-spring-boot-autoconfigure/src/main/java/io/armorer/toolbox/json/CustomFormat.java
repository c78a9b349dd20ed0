package io.armorer.toolbox.json;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZonedDateTime;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonFormat;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.BeanProperty;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ext.javatime.deser.InstantDeserializer;
import tools.jackson.databind.ext.javatime.deser.LocalDateDeserializer;
import tools.jackson.databind.ext.javatime.deser.LocalDateTimeDeserializer;
import tools.jackson.databind.ext.javatime.deser.LocalTimeDeserializer;
import tools.jackson.databind.ext.javatime.deser.YearMonthDeserializer;

/** A property that {@code @JsonFormat(pattern = …)} spells in a way of its own. */
final class CustomFormat {

	private static final Map<Class<?>, ValueDeserializer<?>> READERS = Map.of(LocalDate.class,
			LocalDateDeserializer.INSTANCE, LocalDateTime.class, LocalDateTimeDeserializer.INSTANCE, LocalTime.class,
			LocalTimeDeserializer.INSTANCE, Instant.class, InstantDeserializer.INSTANT, OffsetDateTime.class,
			InstantDeserializer.OFFSET_DATE_TIME, ZonedDateTime.class, InstantDeserializer.ZONED_DATE_TIME,
			YearMonth.class, YearMonthDeserializer.INSTANCE);

	private CustomFormat() {
	}

	static @Nullable ValueDeserializer<?> find(DeserializationContext context, @Nullable BeanProperty property,
			Class<?> type) {
		if (pattern(property) == null) {
			return null;
		}
		ValueDeserializer<?> reader = READERS.get(type);
		return (reader != null) ? reader.createContextual(context, property) : null;
	}

	static @Nullable String pattern(@Nullable BeanProperty property) {
		JsonFormat format = (property != null) ? property.getAnnotation(JsonFormat.class) : null;
		return (format != null && !format.pattern().isEmpty()) ? format.pattern() : null;
	}

}
