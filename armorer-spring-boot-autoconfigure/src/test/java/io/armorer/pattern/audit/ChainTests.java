package io.armorer.pattern.audit;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.armorer.pattern.audit.AuditFault.Kind;
import io.armorer.store.JournalBounds;
import io.armorer.testing.MovableTime;
import io.armorer.tool.Outcome;

import static org.assertj.core.api.Assertions.assertThat;

/** Whatever is done to the records is found, and the right record is named. */
@Timeout(60)
class ChainTests {

	private static final int COUNT = 8;

	private final TamperableJournal journal = new TamperableJournal();

	private final AuditTrail trail = Records.trail(this.journal, new MovableTime());

	private final AuditLog log = new AuditLog(this.trail);

	@BeforeEach
	void write() {
		IntStream.rangeClosed(1, COUNT).forEach((i) -> assertThat(Records.write(this.trail, Records.full(i))).isTrue());
	}

	@Test
	void whatNobodyTouchedIsIntact() throws IOException {
		AuditReport report = this.log.verify();
		assertThat(report).isEqualTo(new AuditReport(1, COUNT, COUNT, this.journal.bounds.lastMark(), null));
		assertThat(file(this.journal.bounds.lastMark())).isEqualTo(report);
	}

	static Stream<RecordComponent> fields() {
		return Arrays.stream(AuditRecord.class.getRecordComponents());
	}

	@ParameterizedTest
	@MethodSource("fields")
	void everyFieldIsInTheHash(RecordComponent field) throws Exception {
		for (int at = 0; at < COUNT; at++) {
			for (Object value : others(field, this.journal.records.get(at))) {
				AuditRecord before = this.journal.records.get(at);
				this.journal.records.set(at, with(before, field, value));
				assertFault(at + 1, Kind.CHANGED);
				assertThat(file(null).isIntact()).as("%s of %s in a file", field.getName(), at + 1).isFalse();
				this.journal.records.set(at, before);
			}
		}
		assertThat(this.log.verify().isIntact()).isTrue();
	}

	@ParameterizedTest
	@MethodSource("fields")
	void aRecordThatIsChangedAndHashedAnewBreaksTheLink(RecordComponent field) throws Exception {
		List<String> chained = List.of("number", "previousHash", "contentHash", "hash");
		if (chained.contains(field.getName())) {
			return;
		}
		AuditRecord changed = with(this.journal.records.get(2), field,
				others(field, this.journal.records.get(2)).get(0));
		this.journal.records.set(2, rehashed(changed));
		assertFault(4, Kind.LINK_BROKEN);
	}

	@Test
	void aLastRecordThatIsChangedAndHashedAnewIsNotTheRememberedOne() {
		AuditRecord last = this.journal.records.get(COUNT - 1);
		this.journal.records.set(COUNT - 1, rehashed(with(last, "userId", "bob")));
		assertFault(COUNT, Kind.LINK_BROKEN);
	}

	@ParameterizedTest
	@ValueSource(ints = { 2, 3, 7 })
	void aRecordThatWasRemovedIsMissing(int number) {
		this.journal.records.remove(number - 1);
		assertFault(number, Kind.MISSING);
	}

	@Test
	void recordsThatWereRemovedInTheMiddleAreMissing() throws IOException {
		this.journal.records.subList(2, 5).clear();
		assertFault(3, Kind.MISSING);
		assertThat(file(null).fault()).isNotNull().extracting(AuditFault::number).isEqualTo(3L);
	}

	@Test
	void whatWasRemovedAtTheBeginningIsMissed() {
		this.journal.records.remove(0);
		assertFault(1, Kind.BEGINS_TOO_LATE);
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 5, 8 })
	void whatWasRemovedAtTheEndIsMissed(int from) throws IOException {
		String head = this.journal.bounds.lastMark();
		this.journal.records.subList(from - 1, COUNT).clear();
		assertFault(from, Kind.CUT_OFF);
		assertThat(file(head).fault()).isNotNull()
			.matches((fault) -> fault.kind() == Kind.CUT_OFF && fault.number() == from);
	}

	@Test
	void anyTwoThatChangedPlacesAreFound() {
		for (int i = 0; i < COUNT; i++) {
			for (int j = i + 1; j < COUNT; j++) {
				Collections.swap(this.journal.records, i, j);
				assertFault(i + 1, Kind.OUT_OF_ORDER);
				Collections.swap(this.journal.records, i, j);
			}
		}
	}

	@Test
	void aForgedRecordIsFoundWhereverItIsPut() {
		for (int at = 0; at <= COUNT; at++) {
			AuditRecord before = (at > 0) ? this.journal.records.get(at - 1) : null;
			AuditRecord forged = rehashed(
					Records.sealed(Records.full(99), at + 1, (before != null) ? before.hash() : "", ""));
			this.journal.records.add(at, forged);
			assertFault(at + 1, Kind.INSERTED);
			this.journal.records.set(at, Records.sealed(Records.full(99), at + 1, "no", "no"));
			assertThat(this.log.verify().fault()).isNotNull().extracting(AuditFault::number).isEqualTo(at + 1L);
			this.journal.records.remove(at);
		}
	}

	@Test
	void aRecordThatIsThereTwiceIsFound() {
		this.journal.records.add(5, this.journal.records.get(2));
		assertFault(3, Kind.INSERTED);
	}

	@Test
	void aChainThatWasMadeAnewHasAnotherEnd() throws IOException {
		String head = this.journal.bounds.lastMark();
		JournalBounds bounds = this.journal.bounds;
		this.journal.records = new ArrayList<>();
		this.journal.bounds = new JournalBounds(0, "", 0, "");
		IntStream.rangeClosed(11, 10 + COUNT).forEach((i) -> Records.write(this.trail, Records.full(i)));
		assertThat(this.log.verify().isIntact()).as("who can write everything can make it all anew").isTrue();
		assertThat(this.log.verify().headHash()).as("but the hash that was kept elsewhere tells").isNotEqualTo(head);
		assertThat(file(head).isIntact()).isFalse();
		this.journal.bounds = bounds;
		assertFault(8, Kind.LINK_BROKEN);
	}

	@Test
	void whatIsLeftAfterPruningIsVerifiable() throws IOException {
		assertThat(this.journal.prune(MovableTime.START.plusSeconds(4))).isEqualTo(3);
		assertThat(this.log.verify()).isEqualTo(new AuditReport(4, 8, 5, this.journal.bounds.lastMark(), null));
		assertThat(file(this.journal.bounds.lastMark()).isIntact()).isTrue();
		AuditRecord fourth = this.journal.records.remove(0);
		assertFault(4, Kind.BEGINS_TOO_LATE);
		this.journal.records.add(0, rehashed(with(fourth, "previousHash", "forged")));
		assertFault(4, Kind.LINK_BROKEN);
		this.journal.records.set(0, fourth);
		this.journal.prune(Instant.MAX);
		assertThat(this.log.verify()).isEqualTo(new AuditReport(0, 0, 0, "", null));
	}

	@Test
	void aRecordFromBeforeTheBeginningIsFound() {
		AuditRecord first = this.journal.records.get(0);
		this.journal.prune(MovableTime.START.plusSeconds(4));
		this.journal.records.add(0, first);
		assertFault(1, Kind.INSERTED);
	}

	@Test
	void pruningWhileVerifyingIsNoFault() {
		List<AuditRecord> all = List.copyOf(this.journal.records);
		ChainCheck check = new ChainCheck(this.journal::bounds);
		check.accept(all.get(0));
		check.accept(all.get(1));
		this.journal.prune(MovableTime.START.plusSeconds(6));
		all.subList(5, COUNT).forEach(check);
		assertThat(check.report().isIntact()).isTrue();
		ChainCheck late = new ChainCheck(this.journal::bounds);
		this.journal.prune(MovableTime.START.plusSeconds(8));
		all.subList(6, COUNT).forEach(late);
		assertThat(late.report().isIntact()).isTrue();
		ChainCheck forged = new ChainCheck(this.journal::bounds);
		Records.write(this.trail, Records.full(9));
		this.journal.prune(Instant.MAX);
		assertThat(forged.report().isIntact()).as("all that was to be read was pruned").isTrue();
	}

	@Test
	void recordsThatComeInWhileVerifyingAreNoFault() {
		ChainCheck check = new ChainCheck(this.journal::bounds);
		Records.write(this.trail, Records.full(9));
		this.journal.records.forEach(check);
		assertThat(check.report().last()).isEqualTo(9);
		assertThat(check.report().isIntact()).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "x", "{}", "{\"number\":3}", "[]", "null", "\u0000\u0001" })
	void aFileThatIsNoneIsToldOf(String line) throws IOException {
		String[] lines = export().split("\n");
		lines[2] = line;
		AuditReport report = verify(String.join("\n", lines), null);
		assertThat(report.fault()).isNotNull().matches((fault) -> fault.kind() == Kind.CHANGED && fault.number() == 3);
		assertThat(report.fault().description()).contains("Line 3");
	}

	@Test
	void aFileThatSaysMoreThanWasExportedIsToldOf() throws IOException {
		String export = export();
		assertThat(verify(export.replaceFirst("\\{", "{\"aaa\":1,"), null).isIntact()).isFalse();
		assertThat(verify(export.replaceFirst("\\{", "{ "), null).isIntact()).isFalse();
		assertThat(verify(export, null).isIntact()).isTrue();
		assertThat(verify("", null).isIntact()).isTrue();
		assertThat(verify("", this.journal.bounds.lastMark()).isIntact()).isFalse();
	}

	private void assertFault(long number, Kind kind) {
		AuditReport report = this.log.verify();
		assertThat(report.fault()).isNotNull();
		assertThat(report.isIntact()).isFalse();
		assertThat(report.fault().number()).as("%s", report.fault()).isEqualTo(number);
		assertThat(report.fault().kind()).as("%s", report.fault()).isEqualTo(kind);
	}

	private String export() throws IOException {
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		this.log.export(AuditFormat.NDJSON, out);
		return out.toString(StandardCharsets.UTF_8);
	}

	private AuditReport file(@Nullable String headHash) throws IOException {
		return verify(export(), headHash);
	}

	private static AuditReport verify(String file, @Nullable String headHash) throws IOException {
		return AuditFile.verify(new ByteArrayInputStream(file.getBytes(StandardCharsets.UTF_8)), headHash);
	}

	private static AuditRecord rehashed(AuditRecord record) {
		AuditRecord hashed = Records.hashed(record);
		return Records.sealed(hashed, record.number(), record.previousHash(),
				RecordJson.current().hash(record.number(), record.previousHash(), hashed.contentHash()));
	}

	private static AuditRecord with(AuditRecord record, String field, Object value) {
		return with(record, fields().filter((component) -> component.getName().equals(field)).findFirst().orElseThrow(),
				value);
	}

	/** The record with another value in one field. */
	private static AuditRecord with(AuditRecord record, RecordComponent field, @Nullable Object value) {
		try {
			RecordComponent[] components = AuditRecord.class.getRecordComponents();
			Object[] values = new Object[components.length];
			Class<?>[] types = new Class<?>[components.length];
			for (int i = 0; i < components.length; i++) {
				types[i] = components[i].getType();
				values[i] = components[i].getName().equals(field.getName()) ? value
						: components[i].getAccessor().invoke(record);
			}
			return AuditRecord.class.getDeclaredConstructor(types).newInstance(values);
		}
		catch (ReflectiveOperationException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/** Values that differ from the one a record has, {@code null} among them. */
	private static List<Object> others(RecordComponent field, AuditRecord record) throws ReflectiveOperationException {
		Object value = field.getAccessor().invoke(record);
		List<Object> others = new ArrayList<>();
		Class<?> type = field.getType();
		if (type == String.class) {
			others.add(value + "x");
			others.add("other");
			if (!field.getName().endsWith("Hash") && !field.getName().equals("hash")
					&& !List.of("callId", "tool").contains(field.getName())) {
				others.add(null);
			}
		}
		else if (type == long.class) {
			others.add(((Long) value) + 1);
			others.add(((Long) value) + 1000);
			others.add(0L);
		}
		else if (type == boolean.class) {
			others.add(!((Boolean) value));
		}
		else if (type == Integer.class) {
			others.add(4);
			others.add(null);
		}
		else if (type == Instant.class) {
			others.add(((Instant) value).plusNanos(1));
		}
		else if (type == Duration.class) {
			others.add(((Duration) value).plusNanos(1));
		}
		else if (type == BigDecimal.class) {
			others.add(((BigDecimal) value).add(new BigDecimal("0.000000001")));
			others.add(null);
		}
		else if (type == Outcome.class) {
			others.add(Outcome.SUCCESS);
		}
		assertThat(others).as("values of the type of %s", field.getName()).isNotEmpty();
		return others;
	}

}
