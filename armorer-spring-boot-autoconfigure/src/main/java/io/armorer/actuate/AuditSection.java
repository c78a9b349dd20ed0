package io.armorer.actuate;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.armorer.pattern.audit.AuditFault;
import io.armorer.pattern.audit.AuditLog;
import io.armorer.pattern.audit.AuditQuery;
import io.armorer.pattern.audit.AuditRecord;
import io.armorer.pattern.audit.AuditReport;
import io.armorer.pattern.audit.AuditTrail;
import io.armorer.store.JournalBounds;
import io.armorer.store.Page;
import io.armorer.tool.Outcome;

/**
 * The records of calls at {@code /actuator/armorer/audit}, newest first, page by page;
 * {@code /audit/<call id>} for those of one call, and {@code /audit/verify} to see
 * whether all are as they were written.
 */
public final class AuditSection implements ArmorerEndpointSection {

	private static final String VERIFY = "verify";

	private static final int DEFAULT_LIMIT = 100;

	private static final int MAX_LIMIT = 1000;

	private final AuditLog log;

	private final AuditTrail trail;

	/**
	 * A section.
	 * @param log finds the records
	 * @param trail knows how many there were
	 */
	public AuditSection(AuditLog log, AuditTrail trail) {
		this.log = log;
		this.trail = trail;
	}

	@Override
	public String id() {
		return "audit";
	}

	@Override
	public Object summary(boolean showValues) {
		JournalBounds bounds = this.log.bounds();
		return new Summary(bounds.last() - bounds.prunedThrough(), this.trail.dropped(), this.trail.backlog(),
				bounds.lastMark());
	}

	@Override
	public Object list(SectionRequest request) {
		request.allow("tool", "user", "session", "run", "call", "parent", "outcome", "code", "from", "until", "after",
				"limit");
		AuditQuery query = AuditQuery.newest(request.number("limit", DEFAULT_LIMIT, 1, MAX_LIMIT));
		String tool = request.text("tool");
		query = (tool != null) ? query.tool(tool) : query;
		String user = request.text("user");
		query = (user != null) ? query.user(user) : query;
		String session = request.text("session");
		query = (session != null) ? query.session(session) : query;
		String run = request.text("run");
		query = (run != null) ? query.run(run) : query;
		String call = request.text("call");
		query = (call != null) ? query.callId(call) : query;
		String parent = request.text("parent");
		query = (parent != null) ? query.parentCallId(parent) : query;
		Outcome outcome = request.choice("outcome", Outcome.class);
		query = (outcome != null) ? query.outcome(outcome) : query;
		String code = request.text("code");
		query = (code != null) ? query.code(code) : query;
		Instant from = request.time("from");
		query = (from != null) ? query.from(from) : query;
		Instant until = request.time("until");
		query = (until != null) ? query.until(until) : query;
		return page(query, request);
	}

	private Entries page(AuditQuery query, SectionRequest request) {
		String after = request.text("after");
		try {
			Page<AuditRecord> page = this.log.find((after != null) ? query.after(after) : query);
			return new Entries(shown(page.items(), request), page.next());
		}
		catch (IllegalArgumentException ex) {
			throw EndpointProblemException.badRequest("after", "is not where a page began: take it from 'next'");
		}
	}

	@Override
	public @Nullable Object detail(String name, SectionRequest request) {
		request.allow();
		if (VERIFY.equals(name)) {
			return Verdict.of(this.log.verify());
		}
		Page<AuditRecord> found = this.log.find(AuditQuery.newest(DEFAULT_LIMIT).callId(name));
		return found.items().isEmpty() ? null : new Entries(shown(found.items(), request), null);
	}

	private static List<Entry> shown(List<AuditRecord> records, SectionRequest request) {
		return records.stream().map((record) -> Entry.of(record, request.showValues())).toList();
	}

	/**
	 * What the overview says.
	 *
	 * @param records how many records there are
	 * @param dropped how many were lost since the start
	 * @param backlog how many wait to be written
	 * @param headHash the hash of the last record
	 */
	public record Summary(long records, long dropped, int backlog, String headHash) {

	}

	/**
	 * Records.
	 *
	 * @param records the records, newest first
	 * @param next where the next page begins, to be handed back as {@code after};
	 * {@code null} if this is the last
	 */
	public record Entries(List<Entry> records, @Nullable String next) {

	}

	/**
	 * Whether the records are as they were written.
	 *
	 * @param intact whether they are
	 * @param first the number of the first record
	 * @param last the number of the last record that was found in order
	 * @param checked how many were
	 * @param headHash the hash of the last of them
	 * @param fault what is wrong first, or {@code null}
	 * @param number with which record, or {@code null}
	 * @param description the same in a sentence, or {@code null}
	 */
	public record Verdict(boolean intact, long first, long last, long checked, String headHash, @Nullable String fault,
			@Nullable Long number, @Nullable String description) {

		static Verdict of(AuditReport report) {
			AuditFault fault = report.fault();
			return new Verdict(report.isIntact(), report.first(), report.last(), report.checked(), report.headHash(),
					(fault != null) ? SectionRequest.spelled(fault.kind()) : null,
					(fault != null) ? fault.number() : null, (fault != null) ? fault.description() : null);
		}

	}

	/**
	 * A record.
	 *
	 * @param number which one
	 * @param callId the call's id
	 * @param parentCallId the id of the call that it was made in, or {@code null}
	 * @param tool the name that was called
	 * @param user the user, or {@code null}
	 * @param session the session, or {@code null}
	 * @param run the run, or {@code null}
	 * @param startedAt when the call came in
	 * @param durationMs how long it took
	 * @param outcome how it ended
	 * @param code the error's code, or {@code null}
	 * @param message what the model was told of the error, if it may be shown
	 * @param attempts how often the tool was tried, or {@code null}
	 * @param servedBy the tool that gave the value, or {@code null}
	 * @param cached whether the result came from the cache
	 * @param shared whether the result is that of another call
	 * @param sharedWith the id of that call, or {@code null}
	 * @param cost what the call was charged, or {@code null}
	 * @param currency the currency of the cost, or {@code null}
	 * @param arguments the arguments, if they may be shown
	 * @param result the result, if it may be shown
	 * @param previousHash the hash of the record before
	 * @param contentHash the hash of what the record says
	 * @param hash the hash of the record
	 */
	public record Entry(long number, String callId, @Nullable String parentCallId, String tool, @Nullable String user,
			@Nullable String session, @Nullable String run, Instant startedAt, double durationMs, String outcome,
			@Nullable String code, @Nullable String message, @Nullable Integer attempts, @Nullable String servedBy,
			boolean cached, boolean shared, @Nullable String sharedWith, @Nullable BigDecimal cost,
			@Nullable String currency, @Nullable String arguments, @Nullable String result, String previousHash,
			String contentHash, String hash) {

		static Entry of(AuditRecord record, boolean showValues) {
			return new Entry(record.number(), record.callId(), record.parentCallId(), record.tool(), record.userId(),
					record.sessionId(), record.runId(), record.startedAt(), record.duration().toNanos() / 1_000_000d,
					SectionRequest.spelled(record.outcome()), record.code(), showValues ? record.message() : null,
					record.attempts(), record.servedBy(), record.cached(), record.shared(), record.sharedWith(),
					record.cost(), record.currency(), showValues ? record.arguments() : null,
					showValues ? record.result() : null, record.previousHash(), record.contentHash(), record.hash());
		}

	}

}
