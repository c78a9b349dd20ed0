package io.armorer.pattern.audit;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.json.JsonMapper;

import io.armorer.store.Page;
import io.armorer.store.memory.MemoryStoreBackend;
import io.armorer.testing.MovableTime;
import io.armorer.tool.Outcome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** Records are found, read and exported as they were written. */
@Timeout(60)
class AuditLogTests {

	private final JsonMapper mapper = JsonMapper.builder().build();

	private final AuditTrail trail = Records.trail(new MemoryStoreBackend(new MovableTime()), new MovableTime());

	private final AuditLog log = new AuditLog(this.trail);

	@BeforeEach
	void write() {
		IntStream.rangeClosed(1, 30).forEach((i) -> Records.write(this.trail, record(i)));
	}

	/** Every third is of bob, every fifth failed, and so on. */
	private static AuditRecord record(int i) {
		AuditRecord record = new AuditRecord(0, "c-" + i, (i % 7 == 0) ? "c-1" : null, (i % 2 == 0) ? "even" : "odd",
				(i % 3 == 0) ? "bob" : "ann", "s-" + i % 4, "r-" + i % 6, MovableTime.START.plusSeconds(i),
				Duration.ofMillis(i), (i % 5 == 0) ? Outcome.DENIED : Outcome.SUCCESS,
				(i % 5 == 0) ? "POLICY_DENIED" : null, null, null, (i % 10 == 1) ? "other" : null, i % 4 == 0, false,
				null, null, null, "{}", null, "", "", "");
		return Records.hashed(record);
	}

	@Test
	void findsByEveryFieldAndByTime() {
		assertFound(AuditQuery.oldest(100).callId("c-7"), (i) -> i == 7);
		assertFound(AuditQuery.oldest(100).parentCallId("c-1"), (i) -> i % 7 == 0);
		assertFound(AuditQuery.oldest(100).tool("even"), (i) -> i % 2 == 0);
		assertFound(AuditQuery.oldest(100).user("bob"), (i) -> i % 3 == 0);
		assertFound(AuditQuery.oldest(100).session("s-2"), (i) -> i % 4 == 2);
		assertFound(AuditQuery.oldest(100).run("r-5"), (i) -> i % 6 == 5);
		assertFound(AuditQuery.oldest(100).outcome(Outcome.DENIED), (i) -> i % 5 == 0);
		assertFound(AuditQuery.oldest(100).code("POLICY_DENIED"), (i) -> i % 5 == 0);
		assertFound(AuditQuery.oldest(100).servedBy("other"), (i) -> i % 10 == 1);
		assertFound(AuditQuery.oldest(100).from(at(10)).until(at(20)), (i) -> i >= 10 && i < 20);
		assertFound(AuditQuery.oldest(100).tool("odd").user("bob").from(at(9)), (i) -> i % 6 == 3 && i >= 9);
		assertFound(AuditQuery.oldest(100).where(AuditRecord::cached), (i) -> i % 4 == 0);
		assertFound(AuditQuery.oldest(100)
			.tool("even")
			.where((record) -> record.duration().toMillis() > 10)
			.where(AuditRecord::cached), (i) -> i % 4 == 0 && i > 10);
	}

	private void assertFound(AuditQuery query, java.util.function.IntPredicate wanted) {
		List<String> expected = IntStream.rangeClosed(1, 30).filter(wanted).mapToObj((i) -> "c-" + i).toList();
		assertThat(this.log.find(query).items()).extracting(AuditRecord::callId).containsExactlyElementsOf(expected);
		List<String> read = new ArrayList<>();
		assertThat(this.log.read(query, (record) -> read.add(record.callId()))).isEqualTo(expected.size());
		assertThat(read).isEqualTo(expected);
	}

	@Test
	void givesPagesInBothDirections() {
		for (AuditQuery first : List.of(AuditQuery.newest(4), AuditQuery.oldest(4).where((record) -> true),
				AuditQuery.newest(3).where(AuditRecord::cached))) {
			List<Long> numbers = new ArrayList<>();
			AuditQuery query = first;
			while (true) {
				Page<AuditRecord> page = this.log.find(query);
				assertThat(page.items().size()).isLessThanOrEqualTo(4);
				page.items().forEach((record) -> numbers.add(record.number()));
				if (page.next() == null) {
					break;
				}
				query = query.after(page.next());
			}
			assertThat(numbers).doesNotHaveDuplicates().hasSize((first.limit() == 3) ? 7 : 30);
		}
		assertThat(this.log.find(AuditQuery.newest(2)).items()).extracting(AuditRecord::number)
			.containsExactly(30L, 29L);
		assertThat(this.log.read(AuditQuery.newest(2).where(AuditRecord::cached), (record) -> {
		})).isEqualTo(2);
		assertThatIllegalArgumentException().isThrownBy(() -> AuditQuery.newest(0));
		assertThatIllegalArgumentException().isThrownBy(() -> this.log.find(AuditQuery.newest(1).after("?")));
		assertThatIllegalArgumentException().isThrownBy(() -> this.log.prune(Duration.ofSeconds(-1)));
	}

	@Test
	void findsACallByItsId() {
		Records.write(this.trail, Records.content("c-7", at(100)));
		assertThat(this.log.find("c-7")).hasValueSatisfying((record) -> assertThat(record.number()).isEqualTo(31));
		assertThat(this.log.find("nobody")).isEmpty();
	}

	@Test
	void exportsJsonThatAnybodyCanRead() throws IOException {
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		assertThat(this.log.export(AuditFormat.JSON, out)).isEqualTo(30);
		List<?> read = this.mapper.readValue(out.toByteArray(), List.class);
		assertThat(read).hasSize(30);
		out.reset();
		assertThat(this.log.export(AuditQuery.oldest(5).tool("nothing"), AuditFormat.JSON, out)).isZero();
		assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("[]");
	}

	@Test
	void exportsLinesThatCanBeVerifiedWithoutTheLibrary() throws Exception {
		Records.write(this.trail, Records.full(31));
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		assertThat(this.log.export(AuditFormat.NDJSON, out)).isEqualTo(31);
		String previous = "";
		for (String line : out.toString(StandardCharsets.UTF_8).split("\n")) {
			@SuppressWarnings("unchecked")
			Map<String, Object> fields = new TreeMap<>(this.mapper.readValue(line, Map.class));
			assertThat(this.mapper.writeValueAsString(fields)).as("canonical").isEqualTo(line);
			Map<String, Object> link = new TreeMap<>();
			link.put("number", fields.remove("number"));
			link.put("previousHash", fields.remove("previousHash"));
			Object contentHash = fields.remove("contentHash");
			link.put("contentHash", contentHash);
			Object hash = fields.remove("hash");
			assertThat(link).containsEntry("previousHash", previous);
			assertThat(sha256(this.mapper.writeValueAsString(fields))).isEqualTo(contentHash);
			assertThat(sha256(this.mapper.writeValueAsString(link))).isEqualTo(hash);
			previous = (String) hash;
		}
		assertThat(previous).isEqualTo(this.log.bounds().lastMark());
	}

	private static String sha256(String text) throws Exception {
		return HexFormat.of()
			.formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
	}

	@Test
	void aDiskThatIsFullIsTheCallersToKnow() {
		OutputStream full = new OutputStream() {

			@Override
			public void write(int b) throws IOException {
				throw new IOException("No space left on device");
			}

		};
		assertThatExceptionOfType(IOException.class).isThrownBy(() -> this.log.export(AuditFormat.NDJSON, full));
	}

	@Test
	void writesAnyTimeAndAnyTextSoThatTheyCanBeReadAgain() throws IOException {
		Random random = new Random(7);
		for (int i = 0; i < 2000; i++) {
			Instant at = Instant.ofEpochSecond(random.nextLong(-62_167_219_200L, 253_402_300_799L),
					random.nextInt(1_000_000_000));
			AuditRecord record = Records.sealed(Records.content(text(random), at), random.nextLong(1, Long.MAX_VALUE),
					"", "");
			@SuppressWarnings("unchecked")
			Map<String, @Nullable Object> read = this.mapper.readValue(record.toJson(), Map.class);
			assertThat(Instant.parse((String) read.get("startedAt"))).isEqualTo(at);
			assertThat(read).containsEntry("callId", record.callId());
			assertThat(((Number) read.get("number")).longValue()).isEqualTo(record.number());
		}
		AuditRecord far = Records.content("c", Instant.MAX);
		assertThat(far.toJson()).contains("\"startedAt\":\"" + Instant.MAX + "\"");
		AuditReport report = AuditFile.verify(new ByteArrayInputStream("\ud83d\ude00".getBytes(StandardCharsets.UTF_8)),
				null);
		assertThat(report.isIntact()).isFalse();
	}

	private static String text(Random random) {
		int[] characters = random.ints(random.nextInt(20), 0, 5).map((kind) -> switch (kind) {
			case 0 -> random.nextInt(0x20);
			case 1 -> random.nextInt(0x20, 0x80);
			case 2 -> random.nextInt(0x80, 0xd800);
			case 3 -> random.nextInt(0xe000, 0x10000);
			default -> random.nextInt(0x10000, 0x110000);
		}).toArray();
		return new String(characters, 0, characters.length);
	}

	private static Instant at(int i) {
		return MovableTime.START.plusSeconds(i);
	}

}
