package com.example.outfitter.replay;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.JdbcTemplate;

import com.example.outfitter.OutfitterTest;
import com.example.outfitter.chat.ChatFormat;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The conversation that a newcomer sees: each of its lines is a promise.
 */
@OutfitterTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SupportConversationTests {

	@Autowired
	private TranscriptReplay replay;

	@Autowired
	private JdbcTemplate jdbc;

	private ReplayReport report;

	@BeforeAll
	void replay() throws Exception {
		byte[] json = new ClassPathResource("transcripts/support.json").getContentAsByteArray();
		this.report = this.replay.replay(ChatFormat.readTranscript(json), "support.json");
	}

	@Test
	void becomesOfEachCallWhatTheTableSays() {
		assertThat(twinsInOrder(
				this.report.table().lines().skip(2).map(SupportConversationTests::withoutDuration).toList()))
			.containsExactlyElementsOf("""
					1 get-user-preferences SUCCESS - 1 itself
					2 authenticate DENIED WRONG_CREDENTIALS 1 -
					3 authenticate SUCCESS - 1 itself
					4 fetch-user-data SUCCESS - 1 itself
					5 fetch-user-data DENIED POLICY_DENIED 1 -
					6 get-user-preferences ERROR INVALID_ARGUMENTS 0 -
					7 authenticate DENIED WRONG_CREDENTIALS 1 -
					8 authenticate DENIED RATE_LIMITED 0 -
					9 query_databse ERROR UNKNOWN_TOOL 0 -
					10 query-database ERROR INVALID_ARGUMENTS 0 -
					11 query-database ERROR INVALID_ARGUMENTS 1 -
					12 query-database SUCCESS - 1 itself
					13 query-database DENIED POLICY_DENIED 1 -
					14 query-database DENIED POLICY_DENIED 1 -
					15 query-database DENIED POLICY_DENIED 1 -
					16 query-database ERROR INVALID_ARGUMENTS 1 -
					17 fetch-from-api SUCCESS - 1 itself
					18 fetch-from-api SUCCESS - 1 itself
					19 fetch-from-api SUCCESS - 1 itself
					20 get-data SUCCESS - 1 fetch-from-cache
					21 get-data SUCCESS - 1 fetch-from-api
					22 fetch-from-api ERROR NOT_THERE 1 -
					23 fetch-from-api ERROR INVALID_ARGUMENTS 1 -
					~ from here on the shop's API fails every other time
					24 fetch-from-api SUCCESS - 2 itself
					~ from here on the shop's API fails
					25 fetch-from-api SUCCESS (UPSTREAM_FAILED) 3 fetch-from-cache
					26 fetch-from-api SUCCESS (UPSTREAM_FAILED) 3 fetch-from-cache
					~ circuit of fetch-from-api: closed -> open
					27 fetch-from-api SUCCESS (CIRCUIT_OPEN) 0 fetch-from-cache
					28 fetch-from-api ERROR CIRCUIT_OPEN 0 -
					29 fetch-from-cache ERROR NOT_CACHED 1 -
					~ from here on the shop's API answers
					30 fetch-from-api ERROR CIRCUIT_OPEN 0 -
					~ nothing happens for 1200 ms
					~ circuit of fetch-from-api: open -> half-open
					31 fetch-from-api SUCCESS - 1 itself
					32 fetch-from-api SUCCESS - 1 itself
					~ circuit of fetch-from-api: half-open -> closed
					33 fetch-from-api SUCCESS - 1 itself
					~ from here on the shop's API hangs
					34 fetch-from-api ERROR TIMEOUT 1 -
					~ from here on the shop's API answers
					35 fetch-from-api SUCCESS - 1 itself
					36 set-counter SUCCESS - 1 itself
					37 increment-counter ERROR INVALID_ARGUMENTS 0 -
					38 increment-counter SUCCESS - 1 itself
					39 get-counter SUCCESS - 1 itself
					40 get-user-preferences SUCCESS - 0 cache
					41 stream-data ERROR INVALID_ARGUMENTS 0 -
					42 stream-data SUCCESS - 1 itself
					43 stream-data SUCCESS - 0 call_42 (shared)
					44 openai-completion SUCCESS - 1 itself
					45 openai-completion ERROR INVALID_ARGUMENTS 0 -
					46 process-transaction DENIED POLICY_DENIED 0 -
					47 process-small-transaction ERROR INVALID_ARGUMENTS 1 -
					48 process-transaction SUCCESS - 1 process-small-transaction
					49 process-transaction SUCCESS - 1 process-medium-transaction
					""".lines().toList());
	}

	@Test
	void answersEachCall() {
		assertThat(this.report.calls()).hasSize(49);
		assertThat(this.report.isAllAnswered()).isTrue();
	}

	@Test
	void changesInTheDatabaseOnlyWhatItMay() {
		assertThat(this.jdbc.queryForList("SELECT customer_id, amount, reason FROM vault.transactions ORDER BY amount")
			.stream()
			.map((row) -> List.copyOf(row.values()).toString()))
			.containsExactly("[C-1001, 129.90, boots came apart]", "[C-1001, 1250.00, expedition cut short]");
		assertThat(this.jdbc.queryForObject("SELECT COUNT(*) FROM shop.orders", Integer.class)).isEqualTo(300);
	}

	@Test
	void fitsAHundredColumns() {
		assertThat(this.report.table().lines()).allSatisfy((line) -> assertThat(line).hasSizeLessThanOrEqualTo(100));
	}

	/** Which of the twins 42 and 43 comes first is nobody's to say. */
	private static List<String> twinsInOrder(List<String> lines) {
		List<String> ordered = new ArrayList<>(lines);
		int second = ordered.indexOf("43 stream-data SUCCESS - 1 itself");
		if (second > 0 && ordered.get(second - 1).equals("42 stream-data SUCCESS - 0 call_43 (shared)")) {
			ordered.set(second - 1, "42 stream-data SUCCESS - 1 itself");
			ordered.set(second, "43 stream-data SUCCESS - 0 call_42 (shared)");
		}
		return ordered;
	}

	private static String withoutDuration(String line) {
		return line.strip().replaceAll(" +", " ").replaceFirst(" \\d+\\.\\d (?=\\d+ )", " ");
	}

}
