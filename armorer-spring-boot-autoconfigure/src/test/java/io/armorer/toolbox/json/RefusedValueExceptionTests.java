package io.armorer.toolbox.json;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

class RefusedValueExceptionTests {

	@Test
	void tellsWhatIsWrongAndTakesNoStackTrace() {
		RefusedValueException refused = new RefusedValueException(JsonMapper.shared().createParser("1"), String.class,
				"must be a date");
		assertThat(refused.getOriginalMessage()).isEqualTo("must be a date");
		assertThat(refused.getStackTrace()).isEmpty();
	}

}
