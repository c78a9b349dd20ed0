package io.armorer.pattern.session;

import java.time.Instant;
import java.util.concurrent.atomic.LongAdder;

import org.jspecify.annotations.Nullable;

import io.armorer.event.SessionCreated;
import io.armorer.event.SessionEnded;
import io.armorer.event.SessionEnded.Reason;
import io.armorer.event.ToolEventPublisher;
import io.armorer.store.StoredValue;
import io.armorer.tool.ErrorCode;
import io.armorer.tool.TimeSource;

/** Tells and counts what happens to sessions. */
final class SessionNews {

	private final ToolEventPublisher events;

	private final TimeSource time;

	private final LongAdder created = new LongAdder();

	private final LongAdder ended = new LongAdder();

	private final LongAdder expired = new LongAdder();

	private final LongAdder full = new LongAdder();

	private final LongAdder required = new LongAdder();

	private final LongAdder invalid = new LongAdder();

	SessionNews(ToolEventPublisher events, TimeSource time) {
		this.events = events;
		this.time = time;
	}

	void created(StoredValue<SessionState> session) {
		this.created.increment();
		if (this.events.hasListeners(SessionCreated.class)) {
			Instant at = session.value().createdAt();
			this.events.publish(new SessionCreated(session.key(), session.owner(), at));
		}
	}

	void ended(String id, @Nullable String owner) {
		this.ended.increment();
		tell(id, owner, Reason.ENDED);
	}

	void expired(String id, @Nullable String owner) {
		this.expired.increment();
		tell(id, owner, Reason.EXPIRED);
	}

	private void tell(String id, @Nullable String owner, Reason reason) {
		if (this.events.hasListeners(SessionEnded.class)) {
			this.events.publish(new SessionEnded(id, owner, reason, this.time.now()));
		}
	}

	void full() {
		this.full.increment();
	}

	void refused(ErrorCode code) {
		((code == ErrorCode.SESSION_REQUIRED) ? this.required : this.invalid).increment();
	}

	SessionCounts counts(long storeFailures) {
		return new SessionCounts(this.created.sum(), this.ended.sum(), this.expired.sum(), this.full.sum(),
				this.required.sum(), this.invalid.sum(), storeFailures);
	}

}
