package io.armorer.middleware;

import java.util.concurrent.atomic.AtomicReference;

import io.armorer.tool.CallMetadata;

/** What middleware has to say of a call; most calls have none. */
final class Notes extends AtomicReference<CallMetadata> {

	private static final long serialVersionUID = 1L;

	Notes() {
		super(CallMetadata.NONE);
	}

	void put(String name, Object value) {
		CallMetadata before = get();
		while (!compareAndSet(before, before.with(name, value))) {
			before = get();
		}
	}

	void put(CallMetadata more) {
		CallMetadata before = get();
		while (!compareAndSet(before, before.with(more))) {
			before = get();
		}
	}

}
