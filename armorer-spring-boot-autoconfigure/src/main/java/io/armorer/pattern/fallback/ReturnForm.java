package io.armorer.pattern.fallback;

import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.core.ResolvableType;
import org.springframework.util.ClassUtils;

/**
 * What the method of a tool returns, so that the value of another tool can be returned in
 * its place: as it is where it fits, else by way of JSON.
 */
final class ReturnForm {

	private final JavaType content;

	private final boolean many;

	private final boolean nothing;

	private final Function<@Nullable Object, @Nullable Object> wrap;

	private final @Nullable Function<Throwable, Object> promise;

	private final JsonMapper mapper;

	private ReturnForm(JsonMapper mapper, ResolvableType content, boolean many,
			Function<@Nullable Object, @Nullable Object> wrap, @Nullable Function<Throwable, Object> promise) {
		this.mapper = mapper;
		Type type = (content.resolve() != null) ? content.getType() : Object.class;
		this.content = mapper.constructType(type);
		Class<?> raw = this.content.getRawClass();
		this.nothing = raw == void.class || raw == Void.class;
		this.many = many;
		this.wrap = wrap;
		this.promise = promise;
	}

	static ReturnForm of(Type outputType, JsonMapper mapper) {
		ResolvableType type = ResolvableType.forType(outputType);
		Class<?> raw = type.resolve(Object.class);
		if (raw == Optional.class) {
			return new ReturnForm(mapper, type.getGeneric(0), false, Optional::ofNullable, null);
		}
		if (Future.class.isAssignableFrom(raw) || CompletionStage.class.isAssignableFrom(raw)) {
			boolean plain = raw.isAssignableFrom(CompletableFuture.class);
			return new ReturnForm(mapper, type.as(raw).getGeneric(0), false, CompletableFuture::completedFuture,
					plain ? CompletableFuture::failedFuture : null);
		}
		if (raw == Stream.class) {
			return new ReturnForm(mapper, type.getGeneric(0), true, ReturnForm::stream, null);
		}
		FailedPromises publishers = FailedPromises.of(raw);
		if (publishers != null) {
			return new ReturnForm(mapper, type.getGeneric(0), !publishers.single(), ReturnForm::same,
					publishers.promise());
		}
		return new ReturnForm(mapper, type, false, ReturnForm::same, null);
	}

	private static @Nullable Object same(@Nullable Object value) {
		return value;
	}

	private static Object stream(@Nullable Object value) {
		return (value instanceof List<?> elements) ? elements.stream() : Stream.empty();
	}

	/** Whether the value may come later. */
	boolean isPromise() {
		return this.promise != null;
	}

	/** A promise that failed, for a tool that did not come to make one. */
	Object failed(Throwable failure) {
		if (this.promise == null) {
			throw new IllegalStateException("No promise");
		}
		return this.promise.apply(failure);
	}

	/** What the method would return around a value that fits. */
	@Nullable Object wrapped(@Nullable Object settled) {
		return this.wrap.apply(settled);
	}

	/**
	 * What the method would return, or what its promise would come to.
	 * @param value the value of another tool
	 * @return the value, in the type of this one
	 * @throws IllegalArgumentException if it can't be made to fit
	 */
	@Nullable Object settled(@Nullable Object value) {
		if (this.nothing) {
			return null;
		}
		if (!this.many) {
			return fitted(value);
		}
		List<@Nullable Object> elements = new ArrayList<>();
		Collection<?> given = (value instanceof Collection<?> several) ? several
				: (value != null) ? List.of(value) : List.of();
		given.forEach((element) -> elements.add(fitted(element)));
		return elements;
	}

	private @Nullable Object fitted(@Nullable Object value) {
		Class<?> raw = ClassUtils.resolvePrimitiveIfNecessary(this.content.getRawClass());
		if (value == null) {
			if (this.content.isPrimitive()) {
				throw new IllegalArgumentException("it gave nothing, where " + raw.getSimpleName() + " is needed");
			}
			return null;
		}
		if (raw.isInstance(value) && this.content.containedTypeCount() == 0) {
			return value;
		}
		try {
			return this.mapper.convertValue(value, this.content);
		}
		catch (JacksonException | IllegalArgumentException ex) {
			throw new IllegalArgumentException("its " + value.getClass().getSimpleName() + " can't be made a "
					+ this.content.getRawClass().getSimpleName(), ex);
		}
	}

}
