package io.armorer.pattern.audit;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

import io.armorer.tool.Outcome;

/**
 * Writes records as canonical JSON and hashes them; one for each thread. The fields come
 * in the order of their names.
 */
final class RecordJson {

	private static final ThreadLocal<RecordJson> CURRENT = ThreadLocal.withInitial(RecordJson::new);

	private static final int KEPT = 16 * 1024;

	private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

	private static final byte[] ARGUMENTS = name("arguments");

	private static final byte[] ATTEMPTS = name("attempts");

	private static final byte[] CACHED = name("cached");

	private static final byte[] CALL_ID = name("callId");

	private static final byte[] CODE = name("code");

	private static final byte[] CONTENT_HASH = name("contentHash");

	private static final byte[] COST = name("cost");

	private static final byte[] CURRENCY = name("currency");

	private static final byte[] DURATION = name("durationNanos");

	private static final byte[] HASH = name("hash");

	private static final byte[] MESSAGE = name("message");

	private static final byte[] NUMBER = name("number");

	private static final byte[] OUTCOME = name("outcome");

	private static final byte[] PARENT_CALL_ID = name("parentCallId");

	private static final byte[] PREVIOUS_HASH = name("previousHash");

	private static final byte[] RESULT = name("result");

	private static final byte[] RUN_ID = name("runId");

	private static final byte[] SERVED_BY = name("servedBy");

	private static final byte[] SESSION_ID = name("sessionId");

	private static final byte[] SHARED = name("shared");

	private static final byte[] SHARED_WITH = name("sharedWith");

	private static final byte[] STARTED_AT = name("startedAt");

	private static final byte[] TOOL = name("tool");

	private static final byte[] USER_ID = name("userId");

	private static final byte[] TRUE = "true".getBytes(StandardCharsets.US_ASCII);

	private static final byte[][] OUTCOMES = outcomes();

	private final JsonBuffer json = new JsonBuffer();

	private final MessageDigest digest = sha256();

	private final byte[] hashed = new byte[32];

	private final byte[] hex = new byte[64];

	private StringBuilder text = new StringBuilder(256);

	private boolean first;

	private RecordJson() {
	}

	/** Return this thread's. */
	static RecordJson current() {
		return CURRENT.get();
	}

	private static byte[] name(String name) {
		return ('"' + name + "\":").getBytes(StandardCharsets.US_ASCII);
	}

	private static byte[][] outcomes() {
		Outcome[] all = Outcome.values();
		byte[][] texts = new byte[all.length][];
		for (Outcome outcome : all) {
			texts[outcome.ordinal()] = ('"' + outcome.name() + '"').getBytes(StandardCharsets.US_ASCII);
		}
		return texts;
	}

	private static MessageDigest sha256() {
		try {
			return MessageDigest.getInstance("SHA-256");
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/** The hash of what a record says of its call. */
	String contentHash(AuditRecord record) {
		return contentHash(record, record.arguments(), record.result());
	}

	/** The hash of what a record says of its call, with what will be kept of values. */
	String contentHash(AuditRecord record, @Nullable String arguments, @Nullable String result) {
		write(record, arguments, result, false);
		return hash();
	}

	/** The hash of a record in its place. */
	String hash(long number, String previousHash, String contentHash) {
		begin();
		text(CONTENT_HASH, contentHash);
		member(NUMBER);
		this.json.number(number);
		text(PREVIOUS_HASH, previousHash);
		this.json.raw('}');
		return hash();
	}

	/** The whole record. */
	JsonBuffer whole(AuditRecord record) {
		write(record, record.arguments(), record.result(), true);
		return this.json;
	}

	/** What the redactor made of a value, up to a length. */
	String text(Object tree, int max) {
		this.text.setLength(0);
		ValueText.write(this.text, tree);
		String cut = ValueText.cut(this.text, max);
		if (this.text.capacity() > KEPT) {
			this.text = new StringBuilder(KEPT);
		}
		return cut;
	}

	private void write(AuditRecord record, @Nullable String arguments, @Nullable String result, boolean whole) {
		begin();
		text(ARGUMENTS, arguments);
		Integer attempts = record.attempts();
		if (attempts != null) {
			member(ATTEMPTS);
			this.json.number(attempts);
		}
		flag(CACHED, record.cached());
		text(CALL_ID, record.callId());
		text(CODE, record.code());
		if (whole) {
			text(CONTENT_HASH, record.contentHash());
		}
		BigDecimal cost = record.cost();
		if (cost != null) {
			// as text: there is money that no floating-point number has
			text(COST, cost.stripTrailingZeros().toPlainString());
		}
		text(CURRENCY, record.currency());
		member(DURATION);
		this.json.number(nanos(record.duration()));
		if (whole) {
			text(HASH, record.hash());
		}
		text(MESSAGE, record.message());
		if (whole) {
			member(NUMBER);
			this.json.number(record.number());
		}
		member(OUTCOME);
		this.json.raw(OUTCOMES[record.outcome().ordinal()]);
		text(PARENT_CALL_ID, record.parentCallId());
		if (whole) {
			text(PREVIOUS_HASH, record.previousHash());
		}
		text(RESULT, result);
		text(RUN_ID, record.runId());
		text(SERVED_BY, record.servedBy());
		text(SESSION_ID, record.sessionId());
		flag(SHARED, record.shared());
		text(SHARED_WITH, record.sharedWith());
		member(STARTED_AT);
		time(record.startedAt());
		text(TOOL, record.tool());
		text(USER_ID, record.userId());
		this.json.raw('}');
	}

	private static long nanos(Duration duration) {
		return duration.getSeconds() * 1_000_000_000L + duration.getNano();
	}

	private void begin() {
		this.json.clear();
		this.json.raw('{');
		this.first = true;
	}

	private void member(byte[] name) {
		if (!this.first) {
			this.json.raw(',');
		}
		this.first = false;
		this.json.raw(name);
	}

	private void text(byte[] name, @Nullable String value) {
		if (value != null) {
			member(name);
			this.json.text(value);
		}
	}

	private void flag(byte[] name, boolean value) {
		if (value) {
			member(name);
			this.json.raw(TRUE);
		}
	}

	/**
	 * Write a time in ISO-8601 with all nine digits of its nanoseconds. The formatter of
	 * the JDK takes longer than all the rest.
	 */
	private void time(Instant time) {
		long days = Math.floorDiv(time.getEpochSecond(), 86_400L);
		int second = (int) Math.floorMod(time.getEpochSecond(), 86_400L);
		// Civil date of a day: eras of 400 years, years that begin in March.
		long shifted = days + 719_468;
		long era = Math.floorDiv(shifted, 146_097L);
		long dayOfEra = Math.floorMod(shifted, 146_097L);
		long yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
		long dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
		long shiftedMonth = (5 * dayOfYear + 2) / 153;
		long day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1;
		long month = (shiftedMonth < 10) ? shiftedMonth + 3 : shiftedMonth - 9;
		long year = yearOfEra + era * 400 + ((month <= 2) ? 1 : 0);
		if (year < 0 || year > 9999) {
			this.json.text(time.toString());
			return;
		}
		JsonBuffer to = this.json;
		to.raw('"');
		to.digits(year, 4);
		to.raw('-');
		to.digits(month, 2);
		to.raw('-');
		to.digits(day, 2);
		to.raw('T');
		to.digits(second / 3_600, 2);
		to.raw(':');
		to.digits(second / 60 % 60, 2);
		to.raw(':');
		to.digits(second % 60, 2);
		to.raw('.');
		to.digits(time.getNano(), 9);
		to.raw('Z');
		to.raw('"');
	}

	private String hash() {
		this.json.into(this.digest);
		try {
			this.digest.digest(this.hashed, 0, this.hashed.length);
		}
		catch (DigestException ex) {
			throw new IllegalStateException(ex);
		}
		for (int i = 0; i < this.hashed.length; i++) {
			this.hex[2 * i] = HEX[this.hashed[i] >> 4 & 15];
			this.hex[2 * i + 1] = HEX[this.hashed[i] & 15];
		}
		return new String(this.hex, StandardCharsets.ISO_8859_1);
	}

}
