package io.armorer.toolbox.json;

import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Type;
import java.util.List;
import java.util.function.Function;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.AnnotationIntrospector;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.introspect.AnnotatedMember;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

import org.springframework.util.ConcurrentLruCache;

/**
 * A mapper that reads exactly what the generated schemas accept. It is made from the
 * application's own, so that names, mix-ins, modules and naming strategies stay, and
 * everything that coerces, ignores or guesses is switched off.
 */
public final class StrictJson {

	private static final int READINGS = 512;

	private final JsonMapper mapper;

	private final EnumNames enums;

	private final ConcurrentLruCache<JavaType, ValueReading> readings = new ConcurrentLruCache<>(READINGS, this::find);

	/**
	 * The dialect of an application.
	 * @param application the application's mapper
	 * @param guard looks at each object that is read
	 */
	public StrictJson(JsonMapper application, BeanGuard guard) {
		this.enums = new EnumNames(application);
		JsonMapper.Builder builder = application.rebuild();
		builder.enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
				DeserializationFeature.FAIL_ON_IGNORED_PROPERTIES, DeserializationFeature.FAIL_ON_TRAILING_TOKENS,
				DeserializationFeature.FAIL_ON_INVALID_SUBTYPE, DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY,
				DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS, DeserializationFeature.WRAP_EXCEPTIONS);
		builder.disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
				DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES,
				DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES, DeserializationFeature.ACCEPT_FLOAT_AS_INT,
				DeserializationFeature.ACCEPT_SINGLE_VALUE_AS_ARRAY, DeserializationFeature.UNWRAP_SINGLE_VALUE_ARRAYS,
				DeserializationFeature.UNWRAP_ROOT_VALUE, DeserializationFeature.ACCEPT_EMPTY_STRING_AS_NULL_OBJECT,
				DeserializationFeature.ACCEPT_EMPTY_ARRAY_AS_NULL_OBJECT,
				DeserializationFeature.USE_NULL_FOR_MISSING_REFERENCE_VALUES);
		builder.disable(MapperFeature.ALLOW_COERCION_OF_SCALARS, MapperFeature.ACCEPT_CASE_INSENSITIVE_PROPERTIES,
				MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS, MapperFeature.ACCEPT_CASE_INSENSITIVE_VALUES,
				MapperFeature.USE_GETTERS_AS_SETTERS);
		builder.enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS);
		builder.disable(EnumFeature.READ_UNKNOWN_ENUM_VALUES_AS_NULL,
				EnumFeature.READ_UNKNOWN_ENUM_VALUES_USING_DEFAULT_VALUE);
		builder.disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES);
		builder.deactivateDefaultTyping();
		builder.clearProblemHandlers();
		builder.withCoercionConfigDefaults((config) -> {
			for (CoercionInputShape shape : CoercionInputShape.values()) {
				config.setCoercion(shape, CoercionAction.Fail);
			}
		});
		builder.changeDefaultNullHandling((nulls) -> JsonSetter.Value.construct(Nulls.FAIL, Nulls.FAIL));
		builder.annotationIntrospector(
				AnnotationIntrospector.pair(new ArgumentIntrospector(), builder.annotationIntrospector()));
		builder.addModule(new StrictModule(this.enums, guard));
		builder.addModule(new BodyModule());
		this.mapper = builder.build();
	}

	/**
	 * Return the mapper.
	 * @return the mapper, for reading only
	 */
	public JsonMapper mapper() {
		return this.mapper;
	}

	/**
	 * Return the JSON names of an enum's constants.
	 * @param type the enum
	 * @return the names in order of declaration; empty where they are no strings
	 */
	public List<String> enumNames(Class<?> type) {
		return List.copyOf(this.enums.of(type).keySet());
	}

	/**
	 * Return how the keys of a map are spelled.
	 * @param type the type of the keys
	 * @return the spelling, or {@code null} where any string will do, or nobody knows
	 */
	public @Nullable KeyType keys(Class<?> type) {
		return KeyType.of(type, this.enums);
	}

	/**
	 * Resolve a type.
	 * @param type the type, of whatever kind
	 * @return the same type as Jackson sees it
	 */
	public JavaType type(Type type) {
		return this.mapper.getTypeFactory().constructType(type);
	}

	/**
	 * Look at how this mapper would read things.
	 * @param <R> what is found
	 * @param look what to look at
	 * @return what the look gave
	 */
	@SuppressWarnings("unchecked") // gives what the look gave
	public <R> R look(Function<DeserializationContext, R> look) {
		return (R) reader((parser, context) -> look.apply(context)).readValue("0");
	}

	/**
	 * Find out how values of a type are read. A type that many tools take is looked at
	 * once.
	 * @param type the type
	 * @return how its values are read
	 * @throws DatabindException if they can't be
	 */
	public ValueReading reading(JavaType type) {
		return this.readings.get(type);
	}

	private ValueReading find(JavaType type) {
		return look((context) -> {
			ValueDeserializer<Object> reader = context.findRootValueDeserializer(type);
			return new ValueReading(reader, reader.getAbsentValue(context), reader.getNullValue(context));
		});
	}

	/**
	 * Make a reader of something that Jackson has no type for.
	 * @param body reads from a parser, which stands at the first token, to the last one
	 * @return the reader
	 */
	public ObjectReader reader(Body body) {
		return this.mapper.readerFor(Body.class).withAttribute(Body.class, body);
	}

	/**
	 * Return the type of a property with its annotations.
	 * @param member the property's field, method or parameter
	 * @return the type, or {@code null} where there is none to be had
	 */
	public static @Nullable AnnotatedType annotatedType(AnnotatedMember member) {
		return ArgumentIntrospector.annotatedType(member);
	}

	/**
	 * Reads something from a parser.
	 */
	@FunctionalInterface
	public interface Body {

		/**
		 * Read.
		 * @param parser stands at the first token, and is left at the last one
		 * @param context finds readers
		 * @return what was read
		 */
		Object read(JsonParser parser, DeserializationContext context);

	}

	private static final class BodyModule extends SimpleModule {

		private static final long serialVersionUID = 1L;

		@SuppressWarnings({ "unchecked", "rawtypes" }) // what is read is no Body
		BodyModule() {
			super("armorer-body");
			addDeserializer((Class) Body.class, new BodyDeserializer());
		}

	}

	/** Gets hold of a context, which there is no other way to. */
	private static final class BodyDeserializer extends StdDeserializer<Object> {

		BodyDeserializer() {
			super(Body.class);
		}

		@Override
		public Object deserialize(JsonParser parser, DeserializationContext context) {
			return ((Body) context.getAttribute(Body.class)).read(parser, context);
		}

	}

}
