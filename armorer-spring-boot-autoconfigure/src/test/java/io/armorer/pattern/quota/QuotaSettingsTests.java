package io.armorer.pattern.quota;

import java.math.BigDecimal;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.armorer.config.InvalidSettingException;
import io.armorer.config.ToolSettings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class QuotaSettingsTests {

	@ParameterizedTest
	@ValueSource(strings = { "ann.smith", "ann smith", "urn:user:1", "ann@example.com", "Ann", "ann_smith", "ü", "a/b",
			"100%", "-", "1" })
	void idInBracketsIsTakenAsItIs(String id) {
		QuotaSettings settings = settings(Map.of("armorer.quota.users[" + id + "].limit", "5.5"));
		assertThat(settings.getUsers()).containsOnlyKeys(id);
		assertThat(Quotas.of("users[" + id + "].limit=5.5").manager.limit(id)).contains(new BigDecimal("5.5"));
	}

	@Test
	void outOfBracketsSpringLeavesOutWhatCanNotStandInAName() {
		assertThat(settings(Map.of("armorer.quota.users.ann_Smith@x.limit", "5.5")).getUsers())
			.containsOnlyKeys("ann_Smithx");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					default-limit            | -1                  | must be from 0 to 9223372036.854775807, but is -1
					default-limit            | 9223372036.854775808| must be from 0 to 9223372036.854775807, but is 9223372036.8547
					default-limit            | 1e100               | must be from 0 to 9223372036.854775807, but is 1E+100
					default-limit            | 0.0000000001        | has more than nine decimals: 1E-10
					users[a b].limit         | -1                  | must be from 0 to
					estimate                 | -0.1                | must be from 0 to
					window                   | fortnight           | must be none, hour, day, week, month or a duration
					window                   | 0s                  | must be none, hour, day, week, month or a duration
					soft-threshold           | 0                   | must be a part of the limit such as 80% or 0.8, or none, but is '0'
					soft-threshold           | 80                  | must be a part of the limit
					soft-threshold           | 101%                | must be a part of the limit
					soft-threshold           | -5%                 | must be a part of the limit
					soft-threshold           | 1e-999999999        | must be a part of the limit
					soft-threshold           | much                | must be a part of the limit
					hold                     | 0s                  | must be from PT1S to PT720H, but is PT0S
					hold                     | 31d                 | must be from PT1S to
					limits-refresh           | -1s                 | must be from PT0S to PT1H, but is PT-1S
					max-users                | 0                   | must be from 1 to 10000000, but is 0
					""")
	void settingThatCanNotBeIsNamed(String key, String value, String problem) {
		String name = "armorer.quota." + key;
		Map<String, String> properties = key.equals("default-limit") ? Map.of(name, value)
				: Map.of("armorer.quota.default-limit", "5", name, value);
		assertThatExceptionOfType(InvalidSettingException.class).isThrownBy(() -> settings(properties))
			.satisfies((ex) -> {
				assertThat(ex.key()).isEqualTo(name);
				assertThat(ex.description()).startsWith(name + " " + problem);
				assertThat(ex.action()).isNotEmpty();
			});
	}

	@ParameterizedTest
	@CsvSource({ "default-limit,1.5", "default-limit,9223372036854775808", "users.ann.limit,0.1", "estimate,0.5" })
	void callsAreWholeNumbers(String key, String value) {
		Map<String, String> properties = key.equals("estimate") ? Map.of("armorer.quota.default-limit", "1",
				"armorer.quota.unit", "calls", "armorer.quota.estimate", value)
				: Map.of("armorer.quota.unit", "calls", "armorer.quota." + key, value);
		assertThatExceptionOfType(InvalidSettingException.class).isThrownBy(() -> settings(properties));
	}

	@ParameterizedTest
	@CsvSource({ "window,day", "unit,calls", "estimate,1", "anonymous,allow", "soft-threshold,50%" })
	void quotaWithoutALimitIsNone(String key, String value) {
		assertThatExceptionOfType(InvalidSettingException.class)
			.isThrownBy(() -> settings(Map.of("armorer.quota." + key, value)))
			.satisfies((ex) -> {
				assertThat(ex.description())
					.isEqualTo("armorer.quota." + key + " is set, but no limit is: nobody has " + "a quota");
				assertThat(ex.action()).contains("armorer.quota.default-limit", "armorer.quota.enabled=true");
			});
		settings(Map.of("armorer.quota." + key, value, "armorer.quota.enabled", "false"));
		settings(Map.of("armorer.quota." + key, value, "armorer.quota.enabled", "true"));
		settings(Map.of("armorer.quota." + key, value, "armorer.quota.users.ann.limit", "1"));
	}

	@Test
	void estimateOfAToolWithoutALimitIsNoQuotaEither() {
		ToolSettings settings = ToolSettings.of(Map.of("armorer.tools.search.quota.estimate", "1"));
		assertThatExceptionOfType(InvalidSettingException.class)
			.isThrownBy(() -> settings.forTool("search", "quota", QuotaSettings::new))
			.satisfies((ex) -> assertThat(ex.key()).isEqualTo("armorer.tools.search.quota.estimate"));
	}

	@Test
	void userWithoutALimitIsAMistake() {
		QuotaSettings settings = new QuotaSettings();
		settings.getUsers().put("ann", new UserQuota());
		assertThatExceptionOfType(InvalidSettingException.class).isThrownBy(() -> settings.validate("armorer.quota"))
			.satisfies((ex) -> assertThat(ex.key()).isEqualTo("armorer.quota.users[ann].limit"));
	}

	@ParameterizedTest
	@CsvSource({ "80%,0.8", "0.8,0.8", " 12.5 % ,0.125", "100%,1", "1,1", "0.000001%,0.00000001" })
	void thresholdIsAPartOfTheLimit(String text, BigDecimal part) {
		assertThat(SoftThreshold.parse(text)).isEqualByComparingTo(part);
	}

	@Test
	void thresholdCanBeNone() {
		assertThat(SoftThreshold.parse("None")).isNull();
	}

	private static QuotaSettings settings(Map<String, String> properties) {
		return ToolSettings.of(properties).forAll("quota", QuotaSettings::new);
	}

}
