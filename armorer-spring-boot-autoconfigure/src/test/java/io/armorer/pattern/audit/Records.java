package io.armorer.pattern.audit;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;

import io.armorer.store.StoreBackend;
import io.armorer.store.StoreGuard;
import io.armorer.testing.MovableTime;
import io.armorer.tool.Outcome;
import io.armorer.tool.TimeSource;

/** Makes records to test with. */
final class Records {

	private Records() {
	}

	/** A record in which every field says something. */
	static AuditRecord full(int i) {
		return content("call-" + i, MovableTime.START.plusSeconds(i));
	}

	static AuditRecord content(String callId, Instant at) {
		AuditRecord record = new AuditRecord(0, callId, "parent", "tool", "ann", "s-1", "r-1", at,
				Duration.ofMillis(12), Outcome.ERROR, "UPSTREAM_FAILED", "It \"failed\"\n\u00fc\ud83d\ude00.", 3,
				"deputy", true, true, "call-0", new BigDecimal("1.50"), "USD", "{\"a\":1}", "\"b\"", "", "", "");
		return hashed(record);
	}

	/** A record with the hash of what it says. */
	static AuditRecord hashed(AuditRecord record) {
		return sealed(record, record.number(), record.previousHash(), RecordJson.current().contentHash(record),
				record.hash());
	}

	/** A record in some place of a chain. */
	static AuditRecord sealed(AuditRecord record, long place, String before, String hash) {
		return sealed(record, place, before, record.contentHash(), hash);
	}

	private static AuditRecord sealed(AuditRecord record, long place, String before, String contentHash, String hash) {
		return record.sealed(place, record.arguments(), record.result(), before, contentHash, hash);
	}

	/** Write a record that says all. */
	static boolean write(AuditTrail trail, AuditRecord record) {
		return trail.write(record, null, null, 0);
	}

	static AuditTrail trail(StoreBackend stores, TimeSource time) {
		return new AuditTrail(stores, new AuditSettings(), new StoreGuard("audit", time), time);
	}

}
