package io.armorer.toolbox.schema;

import java.util.Optional;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

/** Looks at how the application's mapper would write things. */
final class WriterLook {

	private final JsonMapper mapper;

	WriterLook(JsonMapper application) {
		this.mapper = application.rebuild()
			.addModule(new SimpleModule("armorer-look").addSerializer(new LookSerializer()))
			.build();
	}

	<R> R look(Function<SerializationContext, R> look) {
		Look<R> wanted = new Look<>(look);
		this.mapper.writeValueAsString(wanted);
		return wanted.found();
	}

	private static final class Look<R> {

		private final Function<SerializationContext, R> wanted;

		private @Nullable Optional<R> found;

		Look(Function<SerializationContext, R> wanted) {
			this.wanted = wanted;
		}

		void at(SerializationContext context) {
			this.found = Optional.of(this.wanted.apply(context));
		}

		R found() {
			Optional<R> result = this.found;
			if (result == null) {
				throw new IllegalStateException("Nothing was written");
			}
			return result.get();
		}

	}

	/** The only way to get hold of a context. */
	private static final class LookSerializer extends StdSerializer<Look<?>> {

		LookSerializer() {
			super(Look.class);
		}

		@Override
		public void serialize(Look<?> look, JsonGenerator generator, SerializationContext context) {
			look.at(context);
			generator.writeNull();
		}

	}

}
