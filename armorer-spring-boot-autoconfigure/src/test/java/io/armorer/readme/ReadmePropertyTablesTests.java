package io.armorer.readme;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class ReadmePropertyTablesTests {

	private static final String UPDATE = "armorer.readme.update";

	private final PropertyTables tables = new PropertyTables();

	@Test
	void theReadmesTablesAreWhatTheMetadataSays() throws IOException {
		Path readme = ReadmeSnippetsTests.root().resolve("README.md");
		if (!Files.exists(readme)) {
			return;
		}
		String text = Files.readString(readme);
		String updated = this.tables.update(text);
		if (Boolean.getBoolean(UPDATE)) {
			Files.writeString(readme, updated);
			return;
		}
		assertThat(PropertyTables.blocks(text))
			.as("Run ./mvnw test -pl armorer-spring-boot-autoconfigure -Dtest=%s -D%s=true", getClass().getSimpleName(),
					UPDATE)
			.isEqualTo(PropertyTables.blocks(updated));
	}

	@Test
	void aTableHasKeyDefaultAndMeaning() {
		assertThat(this.tables.table("armorer.errors")).isEqualTo("""
				| Key | Default | Meaning |
				| --- | --- | --- |
				| `armorer.errors.include-message` | `never` | When the text of an exception that is no \
				ToolException is shown to the model. It may tell of things that are none of its business. |
				""");
	}

	@Test
	void onOrOffComesFirstAndTheOrderLast() {
		assertThat(this.tables.table("armorer.circuit").lines().skip(2)).first()
			.asString()
			.startsWith("| `armorer.circuit.enabled` | `true` |");
		assertThat(this.tables.table("armorer.circuit").lines()).last()
			.asString()
			.startsWith("| `armorer.circuit.order` | `1200` |");
	}

	@Test
	void whatStandsBetweenTheMarkersIsReplaced() {
		assertThat(this.tables.update("""
				Before
				<!-- properties:armorer.errors -->
				old
				<!-- /properties -->
				After
				""")).isEqualTo("""
				Before
				<!-- properties:armorer.errors -->
				%s<!-- /properties -->
				After
				""".formatted(this.tables.table("armorer.errors")));
	}

	@Test
	void aPrefixWithoutSettingsAndAMarkerWithoutPartnerAreRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> this.tables.table("armorer.err"));
		assertThatIllegalArgumentException()
			.isThrownBy(() -> this.tables.update("<!-- properties:armorer.errors -->\n<!-- properties:x -->\n"));
	}

}
