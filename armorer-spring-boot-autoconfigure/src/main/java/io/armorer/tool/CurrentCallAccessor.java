package io.armorer.tool;

import org.jspecify.annotations.Nullable;

import io.micrometer.context.ThreadLocalAccessor;

/**
 * Lets Micrometer's context-propagation carry the current call to other threads. Found by
 * it through the service loader.
 */
public final class CurrentCallAccessor implements ThreadLocalAccessor<ToolContext> {

	/** The key in a context snapshot. */
	public static final String KEY = "io.armorer.call";

	@Override
	public Object key() {
		return KEY;
	}

	@Override
	public @Nullable ToolContext getValue() {
		return CurrentCall.get();
	}

	@Override
	public void setValue(ToolContext value) {
		CurrentCall.set(value);
	}

	@Override
	public void setValue() {
		CurrentCall.set(null);
	}

}
