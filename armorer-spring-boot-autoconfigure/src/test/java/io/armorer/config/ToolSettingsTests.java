package io.armorer.config;

import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.convert.DurationStyle;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

import io.armorer.tool.Effect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

class ToolSettingsTests {

	@Test
	void givesDefaultsWhereNothingIsSet() {
		LampSettings lamp = lamp(ToolSettings.of(Map.of()), "search");
		assertThat(lamp.getBrightness()).isEqualTo(5);
		assertThat(lamp.isEnabled()).isTrue();
		assertThat(lamp.getOrder()).isEqualTo(42);
	}

	@Test
	void givesWhatIsSetForAllTools() {
		ToolSettings settings = ToolSettings.of(Map.of("armorer.lamp.brightness", "7", "armorer.lamp.order", "43"));
		assertThat(settings.forAll("lamp", LampSettings::new).getBrightness()).isEqualTo(7);
		assertThat(settings.forAll("lamp", LampSettings::new).getOrder()).isEqualTo(43);
		assertThat(lamp(settings, "search").getBrightness()).isEqualTo(7);
	}

	@Test
	void scalarsOverride() {
		ToolSettings settings = ToolSettings
			.of(Map.of("armorer.lamp.brightness", "7", "armorer.lamp.fade-time", "2s", "armorer.lamp.shade.size", "3",
					"armorer.tools.search.lamp.brightness", "9", "armorer.tools.search.lamp.shade.material", "glass"));
		LampSettings lamp = lamp(settings, "search");
		assertThat(lamp.getBrightness()).isEqualTo(9);
		assertThat(lamp.getFadeTime()).isEqualTo(Duration.ofSeconds(2));
		assertThat(lamp.getShade().getMaterial()).isEqualTo("glass");
		assertThat(lamp.getShade().getSize()).isEqualTo(3);
		assertThat(lamp(settings, "fetch").getBrightness()).isEqualTo(7);
	}

	@Test
	void listsReplace() {
		ToolSettings settings = ToolSettings.of(Map.of("armorer.lamp.colors[0]", "red", "armorer.lamp.colors[1]",
				"blue", "armorer.tools.search.lamp.colors", "green", "armorer.tools.dark.lamp.colors", ""));
		assertThat(lamp(settings, "fetch").getColors()).containsExactly("red", "blue");
		assertThat(lamp(settings, "search").getColors()).containsExactly("green");
		assertThat(lamp(settings, "dark").getColors()).isEmpty();
	}

	@Test
	void mapsReplace() {
		ToolSettings settings = ToolSettings
			.of(Map.of("armorer.lamp.rooms.kitchen", "2", "armorer.tools.search.lamp.rooms.cellar", "3"));
		assertThat(lamp(settings, "fetch").getRooms()).containsOnlyKeys("hall", "kitchen");
		assertThat(lamp(settings, "search").getRooms()).isEqualTo(Map.of("cellar", 3));
	}

	@Test
	void mapsWithoutASetterReplaceToo() {
		ToolSettings settings = ToolSettings
			.of(Map.of("armorer.lamp.shades.a.size", "2", "armorer.tools.search.lamp.shades.b.material", "silk"));
		assertThat(lamp(settings, "fetch").getShades()).containsOnlyKeys("a");
		assertThat(lamp(settings, "search").getShades()).containsOnlyKeys("b");
		assertThat(lamp(settings, "search").getShades().get("b").getMaterial()).isEqualTo("silk");
	}

	@Test
	void propertiesWinOverTheAnnotationAndTheToolOverAll() {
		ToolSettings settings = ToolSettings.of(Map.of("armorer.lamp.brightness", "7"));
		assertThat(settings.forTool("search", "lamp", () -> {
			LampSettings annotated = new LampSettings();
			annotated.setBrightness(1);
			annotated.setFadeTime(Duration.ofSeconds(9));
			return annotated;
		})).satisfies((lamp) -> {
			assertThat(lamp.getBrightness()).isEqualTo(7);
			assertThat(lamp.getFadeTime()).isEqualTo(Duration.ofSeconds(9));
		});
	}

	@Test
	void placeholdersAreResolved() {
		ToolSettings settings = ToolSettings
			.of(Map.of("level", "8", "armorer.tools.search.lamp.brightness", "${level}"));
		assertThat(lamp(settings, "search").getBrightness()).isEqualTo(8);
	}

	@Test
	void theFirstSourceWins() {
		StandardEnvironment environment = new StandardEnvironment();
		environment.getPropertySources()
			.addFirst(new MapPropertySource("b", Map.of("armorer.tools.[fetch-it].lamp.brightness", "2",
					"armorer.tools.fetch-it.lamp.fade-time", "2s")));
		environment.getPropertySources()
			.addFirst(new MapPropertySource("a", Map.of("armorer.tools.fetchIt.lamp.brightness", "1")));
		LampSettings lamp = lamp(new ToolSettings(environment), "fetch-it");
		assertThat(lamp.getBrightness()).isEqualTo(1);
		assertThat(lamp.getFadeTime()).isEqualTo(Duration.ofSeconds(2));
	}

	@Nested
	class Spelling {

		@ParameterizedTest
		@ValueSource(
				strings = { "fetch-from-api", "fetchFromApi", "fetch_from_api", "FetchFromAPI", "[fetch-from-api]" })
		void aToolMayBeSpelledInAnyRelaxedForm(String spelling) {
			ToolSettings settings = ToolSettings.of(Map.of("armorer.tools." + spelling + ".lamp.brightness", "9",
					"armorer.tools." + spelling + ".lamp.colors[0]", "red", "armorer.tools." + spelling + ".title",
					"Fetch"));
			assertThat(lamp(settings, "fetch-from-api").getBrightness()).isEqualTo(9);
			assertThat(lamp(settings, "fetch-from-api").getColors()).containsExactly("red");
			assertThat(settings.overrides("fetch-from-api").getTitle()).isEqualTo("Fetch");
			assertThat(lamp(settings, "fetch").getBrightness()).isEqualTo(5);
		}

		@ParameterizedTest
		@ValueSource(strings = { "my_tool", "myTool", "MY-TOOL", "[my_tool]", "my-tool" })
		void aToolMayHaveANameThatIsNoPropertyName(String spelling) {
			ToolSettings settings = ToolSettings.of(Map.of("armorer.tools." + spelling + ".lamp.brightness", "9"));
			assertThat(lamp(settings, "my_tool").getBrightness()).isEqualTo(9);
		}

		@ParameterizedTest
		@ValueSource(strings = { "___", "9lives", "-", "A_b-C" })
		void anyValidNameCanBeAskedFor(String tool) {
			ToolSettings settings = ToolSettings.of(Map.of("armorer.tools[" + tool + "].lamp.brightness", "9"));
			assertThat(lamp(settings, tool).getBrightness()).isEqualTo(9);
		}

		@ParameterizedTest
		@CsvSource({ "ARMORER_TOOLS_FETCHFROMAPI_LAMP_,FADETIME", "ARMORER_TOOLS_FETCH_FROM_API_LAMP_,FADE_TIME" })
		void environmentVariablesCount(String prefix, String fadeTime) {
			ToolSettings settings = environmentVariables(Map.of(prefix + "BRIGHTNESS", "9", prefix + fadeTime, "3s",
					prefix + "COLORS_0", "red", prefix + "COLORS_1", "blue", prefix + "SHADE_SIZE", "4"));
			LampSettings lamp = lamp(settings, "fetch-from-api");
			assertThat(lamp.getBrightness()).isEqualTo(9);
			assertThat(lamp.getFadeTime()).isEqualTo(Duration.ofSeconds(3));
			assertThat(lamp.getColors()).containsExactly("red", "blue");
			assertThat(lamp.getShade().getSize()).isEqualTo(4);
			assertThat(lamp(settings, "fetch").getBrightness()).isEqualTo(5);
		}

		@Test
		void environmentVariablesCountForOverrides() {
			ToolSettings settings = environmentVariables(
					Map.of("ARMORER_TOOLS_MYTOOL_DEPENDSON_0", "a", "ARMORER_TOOLS_MYTOOL_ENABLED", "false"));
			assertThat(settings.overrides("my_tool").getDependsOn()).containsExactly("a");
			assertThat(settings.overrides("my_tool").getEnabled()).isFalse();
		}

		@Test
		void bracketsTellToolsApartThatDifferOnlyInSpelling() {
			ToolSettings settings = ToolSettings.of(Map.of("armorer.tools[get_user].lamp.brightness", "1",
					"armorer.tools.[get-user].lamp.brightness", "2", "armorer.tools.get-user.lamp.brightness", "3",
					"armorer.tools.get-user.lamp.fade-time", "4s"));
			assertThat(lamp(settings, "get_user").getBrightness()).isEqualTo(1);
			assertThat(lamp(settings, "get-user").getBrightness()).isEqualTo(2);
			assertThat(lamp(settings, "get_user").getFadeTime()).isEqualTo(Duration.ofSeconds(4));
			assertThat(lamp(settings, "get-user").getFadeTime()).isEqualTo(Duration.ofSeconds(4));
		}

		@Test
		void withoutBracketsItGoesForBoth() {
			ToolSettings settings = ToolSettings.of(Map.of("armorer.tools.get_user.lamp.brightness", "1"));
			assertThat(lamp(settings, "get-user").getBrightness()).isEqualTo(1);
			assertThat(lamp(settings, "get_user").getBrightness()).isEqualTo(1);
		}

		private ToolSettings environmentVariables(Map<String, Object> variables) {
			StandardEnvironment environment = new StandardEnvironment();
			environment.getPropertySources()
				.replace(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
						new SystemEnvironmentPropertySource(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
								variables));
			return new ToolSettings(environment);
		}

	}

	@Nested
	class Overrides {

		@Test
		void areNullWhereNothingIsSaid() {
			assertThat(ToolSettings.of(Map.of()).overrides("search")).hasAllNullFieldsOrProperties();
			assertThat(ToolSettings.of(Map.of("armorer.tools.search.lamp.brightness", "1")).overrides("search"))
				.hasAllNullFieldsOrProperties();
		}

		@Test
		void areAllBound() {
			ToolSettings settings = ToolSettings.of(Map.of("armorer.tools.a.enabled", "false", "armorer.tools.a.title",
					"A", "armorer.tools.a.description", "Does.", "armorer.tools.a.tags", "x,y",
					"armorer.tools.a.effect", "read", "armorer.tools.a.dangerous", "true", "armorer.tools.a.timeout",
					"5s", "armorer.tools.a.fallback[0]", "b", "armorer.tools.a.depends-on", "c",
					"armorer.tools.a.fallback[1]", "d"));
			ToolOverrides overrides = settings.overrides("a");
			assertThat(overrides.getEnabled()).isFalse();
			assertThat(overrides.getTitle()).isEqualTo("A");
			assertThat(overrides.getDescription()).isEqualTo("Does.");
			assertThat(overrides.getTags()).containsExactly("x", "y");
			assertThat(overrides.getEffect()).isEqualTo(Effect.READ);
			assertThat(overrides.getDangerous()).isTrue();
			assertThat(overrides.getTimeout()).isEqualTo(Duration.ofSeconds(5));
			assertThat(overrides.getFallback()).containsExactly("b", "d");
			assertThat(overrides.getDependsOn()).containsExactly("c");
		}

		@Test
		void keysBelowBelongToThePatternOfTheSameName() {
			ToolSettings settings = ToolSettings.of(Map.of("armorer.tools.a.fallback[0]", "b",
					"armorer.tools.a.fallback.brightness", "3", "armorer.tools.a.timeout.brightness", "4",
					"armorer.tools.b.timeout", "5s", "armorer.tools.b.timeout.brightness", "6",
					"armorer.tools.c.timeout", "7s", "armorer.tools.c.fallback[0]", "d"));
			assertThat(settings.overrides("a").getFallback()).containsExactly("b");
			assertThat(settings.overrides("a").getTimeout()).isNull();
			assertThat(settings.overrides("b").getTimeout()).isEqualTo(Duration.ofSeconds(5));
			assertThat(settings.forTool("a", "fallback", LampSettings::new).getBrightness()).isEqualTo(3);
			assertThat(settings.forTool("a", "timeout", LampSettings::new).getBrightness()).isEqualTo(4);
			assertThat(settings.forTool("b", "timeout", LampSettings::new).getBrightness()).isEqualTo(6);
			assertThat(settings.forTool("c", "timeout", LampSettings::new).getBrightness()).isEqualTo(5);
			assertThat(settings.forTool("c", "fallback", LampSettings::new).getBrightness()).isEqualTo(5);
		}

		@Test
		void anEmptyListTakesAwayWhatTheAnnotationSays() {
			assertThat(ToolSettings.of(Map.of("armorer.tools.a.fallback", "")).overrides("a").getFallback()).isEmpty();
		}

	}

	@Nested
	class WrongValues {

		@Test
		void aWrongDurationNamesKeyAndCure() {
			ToolSettings settings = ToolSettings.of(Map.of("armorer.tools.search.lamp.fade-time", "6O s"));
			assertThatExceptionOfType(InvalidSettingException.class).isThrownBy(() -> lamp(settings, "search"))
				.satisfies((ex) -> {
					assertThat(ex.key()).isEqualTo("armorer.tools.search.lamp.fade-time");
					assertThat(ex.action()).contains("30s");
				});
		}

		@Test
		void aWrongValueForAllToolsNamesKeyAndCure() {
			ToolSettings settings = ToolSettings.of(Map.of("armorer.lamp.brightness", "bright"));
			assertThatExceptionOfType(InvalidSettingException.class)
				.isThrownBy(() -> settings.forAll("lamp", LampSettings::new))
				.satisfies((ex) -> {
					assertThat(ex.key()).isEqualTo("armorer.lamp.brightness");
					assertThat(ex.action()).contains("whole number");
				});
		}

		@Test
		void aWrongConstantNamesThoseThatThereAre() {
			ToolSettings settings = ToolSettings.of(Map.of("armorer.tools.search.effect", "harmless"));
			assertThatExceptionOfType(InvalidSettingException.class).isThrownBy(() -> settings.overrides("search"))
				.satisfies((ex) -> {
					assertThat(ex.key()).isEqualTo("armorer.tools.search.effect");
					assertThat(ex.action()).contains("read, idempotent, effectful");
				});
		}

		@Test
		void validationNamesTheToolsKeyOnlyWhereTheToolHasOne() {
			ToolSettings settings = ToolSettings
				.of(Map.of("armorer.lamp.brightness", "-1", "armorer.tools.search.lamp.brightness", "-2"));
			assertThatExceptionOfType(InvalidSettingException.class).isThrownBy(() -> lamp(settings, "search"))
				.extracting(InvalidSettingException::key)
				.isEqualTo("armorer.tools.search.lamp.brightness");
			assertThatExceptionOfType(InvalidSettingException.class).isThrownBy(() -> lamp(settings, "fetch"))
				.extracting(InvalidSettingException::key)
				.isEqualTo("armorer.lamp.brightness");
		}

	}

	@Nested
	class ToolNames {

		@Test
		void knownToolsPassInAnySpelling() {
			ToolSettings settings = ToolSettings.of(Map.of("armorer.tools.fetchIt.enabled", "true",
					"armorer.tools.[search_all].lamp.brightness", "1", "armorer.lamp.brightness", "1"));
			assertThatNoException()
				.isThrownBy(() -> settings.checkToolNames(Set.of("fetch-it", "search_all", "other")));
		}

		@Test
		void anUnknownToolIsRefusedWithTheNearestName() {
			ToolSettings settings = ToolSettings.of(Map.of("armorer.tools.my_serch.lamp.brightness", "1"));
			assertThatExceptionOfType(InvalidSettingException.class)
				.isThrownBy(() -> settings.checkToolNames(Set.of("my_search", "fetch")))
				.satisfies((ex) -> {
					assertThat(ex.key()).isEqualTo("armorer.tools.my_serch.lamp.brightness");
					assertThat(ex.action()).contains("Did you mean 'my_search'?");
				});
		}

		@Test
		void anUnknownToolThatIsNearNoneIsRefusedWithAll() {
			ToolSettings settings = ToolSettings.of(Map.of("armorer.tools.refund.enabled", "true"));
			assertThatExceptionOfType(InvalidSettingException.class)
				.isThrownBy(() -> settings.checkToolNames(Set.of("search", "fetch")))
				.satisfies((ex) -> assertThat(ex.action()).contains("The tools are fetch, search."));
			assertThatExceptionOfType(InvalidSettingException.class).isThrownBy(() -> settings.checkToolNames(Set.of()))
				.satisfies((ex) -> assertThat(ex.action()).contains("There are no tools."));
		}

		@Test
		void bracketsAreExact() {
			ToolSettings settings = ToolSettings.of(Map.of("armorer.tools[fetchIt].enabled", "true"));
			assertThatExceptionOfType(InvalidSettingException.class)
				.isThrownBy(() -> settings.checkToolNames(Set.of("fetch-it")));
		}

		@Test
		void anUnknownToolIsOnlyWarnedOfOnRequest() {
			ToolSettings settings = ToolSettings
				.of(Map.of("armorer.tools.later.enabled", "true", "armorer.unknown-settings", "warn"));
			try (Warnings warnings = new Warnings()) {
				settings.checkToolNames(Set.of("search"));
				assertThat(warnings.messages()).singleElement().asString().contains("'armorer.tools.later.enabled'");
			}
		}

		@Test
		void environmentVariablesAreOnlyWarnedOf() {
			StandardEnvironment environment = new StandardEnvironment();
			PropertySource<?> variables = new SystemEnvironmentPropertySource(
					StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
					Map.of("ARMORER_TOOLS_HOME", "/opt", "ARMORER_TOOLS_FETCH_IT_ENABLED", "true"));
			environment.getPropertySources()
				.replace(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, variables);
			try (Warnings warnings = new Warnings()) {
				new ToolSettings(environment).checkToolNames(Set.of("fetch-it"));
				assertThat(warnings.messages()).singleElement().asString().contains("'armorer.tools.home'");
			}
		}

	}

	@Test
	void aThousandToolsCostLittle() {
		Map<String, String> properties = new HashMap<>();
		for (int tool = 0; tool < 500; tool++) {
			properties.put("armorer.tools.tool-" + tool + ".lamp.brightness", "9");
		}
		properties.put("armorer.lamp.fade-time", "2s");
		ToolSettings settings = ToolSettings.of(properties);
		List<String> patterns = List.of("lamp", "a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l", "m", "n",
				"o", "p", "q");
		long start = System.nanoTime();
		for (int tool = 0; tool < 1000; tool++) {
			for (String pattern : patterns) {
				settings.forTool("tool-" + tool, pattern, LampSettings::new);
			}
			settings.overrides("tool-" + tool);
		}
		Duration took = Duration.ofNanos(System.nanoTime() - start);
		assertThat(took).isLessThan(DurationStyle.detectAndParse("5s"));
	}

	@Test
	void toolsOfWhichNothingIsSaidShareWhatIsSetForAll() {
		ToolSettings settings = ToolSettings
			.of(Map.of("armorer.lamp.brightness", "7", "armorer.tools.search.lamp.brightness", "9"));
		LampSettings shared = settings.forToolOrAll("fetch", "lamp", LampSettings::new);
		assertThat(shared).usingRecursiveComparison().isEqualTo(lamp(settings, "fetch"));
		assertThat(settings.forToolOrAll("send", "lamp", LampSettings::new)).isSameAs(shared);
		assertThat(settings.forToolOrAll("search", "lamp", LampSettings::new)).isNotSameAs(shared)
			.usingRecursiveComparison()
			.isEqualTo(lamp(settings, "search"));
		assertThat(settings.forToolOrAll("send", "torch", LampSettings::new).getBrightness()).isEqualTo(5);
		assertThat(settings.forToolOrAll("fetch", "lamp", () -> new LampSettings() {
		})).isNotSameAs(shared);
	}

	@Test
	void whatIsWrongForAllIsToldOfEachToolThatSharesIt() {
		ToolSettings settings = ToolSettings.of(Map.of("armorer.lamp.brightness", "-1"));
		for (String tool : List.of("fetch", "fetch", "send")) {
			assertThatExceptionOfType(InvalidSettingException.class)
				.isThrownBy(() -> settings.forToolOrAll(tool, "lamp", LampSettings::new))
				.satisfies((ex) -> assertThat(ex).hasMessageContaining("darker"));
		}
	}

	@RepeatedTest(50)
	void threadsThatAskAtOnceShareTheSameSettings() throws Exception {
		ToolSettings settings = ToolSettings.of(Map.of("armorer.lamp.brightness", "7"));
		CyclicBarrier barrier = new CyclicBarrier(8);
		ExecutorService threads = Executors.newFixedThreadPool(8);
		try {
			List<Future<LampSettings>> found = threads.invokeAll(Collections.nCopies(8, () -> {
				barrier.await();
				return settings.forToolOrAll("fetch", "lamp", LampSettings::new);
			}));
			LampSettings shared = settings.forToolOrAll("fetch", "lamp", LampSettings::new);
			assertThat(shared.getBrightness()).isEqualTo(7);
			for (Future<LampSettings> each : found) {
				assertThat(each.get()).isSameAs(shared);
			}
		}
		finally {
			threads.shutdownNow();
		}
	}

	private static LampSettings lamp(ToolSettings settings, String tool) {
		return settings.forTool(tool, "lamp", LampSettings::new);
	}

}
