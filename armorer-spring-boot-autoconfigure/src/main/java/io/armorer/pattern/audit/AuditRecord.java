package io.armorer.pattern.audit;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

import io.armorer.tool.Outcome;

/**
 * What became of one call. A link of a chain: {@code contentHash} is the SHA-256 of the
 * record's canonical JSON (RFC 8785) without {@code number}, {@code previousHash} and the
 * hashes themselves; {@code hash} is the SHA-256 of the canonical JSON of
 * {@code contentHash}, {@code number} and {@code previousHash}. So every field is in the
 * hash, and in that of every record after it. What is {@code null} or {@code false} is
 * left out of the JSON.
 *
 * @param number which record it is, 1 for the first of all
 * @param callId the call's id
 * @param parentCallId the id of the call that it was made in, or {@code null}
 * @param tool the name that was called, which need not be that of a tool
 * @param userId on whose behalf, or {@code null}
 * @param sessionId in which session, or {@code null}
 * @param runId in which run, or {@code null}
 * @param startedAt when the call came in
 * @param duration how long it took, on a monotonic clock
 * @param outcome how it ended
 * @param code the error's code; after a success that another tool served, why it had to;
 * {@code null} after any other success
 * @param message what the model was told of the error, redacted; {@code null} after a
 * success, or where no arguments are recorded, which it may repeat
 * @param attempts how often the tool was tried; {@code null} for once, and for not at all
 * @param servedBy the name of the tool that gave the value in this one's place, or
 * {@code null}
 * @param cached whether the result came from the cache
 * @param shared whether the result is that of another call
 * @param sharedWith the id of that call, or {@code null}
 * @param cost what the call was charged, or {@code null}
 * @param currency the currency of the cost, or {@code null}
 * @param arguments the arguments as far as they may be kept, as JSON, or their hash as
 * {@code sha256:…}; {@code null} where none are recorded
 * @param result the result as far as it may be kept, likewise
 * @param previousHash the hash of the record before; empty for the first of all
 * @param contentHash the hash of what the record says of its call
 * @param hash the hash of the record and, through {@code previousHash}, of all before it
 */
public record AuditRecord(long number, String callId, @Nullable String parentCallId, String tool,
		@Nullable String userId, @Nullable String sessionId, @Nullable String runId, Instant startedAt,
		Duration duration, Outcome outcome, @Nullable String code, @Nullable String message, @Nullable Integer attempts,
		@Nullable String servedBy, boolean cached, boolean shared, @Nullable String sharedWith,
		@Nullable BigDecimal cost, @Nullable String currency, @Nullable String arguments, @Nullable String result,
		String previousHash, String contentHash, String hash) {

	/** The same record in its place in the chain, with what is kept of the values. */
	AuditRecord sealed(long place, @Nullable String keptArguments, @Nullable String keptResult, String before,
			String digest, String sealedHash) {
		return new AuditRecord(place, this.callId, this.parentCallId, this.tool, this.userId, this.sessionId,
				this.runId, this.startedAt, this.duration, this.outcome, this.code, this.message, this.attempts,
				this.servedBy, this.cached, this.shared, this.sharedWith, this.cost, this.currency, keptArguments,
				keptResult, before, digest, sealedHash);
	}

	/**
	 * Write the record as one line of canonical JSON, as exports have it.
	 * @return the JSON
	 */
	public String toJson() {
		return RecordJson.current().whole(this).toString();
	}

	/** Leaves arguments and result out. */
	@Override
	public String toString() {
		return "AuditRecord[" + this.number + " " + this.tool + " " + this.callId + " " + this.outcome + "]";
	}

}
