package com.example.outfitter.replay;

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
		assertThat(this.report.table().lines().skip(2).map(SupportConversationTests::withoutDuration))
			.containsExactlyElementsOf("""
					1 get-user-preferences SUCCESS - 1 itself
					2 authenticate DENIED WRONG_CREDENTIALS 1 -
					3 authenticate SUCCESS - 1 itself
					4 fetch-user-data SUCCESS - 1 itself
					5 fetch-user-data DENIED POLICY_DENIED 1 -
					6 get-user-preferences ERROR INVALID_ARGUMENTS 0 -
					7 query_databse ERROR UNKNOWN_TOOL 0 -
					8 query-database ERROR INVALID_ARGUMENTS 0 -
					9 query-database ERROR INVALID_ARGUMENTS 1 -
					10 query-database SUCCESS - 1 itself
					11 query-database DENIED POLICY_DENIED 1 -
					12 query-database DENIED POLICY_DENIED 1 -
					13 query-database DENIED POLICY_DENIED 1 -
					14 query-database ERROR INVALID_ARGUMENTS 1 -
					15 fetch-from-api SUCCESS - 1 itself
					16 fetch-from-api SUCCESS - 1 itself
					17 fetch-from-api SUCCESS - 1 itself
					18 fetch-from-api ERROR NOT_THERE 1 -
					19 fetch-from-api ERROR INVALID_ARGUMENTS 1 -
					~ from here on the shop's API fails
					20 fetch-from-api ERROR UPSTREAM_FAILED 1 -
					21 fetch-from-api ERROR UPSTREAM_FAILED 1 -
					22 fetch-from-api ERROR UPSTREAM_FAILED 1 -
					~ circuit of fetch-from-api: closed -> open
					23 fetch-from-api ERROR CIRCUIT_OPEN 0 -
					24 fetch-from-api ERROR CIRCUIT_OPEN 0 -
					25 fetch-from-cache SUCCESS - 1 itself
					~ from here on the shop's API answers
					26 fetch-from-api ERROR CIRCUIT_OPEN 0 -
					~ nothing happens for 1200 ms
					~ circuit of fetch-from-api: open -> half-open
					27 fetch-from-api SUCCESS - 1 itself
					28 fetch-from-api SUCCESS - 1 itself
					~ circuit of fetch-from-api: half-open -> closed
					29 fetch-from-api SUCCESS - 1 itself
					~ from here on the shop's API hangs
					30 fetch-from-api ERROR TIMEOUT 1 -
					~ from here on the shop's API answers
					31 fetch-from-api SUCCESS - 1 itself
					32 set-counter SUCCESS - 1 itself
					33 increment-counter ERROR INVALID_ARGUMENTS 0 -
					34 increment-counter SUCCESS - 1 itself
					35 get-counter SUCCESS - 1 itself
					36 stream-data ERROR INVALID_ARGUMENTS 0 -
					37 stream-data SUCCESS - 1 itself
					38 openai-completion SUCCESS - 1 itself
					39 openai-completion ERROR INVALID_ARGUMENTS 0 -
					40 process-large-transaction DENIED POLICY_DENIED 0 -
					41 process-small-transaction ERROR INVALID_ARGUMENTS 1 -
					42 process-small-transaction SUCCESS - 1 itself
					43 process-medium-transaction SUCCESS - 1 itself
					""".lines().toList());
	}

	@Test
	void answersEachCall() {
		assertThat(this.report.calls()).hasSize(43);
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

	private static String withoutDuration(String line) {
		return line.strip().replaceAll(" +", " ").replaceFirst(" \\d+\\.\\d (?=\\d+ )", " ");
	}

}
