package io.armorer.config;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

class SettingsCheckTests {

	private static final String METADATA = """
			{ "properties": [
				{ "name": "armorer.lamp.enabled", "type": "java.lang.Boolean", "sourceType": "%1$s" },
				{ "name": "armorer.lamp.order", "type": "java.lang.Integer", "sourceType": "%1$s" },
				{ "name": "armorer.lamp.brightness", "type": "java.lang.Integer", "sourceType": "%1$s" },
				{ "name": "armorer.lamp.fade-time", "type": "java.time.Duration", "sourceType": "%1$s" },
				{ "name": "armorer.lamp.capacity", "type": "java.lang.Integer", "sourceType": "%1$s" },
				{ "name": "armorer.lamp.colors", "type": "java.util.List<java.lang.String>", "sourceType": "%1$s" },
				{ "name": "armorer.lamp.rooms", "type": "java.util.Map<java.lang.String,java.lang.Integer>" },
				{ "name": "armorer.lamp.shades", "type": "java.util.Map<java.lang.String,%1$s$Shade>" },
				{ "name": "armorer.lamp.spares", "type": "java.util.List<%1$s$Shade>" },
				{ "name": "armorer.shop.lamp-types", "type": "java.lang.String[]" }
			] }
			""".formatted(LampSettings.class.getName());

	@TempDir
	private Path directory;

	private URLClassLoader classLoader;

	@BeforeEach
	void provideMetadataOfAThirdParty() throws IOException {
		Path file = this.directory.resolve("META-INF/spring-configuration-metadata.json");
		Files.createDirectories(file.getParent());
		Files.writeString(file, METADATA);
		this.classLoader = new URLClassLoader(new URL[] { this.directory.toUri().toURL() },
				getClass().getClassLoader());
	}

	@AfterEach
	void close() throws IOException {
		this.classLoader.close();
	}

	@ParameterizedTest
	@ValueSource(strings = { "armorer.lamp.brightness", "armorer.lamp.fadeTime", "armorer.lamp.fade_time",
			"armorer.lamp.colors", "armorer.lamp.colors[0]", "armorer.lamp.rooms.cellar", "armorer.lamp.rooms[a.b]",
			"armorer.lamp.shades.hall.material", "armorer.lamp.spares[0].size", "armorer.shop.lamp-types[1]",
			"armorer.observation.enabled", "armorer.enabled", "armorer.unknown-settings", "armorer.arguments.max-depth",
			"armorer.tools.search.lamp.brightness", "armorer.tools.search.lamp.fadeTime",
			"armorer.tools.[my_tool].lamp.rooms.cellar", "armorer.tools.search.enabled",
			"armorer.tools.search.dependsOn", "armorer.tools.search.fallback[1]",
			"armorer.tools.search.observation.enabled", "armory.lamp", "management.endpoint.armorer.access" })
	void knownSettingsPass(String key) {
		assertThatNoException().isThrownBy(() -> check(Map.of(key, "ignore")));
	}

	@ParameterizedTest
	@CsvSource({ "armorer.lamp.brightnes, armorer.lamp.brightness", "armorer.lmap.brightness, armorer.lamp.brightness",
			"armorer.lamp.time, armorer.lamp.fade-time", "armorer.lamp.colors.a, armorer.lamp.colors",
			"armorer.arguments.max-dept, armorer.arguments.max-depth", "armorer.enable, armorer.enabled",
			"armorer.tools.search.lamp.bightness, armorer.tools.search.lamp.brightness",
			"armorer.tools.search.enabeld, armorer.tools.search.enabled",
			"armorer.tools.search.depend-on, armorer.tools.search.depends-on",
			"armorer.tools.search.enabled.x, armorer.tools.search.enabled" })
	void unknownSettingsAreRefusedWithTheNearest(String key, String nearest) {
		assertThatExceptionOfType(InvalidSettingException.class).isThrownBy(() -> check(Map.of(key, "1")))
			.satisfies((ex) -> {
				assertThat(ex.key()).isEqualTo(key);
				assertThat(ex.description()).contains(key);
				assertThat(ex.action()).isEqualTo("Did you mean '" + nearest + "'?");
			});
	}

	@ParameterizedTest
	@ValueSource(strings = { "armorer.lamp", "armorer.lamp.brightness.high", "armorer.lamp.shades.hall.colour",
			"armorer.lamp.spares.first.size", "armorer.tools", "armorer.tools.search", "armorer.zzz",
			"armorer.tools.search.title[0].x" })
	void otherUnknownSettingsAreRefused(String key) {
		assertThatExceptionOfType(InvalidSettingException.class).isThrownBy(() -> check(Map.of(key, "1")))
			.satisfies((ex) -> {
				assertThat(ex.key()).isEqualTo(key);
				assertThat(ex.action()).isNotEmpty();
			});
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '"',
			value = { "armorer.lamp.shades.hall.materiall | Did you mean 'armorer.lamp.shades.hall.material'?",
					"armorer.lamp.shades.gpt-4.1-mini.material | A name with a dot in it stands in brackets: "
							+ "write 'armorer.lamp.shades[gpt-4.1-mini].material'.",
					"armorer.quota.users.bob.limitt | Did you mean 'armorer.quota.users.bob.limit'?",
					"armorer.quota.users.bob.amount | There are armorer.quota.users.bob.limit." })
	void whatIsUnknownInAMapIsComparedWithWhatCanBeInIt(String key, String action) {
		assertThatExceptionOfType(InvalidSettingException.class).isThrownBy(() -> check(Map.of(key, "1")))
			.satisfies((ex) -> assertThat(ex.action()).isEqualTo(action));
	}

	@Test
	void theSettingsToChooseFromAreNamedWhereNoneIsNear() {
		assertThatExceptionOfType(InvalidSettingException.class)
			.isThrownBy(() -> check(Map.of("armorer.lamp.wattage-in-total", "1")))
			.satisfies(
					(ex) -> assertThat(ex.action()).startsWith("There are armorer.lamp.enabled, armorer.lamp.order, "));
	}

	@ParameterizedTest
	@CsvSource({ "armorer.tools.search.lamp.order, armorer.lamp.order",
			"armorer.tools.search.lamp.capacity, armorer.lamp.capacity",
			"armorer.tools.search.shop.lamp-types, armorer.shop.lamp-types",
			"armorer.tools.search.arguments.max-depth, armorer.arguments.max-depth",
			"armorer.tools.search.circuit.health.enabled, armorer.circuit.health.enabled",
			"armorer.tools.search.unknown-settings, armorer.unknown-settings",
			"armorer.tools.search.observation.order, armorer.observation.order" })
	void whatGoesForAllToolsCanNotBeSetForOne(String key, String general) {
		assertThatExceptionOfType(InvalidSettingException.class).isThrownBy(() -> check(Map.of(key, "1")))
			.satisfies((ex) -> {
				assertThat(ex.description()).contains(key, "can't differ from tool to tool");
				assertThat(ex.action()).contains("'" + general + "'");
			});
	}

	@Test
	void unknownSettingsAreOnlyWarnedOfOnRequest() {
		try (Warnings warnings = new Warnings()) {
			check(Map.of("armorer.lamp.brightnes", "1", "armorer.unknown-settings", "warn"));
			assertThat(warnings.messages()).singleElement()
				.asString()
				.contains("'armorer.lamp.brightnes'", "Did you mean 'armorer.lamp.brightness'?");
		}
	}

	@Test
	void unknownSettingsAreIgnoredOnRequest() {
		try (Warnings warnings = new Warnings()) {
			check(Map.of("armorer.lamp.brightnes", "1", "armorer.unknownSettings", "ignore"));
			assertThat(warnings.messages()).isEmpty();
		}
	}

	@Test
	void environmentVariablesAndSystemPropertiesAreOnlyWarnedOf() {
		StandardEnvironment environment = new StandardEnvironment();
		environment.getPropertySources()
			.replace(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
					new SystemEnvironmentPropertySource(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
							Map.of("ARMORER_HOME", "/opt/armorer", "ARMORER_LAMP_FADE_TIME", "1s",
									"ARMORER_LAMP_FADETIME", "1s", "ARMORER_LAMP_COLORS_0", "red",
									"ARMORER_TOOLS_SEARCH_LAMP_BRIGHTNESS", "1")));
		environment.getPropertySources()
			.replace(StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME,
					new MapPropertySource(StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME,
							Map.of("armorer.readme.update", "true", "armorer.lamp.brightness", "1")));
		try (Warnings warnings = new Warnings()) {
			SettingsCheck.check(environment, this.classLoader);
			assertThat(warnings.messages()).hasSize(2)
				.anyMatch((line) -> line.contains("'armorer.home'"))
				.anyMatch((line) -> line.contains("'armorer.readme.update'"));
		}
	}

	private void check(Map<String, Object> properties) {
		StandardEnvironment environment = new StandardEnvironment();
		environment.getPropertySources().addFirst(new MapPropertySource("test", properties));
		SettingsCheck.check(environment, this.classLoader);
	}

}
