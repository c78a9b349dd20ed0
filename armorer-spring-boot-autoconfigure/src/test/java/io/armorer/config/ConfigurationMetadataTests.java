package io.armorer.config;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Constructor;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.BeanUtils;
import org.springframework.beans.PropertyAccessorFactory;
import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What an IDE shows of the library's settings is complete and true.
 */
class ConfigurationMetadataTests {

	private static final String ADDITIONAL = "src/main/resources/META-INF/additional-spring-configuration-metadata.json";

	static Stream<Setting> settings() throws IOException {
		try (InputStream metadata = Path
			.of(PatternSettings.class.getProtectionDomain().getCodeSource().getLocation().getPath())
			.resolve("META-INF/spring-configuration-metadata.json")
			.toUri()
			.toURL()
			.openStream()) {
			return JsonMapper.shared()
				.readTree(metadata)
				.path("properties")
				.valueStream()
				.map(Setting::new)
				.toList()
				.stream();
		}
	}

	@ParameterizedTest
	@MethodSource("settings")
	void hasTypeAndDescription(Setting setting) {
		assertThat(setting.text("type")).as("type").isNotEmpty();
		assertThat(setting.text("description")).as("description: the field's Javadoc").endsWith(".");
		assertThat(setting.text("sourceType")).as("the class that has it: else the entry in %s is stale", ADDITIONAL)
			.isNotEmpty();
	}

	@ParameterizedTest
	@MethodSource("settings")
	void hasTheDefaultThatTheClassHas(Setting setting) throws Exception {
		Object bean = setting.bean();
		if (bean == null) {
			return;
		}
		Object value = PropertyAccessorFactory.forBeanPropertyAccess(bean).getPropertyValue(setting.property(bean));
		if (value == null) {
			assertThat(setting.json().has("defaultValue")).as("default of a setting that is null").isFalse();
		}
		else if (isSimple(value)) {
			assertThat(setting.json().has("defaultValue"))
				.as("default %s: where the annotation processor can't tell, say it in %s", value, ADDITIONAL)
				.isTrue();
			Object said = ApplicationConversionService.getSharedInstance()
				.convert(setting.json().path("defaultValue").asString(), value.getClass());
			assertThat(said).as("default").isEqualTo(value);
		}
	}

	private static boolean isSimple(Object value) {
		return value instanceof Number || value instanceof Boolean || value instanceof String || value instanceof Enum
				|| value instanceof Duration || value instanceof DataSize || value instanceof Charset;
	}

	record Setting(JsonNode json) {

		String text(String name) {
			return this.json.path(name).stringValue("");
		}

		/** The bean with its defaults, or {@code null} if it can't be made here. */
		@Nullable Object bean() throws Exception {
			Class<?> type = Class.forName(text("sourceType"));
			for (Constructor<?> constructor : type.getDeclaredConstructors()) {
				if (constructor.getParameterCount() == 0) {
					constructor.setAccessible(true);
					return constructor.newInstance();
				}
			}
			return null;
		}

		String property(Object bean) {
			String name = text("name");
			String uniform = SettingNames.uniform(name.substring(name.lastIndexOf('.') + 1));
			return Stream.of(BeanUtils.getPropertyDescriptors(bean.getClass()))
				.map(java.beans.PropertyDescriptor::getName)
				.filter((property) -> SettingNames.uniform(property).equals(uniform))
				.findFirst()
				.orElseThrow();
		}

		@Override
		public String toString() {
			return text("name");
		}

	}

}
