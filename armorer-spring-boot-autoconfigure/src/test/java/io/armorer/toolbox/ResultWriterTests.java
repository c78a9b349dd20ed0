package io.armorer.toolbox;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import io.armorer.redact.Sensitive;
import io.armorer.tool.Outcome;
import io.armorer.tool.ToolResult;

import static org.assertj.core.api.Assertions.assertThat;

class ResultWriterTests {

	private final ResultWriter writer = new ResultWriter(JsonMapper.builder().build());

	@Test
	void masksForTheModelWhatIsMarkedAndNothingElse() {
		SignedIn value = new SignedIn("ada", "s3cret", List.of(new Card("4242424242424242", 2030)));
		ToolResult result = result(value);
		assertThat(result.content()).isEqualTo("""
				{"user":"ada","session":"******","cards":[{"number":"******","year":2030}]}""");
		assertThat(result.value()).isSameAs(value);
	}

	@Test
	void leavesNamesAlone() {
		assertThat(result(Map.of("token", "abc")).content()).isEqualTo("{\"token\":\"abc\"}");
	}

	private ToolResult result(Object value) {
		return new ToolResult("1", "sign-in", Outcome.SUCCESS, value, null, null, Duration.ZERO, Map.of(), this.writer);
	}

	record SignedIn(String user, @Sensitive String session, List<Card> cards) {

	}

	record Card(@Sensitive String number, int year) {

	}

}
