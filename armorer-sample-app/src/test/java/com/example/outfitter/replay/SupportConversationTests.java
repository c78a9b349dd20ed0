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
					2 fetch-user-data DENIED DEPENDENCY_MISSING 0 -
					3 authenticate DENIED WRONG_CREDENTIALS 1 -
					4 authenticate SUCCESS - 1 itself
					5 fetch-user-data SUCCESS - 1 itself
					6 fetch-user-data DENIED POLICY_DENIED 1 -
					7 get-user-preferences ERROR INVALID_ARGUMENTS 0 -
					8 authenticate DENIED WRONG_CREDENTIALS 1 -
					9 authenticate DENIED RATE_LIMITED 0 -
					10 query_databse ERROR UNKNOWN_TOOL 0 -
					11 query-database ERROR INVALID_ARGUMENTS 0 -
					12 query-database ERROR INVALID_ARGUMENTS 1 -
					13 query-database SUCCESS - 1 itself
					14 query-database DENIED POLICY_DENIED 1 -
					15 query-database DENIED POLICY_DENIED 1 -
					16 query-database DENIED POLICY_DENIED 1 -
					17 query-database ERROR INVALID_ARGUMENTS 1 -
					18 fetch-from-api SUCCESS - 1 itself
					19 fetch-from-api SUCCESS - 1 itself
					20 fetch-from-api SUCCESS - 1 itself
					21 get-data SUCCESS - 1 fetch-from-cache
					22 get-data SUCCESS - 1 fetch-from-api
					23 fetch-from-api ERROR NOT_THERE 1 -
					24 fetch-from-api ERROR INVALID_ARGUMENTS 1 -
					~ from here on the shop's API fails every other time
					25 fetch-from-api SUCCESS - 2 itself
					~ from here on the shop's API fails
					26 fetch-from-api SUCCESS (UPSTREAM_FAILED) 3 fetch-from-cache
					27 fetch-from-api SUCCESS (UPSTREAM_FAILED) 3 fetch-from-cache
					~ circuit of fetch-from-api: closed -> open
					28 fetch-from-api SUCCESS (CIRCUIT_OPEN) 0 fetch-from-cache
					29 fetch-from-api ERROR CIRCUIT_OPEN 0 -
					30 fetch-from-cache ERROR NOT_CACHED 1 -
					~ from here on the shop's API answers
					31 fetch-from-api ERROR CIRCUIT_OPEN 0 -
					~ nothing happens for 1200 ms
					~ circuit of fetch-from-api: open -> half-open
					32 fetch-from-api SUCCESS - 1 itself
					33 fetch-from-api SUCCESS - 1 itself
					~ circuit of fetch-from-api: half-open -> closed
					34 fetch-from-api SUCCESS - 1 itself
					~ from here on the shop's API hangs
					35 fetch-from-api ERROR TIMEOUT 1 -
					~ from here on the shop's API answers
					36 fetch-from-api SUCCESS - 1 itself
					37 set-counter SUCCESS - 1 itself
					38 increment-counter ERROR INVALID_ARGUMENTS 0 -
					39 increment-counter SUCCESS - 1 itself
					40 get-counter SUCCESS - 1 itself
					41 get-user-preferences SUCCESS - 0 cache
					42 stream-data ERROR INVALID_ARGUMENTS 0 -
					43 stream-data SUCCESS - 1 itself
					44 stream-data SUCCESS - 0 call_43 (shared)
					45 openai-completion SUCCESS - 1 itself
					46 openai-completion ERROR INVALID_ARGUMENTS 0 -
					47 openai-completion SUCCESS - 1 itself
					48 openai-completion DENIED QUOTA_EXCEEDED 0 -
					49 process-transaction DENIED POLICY_DENIED 0 -
					50 process-small-transaction ERROR INVALID_ARGUMENTS 1 -
					51 process-transaction SUCCESS - 1 process-small-transaction
					52 process-transaction SUCCESS - 1 process-medium-transaction
					""".lines().toList());
	}

	@Test
	void answersEachCall() {
		assertThat(this.report.calls()).hasSize(52);
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

	/** Which of the twins 43 and 44 comes first is nobody's to say. */
	private static List<String> twinsInOrder(List<String> lines) {
		List<String> ordered = new ArrayList<>(lines);
		int second = ordered.indexOf("44 stream-data SUCCESS - 1 itself");
		if (second > 0 && ordered.get(second - 1).equals("43 stream-data SUCCESS - 0 call_44 (shared)")) {
			ordered.set(second - 1, "43 stream-data SUCCESS - 1 itself");
			ordered.set(second, "44 stream-data SUCCESS - 0 call_43 (shared)");
		}
		return ordered;
	}

	private static String withoutDuration(String line) {
		return line.strip().replaceAll(" +", " ").replaceFirst(" \\d+\\.\\d (?=\\d+ )", " ");
	}

}
