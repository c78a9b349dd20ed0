package io.armorer.pattern.audit;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

import io.armorer.store.JournalQuery;
import io.armorer.tool.Outcome;

/**
 * Which records are wanted. Immutable: each method gives a new query.
 */
public final class AuditQuery {

	/** What the journal finds records by. */
	static final Map<String, Function<AuditRecord, @Nullable String>> FIELDS = fields();

	private final Map<String, String> fields;

	private final @Nullable Predicate<AuditRecord> condition;

	private final @Nullable Instant from;

	private final @Nullable Instant until;

	private final boolean newestFirst;

	private final @Nullable String after;

	private final int limit;

	private AuditQuery(Map<String, String> fields, @Nullable Predicate<AuditRecord> condition, @Nullable Instant from,
			@Nullable Instant until, boolean newestFirst, @Nullable String after, int limit) {
		if (limit < 1) {
			throw new IllegalArgumentException("limit must be at least 1, but is " + limit);
		}
		this.fields = fields;
		this.condition = condition;
		this.from = from;
		this.until = until;
		this.newestFirst = newestFirst;
		this.after = after;
		this.limit = limit;
	}

	private static Map<String, Function<AuditRecord, @Nullable String>> fields() {
		Map<String, Function<AuditRecord, @Nullable String>> fields = new HashMap<>();
		fields.put("callId", AuditRecord::callId);
		fields.put("parentCallId", AuditRecord::parentCallId);
		fields.put("tool", AuditRecord::tool);
		fields.put("userId", AuditRecord::userId);
		fields.put("sessionId", AuditRecord::sessionId);
		fields.put("runId", AuditRecord::runId);
		fields.put("outcome", (record) -> record.outcome().name());
		fields.put("code", AuditRecord::code);
		fields.put("servedBy", AuditRecord::servedBy);
		return fields;
	}

	/**
	 * The newest records, the newest first.
	 * @param limit how many at most, at least 1
	 * @return the query
	 */
	public static AuditQuery newest(int limit) {
		return new AuditQuery(Map.of(), null, null, null, true, null, limit);
	}

	/**
	 * The oldest records, the oldest first.
	 * @param limit how many at most, at least 1
	 * @return the query
	 */
	public static AuditQuery oldest(int limit) {
		return new AuditQuery(Map.of(), null, null, null, false, null, limit);
	}

	/**
	 * Of these only those of a call. Providers' ids need not be unique.
	 * @param callId the call's id
	 * @return the query
	 */
	public AuditQuery callId(String callId) {
		return with("callId", callId);
	}

	/**
	 * Of these only those of calls that were made in another.
	 * @param callId the id of the other call
	 * @return the query
	 */
	public AuditQuery parentCallId(String callId) {
		return with("parentCallId", callId);
	}

	/**
	 * Of these only those of a tool.
	 * @param tool the name that was called
	 * @return the query
	 */
	public AuditQuery tool(String tool) {
		return with("tool", tool);
	}

	/**
	 * Of these only those of a user.
	 * @param userId the user
	 * @return the query
	 */
	public AuditQuery user(String userId) {
		return with("userId", userId);
	}

	/**
	 * Of these only those of a session.
	 * @param sessionId the session
	 * @return the query
	 */
	public AuditQuery session(String sessionId) {
		return with("sessionId", sessionId);
	}

	/**
	 * Of these only those of a run.
	 * @param runId the run
	 * @return the query
	 */
	public AuditQuery run(String runId) {
		return with("runId", runId);
	}

	/**
	 * Of these only those that ended in a way.
	 * @param outcome the outcome
	 * @return the query
	 */
	public AuditQuery outcome(Outcome outcome) {
		return with("outcome", outcome.name());
	}

	/**
	 * Of these only those with an error.
	 * @param code the error's code
	 * @return the query
	 */
	public AuditQuery code(String code) {
		return with("code", code);
	}

	/**
	 * Of these only those that another tool served.
	 * @param tool the other tool's name
	 * @return the query
	 */
	public AuditQuery servedBy(String tool) {
		return with("servedBy", tool);
	}

	/**
	 * Of these only those that meet a condition on any field. The others of a query are
	 * looked up by the journal; this one is tried on each record that they leave.
	 * @param condition the condition
	 * @return the query
	 */
	public AuditQuery where(Predicate<AuditRecord> condition) {
		Predicate<AuditRecord> both = (this.condition != null) ? this.condition.and(condition) : condition;
		return new AuditQuery(this.fields, both, this.from, this.until, this.newestFirst, this.after, this.limit);
	}

	/**
	 * Of these only those of calls that came in at a time or later.
	 * @param time the time
	 * @return the query
	 */
	public AuditQuery from(Instant time) {
		return new AuditQuery(this.fields, this.condition, time, this.until, this.newestFirst, this.after, this.limit);
	}

	/**
	 * Of these only those of calls that came in before a time.
	 * @param time the time
	 * @return the query
	 */
	public AuditQuery until(Instant time) {
		return new AuditQuery(this.fields, this.condition, this.from, time, this.newestFirst, this.after, this.limit);
	}

	/**
	 * The next page.
	 * @param cursor the {@link io.armorer.store.Page#next() cursor} of the page before
	 * @return the query
	 */
	public AuditQuery after(String cursor) {
		return new AuditQuery(this.fields, this.condition, this.from, this.until, this.newestFirst, cursor, this.limit);
	}

	/**
	 * The same with another limit.
	 * @param most how many at most, at least 1
	 * @return the query
	 */
	AuditQuery limit(int most) {
		return new AuditQuery(this.fields, this.condition, this.from, this.until, this.newestFirst, this.after, most);
	}

	private AuditQuery with(String field, String value) {
		Map<String, String> more = new HashMap<>(this.fields);
		more.put(field, value);
		return new AuditQuery(more, this.condition, this.from, this.until, this.newestFirst, this.after, this.limit);
	}

	int limit() {
		return this.limit;
	}

	boolean matches(AuditRecord record) {
		return this.condition == null || this.condition.test(record);
	}

	boolean isConditional() {
		return this.condition != null;
	}

	JournalQuery toJournalQuery() {
		return new JournalQuery(this.fields, this.from, this.until, this.newestFirst, this.after, this.limit);
	}

}
