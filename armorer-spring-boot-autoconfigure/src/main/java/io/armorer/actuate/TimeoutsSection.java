package io.armorer.actuate;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.armorer.pattern.timeout.TimeoutSnapshot;
import io.armorer.pattern.timeout.TimeoutSnapshot.Orphan;
import io.armorer.pattern.timeout.Timeouts;

/**
 * The tools that have a timeout, and what runs on after it.
 */
public final class TimeoutsSection implements ArmorerEndpointSection {

	private final Timeouts timeouts;

	/**
	 * A section.
	 * @param timeouts the timeouts
	 */
	public TimeoutsSection(Timeouts timeouts) {
		this.timeouts = timeouts;
	}

	@Override
	public String id() {
		return "timeouts";
	}

	@Override
	public Object summary(boolean showValues) {
		List<TimeoutSnapshot> all = this.timeouts.all();
		return new TimeoutsSummary(all.size(), all.stream().mapToLong(TimeoutSnapshot::timedOut).sum(),
				all.stream().mapToInt((timeout) -> timeout.orphans().size()).sum(),
				all.stream().mapToLong(TimeoutSnapshot::late).sum());
	}

	@Override
	public Map<String, Object> aboutTool(String tool) {
		return this.timeouts.find(tool)
			.<Map<String, Object>>map((timeout) -> Map.of("orphans", timeout.orphans().size()))
			.orElse(Map.of());
	}

	@Override
	public Object list(SectionRequest request) {
		request.allow();
		return new TimeoutList(this.timeouts.all().stream().map(TimeoutLine::of).toList());
	}

	@Override
	public @Nullable Object detail(String name, SectionRequest request) {
		request.allow();
		return this.timeouts.find(name).map(TimeoutDescriptor::of).orElse(null);
	}

	/**
	 * The timeouts in the overview, all tools together.
	 *
	 * @param tools how many tools have a timeout
	 * @param timedOut how many attempts did not answer in time
	 * @param orphans how many of them still run
	 * @param late how many ended later
	 */
	public record TimeoutsSummary(int tools, long timedOut, int orphans, long late) {

	}

	/**
	 * The tools that have a timeout, in order of their names.
	 *
	 * @param timeouts the tools
	 */
	public record TimeoutList(List<TimeoutLine> timeouts) {

	}

	/**
	 * A tool that has a timeout.
	 *
	 * @param tool the tool
	 * @param durationMs how long an attempt may take
	 * @param timedOut how many attempts did not answer in time
	 * @param orphans how many of them still run
	 * @param late how many ended later
	 */
	public record TimeoutLine(String tool, long durationMs, long timedOut, int orphans, long late) {

		static TimeoutLine of(TimeoutSnapshot timeout) {
			return new TimeoutLine(timeout.tool(), timeout.duration().toMillis(), timeout.timedOut(),
					timeout.orphans().size(), timeout.late());
		}

	}

	/**
	 * A tool that has a timeout, see {@link TimeoutSnapshot}.
	 *
	 * @param tool the tool
	 * @param durationMs how long an attempt may take
	 * @param timedOut how many attempts did not answer in time
	 * @param late how many of them ended later
	 * @param lateSuccesses how many of these succeeded
	 * @param lateErrors how many failed
	 * @param lateCancellations how many ended because they were interrupted
	 * @param orphans those that still run, oldest first
	 */
	public record TimeoutDescriptor(String tool, long durationMs, long timedOut, long late, long lateSuccesses,
			long lateErrors, long lateCancellations, List<OrphanDescriptor> orphans) {

		static TimeoutDescriptor of(TimeoutSnapshot timeout) {
			return new TimeoutDescriptor(timeout.tool(), timeout.duration().toMillis(), timeout.timedOut(),
					timeout.late(), timeout.lateSuccesses(), timeout.lateErrors(), timeout.lateCancellations(),
					timeout.orphans().stream().map(OrphanDescriptor::of).toList());
		}

	}

	/**
	 * An attempt that runs on.
	 *
	 * @param callId the call that it belongs to
	 * @param thread the name of the thread that it runs on
	 * @param runningMs how long it has run on since nobody waits for it
	 */
	public record OrphanDescriptor(String callId, String thread, long runningMs) {

		static OrphanDescriptor of(Orphan orphan) {
			return new OrphanDescriptor(orphan.callId(), orphan.thread(), orphan.running().toMillis());
		}

	}

}
