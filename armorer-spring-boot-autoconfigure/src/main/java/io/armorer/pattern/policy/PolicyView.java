package io.armorer.pattern.policy;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import io.armorer.middleware.ForwardingInvocation;
import io.armorer.middleware.ToolInvocation;
import io.armorer.tool.CallMetadata;

/** A call to look at only. */
final class PolicyView extends ForwardingInvocation {

	private final ToolInvocation call;

	private @Nullable Map<String, @Nullable Object> arguments;

	PolicyView(ToolInvocation call) {
		super(call);
		this.call = call;
	}

	@Override
	public Map<String, @Nullable Object> arguments() {
		Map<String, @Nullable Object> known = this.arguments;
		if (known == null) {
			Map<String, @Nullable Object> copies = new LinkedHashMap<>();
			this.call.arguments().forEach((name, value) -> copies.put(name, copy(value)));
			known = Collections.unmodifiableMap(copies);
			this.arguments = known;
		}
		return known;
	}

	private static @Nullable Object copy(@Nullable Object value) {
		if (value instanceof Map<?, ?> map) {
			Map<Object, @Nullable Object> copies = new LinkedHashMap<>();
			map.forEach((key, element) -> copies.put(key, copy(element)));
			return Collections.unmodifiableMap(copies);
		}
		if (value instanceof Set<?> set) {
			return Collections.unmodifiableSet(copy(set, new LinkedHashSet<>()));
		}
		if (value instanceof List<?> list) {
			return Collections.unmodifiableList(copy(list, new ArrayList<>(list.size())));
		}
		if (value != null && value.getClass().isArray()) {
			int length = Array.getLength(value);
			Object copies = Array.newInstance(value.getClass().getComponentType(), length);
			System.arraycopy(value, 0, copies, 0, length);
			return copies;
		}
		return value;
	}

	private static <C extends Collection<@Nullable Object>> C copy(Collection<?> elements, C copies) {
		elements.forEach((element) -> copies.add(copy(element)));
		return copies;
	}

	@Override
	public void supply(int parameterIndex, @Nullable Object value) {
		throw lookOnly();
	}

	@Override
	public ToolInvocation supplying(int parameterIndex, @Nullable Object value) {
		throw lookOnly();
	}

	@Override
	public <T> void attach(Class<T> type, T value) {
		throw lookOnly();
	}

	@Override
	public void abandon(Throwable reason) {
		throw lookOnly();
	}

	@Override
	public void note(String name, Object value) {
		throw lookOnly();
	}

	@Override
	public void note(CallMetadata notes) {
		throw lookOnly();
	}

	@Override
	public void cancel() {
		throw lookOnly();
	}

	@Override
	public void onCancel(Runnable action) {
		throw lookOnly();
	}

	private static UnsupportedOperationException lookOnly() {
		return new UnsupportedOperationException("A policy decides by its answer; it can't change the call");
	}

}
