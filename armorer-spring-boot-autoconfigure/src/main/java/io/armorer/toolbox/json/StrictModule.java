package io.armorer.toolbox.json;

import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.DeserializationConfig;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.KeyDeserializer;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.deser.Deserializers;
import tools.jackson.databind.deser.KeyDeserializers;
import tools.jackson.databind.deser.ValueDeserializerModifier;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.type.ArrayType;
import tools.jackson.databind.type.CollectionType;
import tools.jackson.databind.type.MapType;

/** The readers of the dialect. */
final class StrictModule extends SimpleModule {

	private static final long serialVersionUID = 1L;

	private final transient EnumNames enums;

	private final transient BeanGuard guard;

	StrictModule(EnumNames enums, BeanGuard guard) {
		super("armorer-arguments");
		this.enums = enums;
		this.guard = guard;
		TextTypes.byType().forEach((type, text) -> add(type, new TextDeserializer<>(text, type.isPrimitive())));
		NumberType.byType().forEach((type, number) -> {
			add(type, new NumberDeserializer(type, number));
			if (type.isPrimitive() && type != byte.class) {
				add(type.arrayType(), new PrimitiveArrayDeserializer(type, number));
			}
		});
		add(OptionalInt.class, new OptionalNumberDeserializer<>(OptionalInt.class, int.class, OptionalInt.empty(),
				(value) -> OptionalInt.of((Integer) value)));
		add(OptionalLong.class, new OptionalNumberDeserializer<>(OptionalLong.class, long.class, OptionalLong.empty(),
				(value) -> OptionalLong.of((Long) value)));
		add(OptionalDouble.class, new OptionalNumberDeserializer<>(OptionalDouble.class, double.class,
				OptionalDouble.empty(), (value) -> OptionalDouble.of((Double) value)));
		add(Object.class, new UntypedDeserializer());
	}

	@Override
	public void setupModule(SetupContext context) {
		super.setupModule(context);
		context.addDeserializers(new Enums(this.enums));
		context.addKeyDeserializers(new Keys(this.enums));
		context.addDeserializerModifier(new Modifier(this.guard));
	}

	@SuppressWarnings({ "unchecked", "rawtypes" }) // the maps say which belongs to which
	private void add(Class<?> type, ValueDeserializer<?> reader) {
		addDeserializer((Class) type, (ValueDeserializer) reader);
	}

	private static final class Enums extends Deserializers.Base {

		private final EnumNames enums;

		Enums(EnumNames enums) {
			this.enums = enums;
		}

		@Override
		public @Nullable ValueDeserializer<?> findEnumDeserializer(JavaType type, DeserializationConfig config,
				BeanDescription.Supplier description) {
			Map<String, Enum<?>> constants = this.enums.of(type.getRawClass());
			return constants.isEmpty() ? null : new ExactEnumDeserializer(type.getRawClass(), constants);
		}

		@Override
		public boolean hasDeserializerFor(DeserializationConfig config, Class<?> type) {
			return type.isEnum() && !this.enums.of(type).isEmpty();
		}

	}

	private static final class Keys implements KeyDeserializers {

		private final EnumNames enums;

		Keys(EnumNames enums) {
			this.enums = enums;
		}

		@Override
		public @Nullable KeyDeserializer findKeyDeserializer(JavaType type, DeserializationConfig config,
				BeanDescription.Supplier description) {
			Class<?> raw = type.getRawClass();
			KeyType key = KeyType.of(raw, this.enums);
			return (key != null) ? new ExactKeyDeserializer(raw, key.hint(), key.parser()) : null;
		}

	}

	private static final class Modifier extends ValueDeserializerModifier {

		private static final long serialVersionUID = 1L;

		private final transient BeanGuard guard;

		Modifier(BeanGuard guard) {
			this.guard = guard;
		}

		@Override
		public ValueDeserializer<?> modifyDeserializer(DeserializationConfig config,
				BeanDescription.Supplier description, ValueDeserializer<?> reader) {
			return (BeanForm.isBean(reader)) ? new GuardedDeserializer(reader, this.guard) : reader;
		}

		@Override
		public ValueDeserializer<?> modifyArrayDeserializer(DeserializationConfig config, ArrayType type,
				BeanDescription.Supplier description, ValueDeserializer<?> reader) {
			return type.getContentType().isPrimitive() ? reader : new ContentNulls(type, reader);
		}

		@Override
		public ValueDeserializer<?> modifyCollectionDeserializer(DeserializationConfig config, CollectionType type,
				BeanDescription.Supplier description, ValueDeserializer<?> reader) {
			return new ContentNulls(type, reader);
		}

		@Override
		public ValueDeserializer<?> modifyMapDeserializer(DeserializationConfig config, MapType type,
				BeanDescription.Supplier description, ValueDeserializer<?> reader) {
			return new ContentNulls(type, reader);
		}

	}

}
