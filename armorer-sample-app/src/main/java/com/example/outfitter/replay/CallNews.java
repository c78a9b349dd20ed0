package com.example.outfitter.replay;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;

import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

import io.armorer.event.CircuitStateChanged;
import io.armorer.event.ToolFellBack;
import io.armorer.event.ToolFinished;

/**
 * What the library tells of calls beyond their results. Keeps it for one message's calls,
 * and nothing unless told to listen.
 */
@Component
class CallNews {

	private final List<CircuitStateChanged> circuitChanges = new ArrayList<>();

	private final Map<String, String> reasonsToFallBack = new ConcurrentHashMap<>();

	private final Map<String, String> steps = new ConcurrentHashMap<>();

	private volatile boolean listens;

	/** Forget what was, and listen to what comes. */
	void listen() {
		synchronized (this.circuitChanges) {
			this.circuitChanges.clear();
		}
		this.reasonsToFallBack.clear();
		this.steps.clear();
		this.listens = true;
	}

	/** Cease to listen, and return how circuits have changed. */
	List<CircuitStateChanged> stop() {
		this.listens = false;
		synchronized (this.circuitChanges) {
			return List.copyOf(this.circuitChanges);
		}
	}

	/** The code that a call's tool itself failed with before another one served it. */
	@Nullable String fellBackBecauseOf(String callId) {
		return this.reasonsToFallBack.get(callId);
	}

	/** The last tool that was called, and succeeded, within a call. */
	@Nullable String lastStepOf(String callId) {
		return this.steps.get(callId);
	}

	@EventListener
	void on(CircuitStateChanged change) {
		if (this.listens) {
			synchronized (this.circuitChanges) {
				this.circuitChanges.add(change);
			}
		}
	}

	@EventListener
	void on(ToolFellBack event) {
		if (this.listens) {
			this.reasonsToFallBack.putIfAbsent(event.call().callId(), event.error().code());
		}
	}

	@EventListener
	void on(ToolFinished event) {
		String parent = event.call().parentCallId();
		if (this.listens && parent != null && event.error() == null) {
			this.steps.put(parent, event.call().toolName());
		}
	}

}
