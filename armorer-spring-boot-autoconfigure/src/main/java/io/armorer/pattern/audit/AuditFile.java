package io.armorer.pattern.audit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

import io.armorer.tool.Outcome;

/**
 * Verifies exported records, far from the application that wrote them: a file of
 * {@link AuditFormat#NDJSON} is all it takes, and the hash that the last record should
 * have.
 */
public final class AuditFile {

	private static final JsonMapper MAPPER = JsonMapper.builder().build();

	private static final TypeReference<Map<String, @Nullable Object>> FIELDS = new TypeReference<>() {
	};

	private AuditFile() {
	}

	/**
	 * Verify a file.
	 * @param file the file
	 * @param headHash the hash that the last record should have, kept since the export or
	 * before; {@code null} if nobody knows, and then records that are missing at the end
	 * are not missed
	 * @return what was found
	 * @throws IOException if the file can't be read
	 */
	public static AuditReport verify(Path file, @Nullable String headHash) throws IOException {
		try (InputStream in = Files.newInputStream(file)) {
			return verify(in, headHash);
		}
	}

	/**
	 * Verify what comes from a stream, line by line.
	 * @param in the stream, which is read to its end and not closed
	 * @param headHash the hash that the last record should have, or {@code null}
	 * @return what was found
	 * @throws IOException if the stream can't be read
	 */
	public static AuditReport verify(InputStream in, @Nullable String headHash) throws IOException {
		ChainCheck check = new ChainCheck();
		BufferedReader lines = new BufferedReader(new InputStreamReader(in,
				StandardCharsets.UTF_8.newDecoder()
					.onMalformedInput(CodingErrorAction.REPLACE)
					.onUnmappableCharacter(CodingErrorAction.REPLACE)));
		long number = 0;
		for (String line = lines.readLine(); line != null; line = lines.readLine()) {
			number++;
			AuditRecord record = read(line);
			if (record == null) {
				check.unreadable("Line " + number + " of the file is no record as it was exported");
			}
			else {
				check.accept(record);
			}
		}
		return ended(check.report(), headHash);
	}

	private static AuditReport ended(AuditReport report, @Nullable String headHash) {
		if (report.fault() != null || headHash == null || headHash.equals(report.headHash())) {
			return report;
		}
		AuditFault fault = new AuditFault(report.last() + 1, AuditFault.Kind.CUT_OFF,
				"The last record is " + report.last() + ", and its hash is not the one that the last should have");
		return new AuditReport(report.first(), report.last(), report.checked(), report.headHash(), fault);
	}

	/** The record in a line, or {@code null} if it would have been written otherwise. */
	private static @Nullable AuditRecord read(String line) {
		try {
			Fields fields = new Fields(MAPPER.readValue(line, FIELDS));
			AuditRecord record = fields.record();
			return record.toJson().equals(line) ? record : null;
		}
		catch (JacksonException | IllegalArgumentException | ClassCastException | NullPointerException
				| ArithmeticException | java.time.DateTimeException ex) {
			return null;
		}
	}

	/** The fields of a record by name, as JSON has them. */
	private record Fields(Map<String, @Nullable Object> byName) {

		AuditRecord record() {
			String cost = text("cost");
			return new AuditRecord(number("number"), required("callId"), text("parentCallId"), required("tool"),
					text("userId"), text("sessionId"), text("runId"), Instant.parse(required("startedAt")),
					Duration.ofNanos(number("durationNanos")), Outcome.valueOf(required("outcome")), text("code"),
					text("message"), this.byName.containsKey("attempts") ? (int) number("attempts") : null,
					text("servedBy"), flag("cached"), flag("shared"), text("sharedWith"),
					(cost != null) ? new BigDecimal(cost) : null, text("currency"), text("arguments"), text("result"),
					required("previousHash"), required("contentHash"), required("hash"));
		}

		private @Nullable String text(String name) {
			return (String) this.byName.get(name);
		}

		private String required(String name) {
			String text = text(name);
			if (text == null) {
				throw new IllegalArgumentException(name + " is missing");
			}
			return text;
		}

		private long number(String name) {
			if (this.byName.get(name) instanceof Number number) {
				return number.longValue();
			}
			throw new IllegalArgumentException(name + " is no number");
		}

		private boolean flag(String name) {
			return Boolean.TRUE.equals(this.byName.get(name));
		}

	}

}
