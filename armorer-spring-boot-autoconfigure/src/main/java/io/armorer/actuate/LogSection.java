package io.armorer.actuate;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;

import io.armorer.pattern.logging.ToolLog;
import io.armorer.pattern.logging.ToolLogEntry;
import io.armorer.tool.Outcome;

/**
 * The recent log entries at {@code /actuator/armorer/log}, newest first:
 * {@code ?level=warn} for those at least so serious, {@code ?tool=search} for those of
 * one tool, and {@code /log/<call id>} for those of one call.
 */
public final class LogSection implements ArmorerEndpointSection {

	private static final int DEFAULT_LIMIT = 100;

	private static final int MAX_LIMIT = 10_000;

	private final ToolLog log;

	/**
	 * A section.
	 * @param log keeps the entries
	 */
	public LogSection(ToolLog log) {
		this.log = log;
	}

	@Override
	public String id() {
		return "log";
	}

	@Override
	public Object summary(boolean showValues) {
		return new Summary(this.log.capacity(), this.log.added(),
				this.log.entries(Level.WARN, null, Integer.MAX_VALUE).size());
	}

	@Override
	public Object list(SectionRequest request) {
		request.allow("level", "tool", "limit");
		int limit = request.number("limit", DEFAULT_LIMIT, 1, MAX_LIMIT);
		return shown(this.log.entries(request.choice("level", Level.class), request.text("tool"), limit), request);
	}

	@Override
	public @Nullable Object detail(String name, SectionRequest request) {
		request.allow();
		List<ToolLogEntry> entries = this.log.entries()
			.stream()
			.filter((entry) -> entry.callId().equals(name))
			.toList();
		return entries.isEmpty() ? null : shown(entries, request);
	}

	private static Entries shown(List<ToolLogEntry> entries, SectionRequest request) {
		return new Entries(entries.stream().map((entry) -> Entry.of(entry, request.showValues())).toList());
	}

	/**
	 * What the overview says.
	 *
	 * @param capacity how many entries are kept
	 * @param added how many there were since the start
	 * @param warnings how many of those kept are at WARN or above
	 */
	public record Summary(int capacity, long added, int warnings) {

	}

	/**
	 * Entries.
	 *
	 * @param entries the entries, newest first
	 */
	public record Entries(List<Entry> entries) {

	}

	/**
	 * An entry.
	 *
	 * @param at when
	 * @param level how serious it is
	 * @param tool the name that was called
	 * @param callId the call's id
	 * @param user the user, or {@code null}
	 * @param session the session, or {@code null}
	 * @param outcome how the call ended, or {@code null} when it started
	 * @param code the error's code, or {@code null}
	 * @param durationMs how long the call took, or {@code null} when it started
	 * @param message what happened
	 * @param arguments the arguments as JSON, if they may be shown
	 * @param result the result as JSON, if it may be shown
	 */
	public record Entry(Instant at, Level level, String tool, String callId, @Nullable String user,
			@Nullable String session, @Nullable String outcome, @Nullable String code, @Nullable Double durationMs,
			String message, @Nullable String arguments, @Nullable String result) {

		static Entry of(ToolLogEntry entry, boolean showValues) {
			Outcome outcome = entry.outcome();
			Double durationMs = (entry.duration() != null) ? entry.duration().toNanos() / 1_000_000d : null;
			return new Entry(entry.at(), entry.level(), entry.toolName(), entry.callId(), entry.userId(),
					entry.sessionId(), (outcome != null) ? SectionRequest.spelled(outcome) : null, entry.code(),
					durationMs, entry.message(), showValues ? entry.arguments() : null,
					showValues ? entry.result() : null);
		}

	}

}
