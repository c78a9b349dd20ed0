package io.armorer.middleware.flight;

import org.jspecify.annotations.Nullable;

import io.armorer.middleware.ToolInvocation;

/** A call's place in a promise that it shares. */
interface Seat {

	/** Return whose place it is. */
	ToolInvocation call();

	/** The promise settled. */
	void arrive(@Nullable Object value, @Nullable Throwable failure);

	/** The promise came to nothing, and the call may make a flight of its own. */
	void transfer();

}
