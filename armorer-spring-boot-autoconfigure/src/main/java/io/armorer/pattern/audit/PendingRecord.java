package io.armorer.pattern.audit;

import java.util.function.BiConsumer;

import org.jspecify.annotations.Nullable;

import io.armorer.store.Journal;

/** A record that has not found its place in the chain yet. */
final class PendingRecord implements Journal.Seal<AuditRecord> {

	private static final int MAX_SURPRISES = 3;

	private final AuditRecord content;

	// Copies that nobody changes: they are put into words where the record is sealed.
	private final @Nullable Object arguments;

	private final @Nullable Object result;

	private final int maxValueSize;

	private final BiConsumer<PendingRecord, Throwable> loss;

	// Where it was tried to be put last, and as what: 0 if it never was.
	private long number;

	private String hash = "";

	private int surprises;

	private volatile boolean written;

	/**
	 * A record.
	 * @param content what it says
	 * @param arguments the copy of the arguments, or {@code null} if the content says all
	 * @param result the copy of the result, or {@code null} if the content says all
	 * @param maxValueSize how much is kept of either, in characters
	 * @param loss told if it turns out, when it is its turn, that it has no place
	 */
	PendingRecord(AuditRecord content, @Nullable Object arguments, @Nullable Object result, int maxValueSize,
			BiConsumer<PendingRecord, Throwable> loss) {
		this.content = content;
		this.arguments = arguments;
		this.result = result;
		this.maxValueSize = maxValueSize;
		this.loss = loss;
	}

	@Override
	public AuditRecord seal(long place, String previousMark) {
		this.number = place;
		RecordJson json = RecordJson.current();
		String argumentsText = text(json, this.arguments, this.content.arguments());
		String resultText = text(json, this.result, this.content.result());
		String contentHash = json.contentHash(this.content, argumentsText, resultText);
		this.hash = json.hash(place, previousMark, contentHash);
		return this.content.sealed(place, argumentsText, resultText, previousMark, contentHash, this.hash);
	}

	private @Nullable String text(RecordJson json, @Nullable Object copy, @Nullable String known) {
		return (copy != null) ? json.text(copy, this.maxValueSize) : known;
	}

	@Override
	public void failed(Throwable failure) {
		this.loss.accept(this, failure);
	}

	/** Whether the journal has broken over it too often to be only out of order. */
	boolean isHopeless() {
		return ++this.surprises > MAX_SURPRISES;
	}

	void written() {
		this.written = true;
	}

	boolean isWritten() {
		return this.written;
	}

	String callId() {
		return this.content.callId();
	}

	/** Whether an attempt got far enough that the record may be in the journal. */
	boolean mayBeThere() {
		return this.number > 0;
	}

	/** Whether a record of the journal is the one that was tried to be put there. */
	boolean is(AuditRecord record) {
		return record.number() == this.number && record.hash().equals(this.hash);
	}

	/** Whether a record is too old to be this one. */
	boolean isAfter(AuditRecord record) {
		return record.number() < this.number;
	}

}
