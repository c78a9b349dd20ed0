package io.armorer.actuate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.Collectors;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.noop.NoopTimer;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import org.jspecify.annotations.Nullable;

import io.armorer.middleware.Settled;
import io.armorer.middleware.ToolCallObserver;
import io.armorer.middleware.ToolInvocation;
import io.armorer.tool.ErrorCode;
import io.armorer.tool.Outcome;
import io.armorer.tool.ToolError;

/**
 * The timers of one tool, found by outcome and code without a look at any tag.
 */
final class ToolTimers implements ToolCallObserver.Watch {

	static final int MAX_CUSTOM_CODES = 20;

	private static final Map<String, Integer> KNOWN_CODES = Arrays.stream(ErrorCode.values())
		.collect(Collectors.toUnmodifiableMap(ErrorCode::name, (code) -> code.ordinal() + 1));

	private static final String NO_ERROR = "none";

	private static final String OTHER_ERROR = "other";

	private static final int COLUMNS = KNOWN_CODES.size() + 1;

	private final MeterRegistry registry;

	private final String tool;

	private final AtomicReferenceArray<@Nullable Timer> known = new AtomicReferenceArray<>(
			Outcome.values().length * COLUMNS);

	private final Map<String, Map<Outcome, Timer>> custom = new ConcurrentHashMap<>();

	private final Map<Outcome, Timer> other = new ConcurrentHashMap<>();

	// Both guarded by this.
	private final List<Timer> registered = new ArrayList<>();

	private boolean removed;

	ToolTimers(MeterRegistry registry, String tool) {
		this.registry = registry;
		this.tool = tool;
	}

	@Override
	public void finished(ToolInvocation call, Settled settled) {
		timer(settled.outcome(), settled.error()).record(settled.duration());
	}

	private Timer timer(Outcome outcome, @Nullable ToolError error) {
		if (error == null) {
			return known(outcome, 0, NO_ERROR);
		}
		Integer column = KNOWN_CODES.get(error.code());
		return (column != null) ? known(outcome, column, error.code()) : custom(outcome, error.code());
	}

	private Timer known(Outcome outcome, int column, String code) {
		int index = outcome.ordinal() * COLUMNS + column;
		Timer timer = this.known.get(index);
		if (timer == null) {
			timer = register(outcome, code);
			this.known.set(index, timer);
		}
		return timer;
	}

	private Timer custom(Outcome outcome, String code) {
		Map<Outcome, Timer> timers = this.custom.get(code);
		if (timers == null) {
			timers = admit(code);
		}
		String tag = (timers != this.other) ? code : OTHER_ERROR;
		return timers.computeIfAbsent(outcome, (missing) -> register(missing, tag));
	}

	private synchronized Map<Outcome, Timer> admit(String code) {
		if (this.custom.size() >= MAX_CUSTOM_CODES && !this.custom.containsKey(code)) {
			return this.other;
		}
		return this.custom.computeIfAbsent(code, (added) -> new ConcurrentHashMap<>());
	}

	// A call may end after its tool has gone.
	private synchronized Timer register(Outcome outcome, String code) {
		if (this.removed) {
			return new NoopTimer(new Meter.Id(ToolMetrics.CALLS, Tags.empty(), null, null, Meter.Type.TIMER));
		}
		Timer timer = Timer.builder(ToolMetrics.CALLS)
			.description("Calls of tools, whatever became of them")
			.tag("tool", this.tool)
			.tag("outcome", SectionRequest.spelled(outcome))
			.tag("error", code)
			.register(this.registry);
		this.registered.add(timer);
		return timer;
	}

	synchronized void remove() {
		this.removed = true;
		this.registered.forEach(this.registry::remove);
		this.registered.clear();
	}

}
