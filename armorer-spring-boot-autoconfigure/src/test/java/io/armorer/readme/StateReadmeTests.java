package io.armorer.readme;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.stereotype.Service;
import org.springframework.test.json.JsonContent;

import io.armorer.autoconfigure.ArmorerAutoConfiguration;
import io.armorer.autoconfigure.ArmorerRedactionAutoConfiguration;
import io.armorer.autoconfigure.ArmorerStateAutoConfiguration;
import io.armorer.autoconfigure.ArmorerStoreAutoConfiguration;
import io.armorer.pattern.state.StateStore;
import io.armorer.tool.ArmorerTool;
import io.armorer.tool.ToolCall;
import io.armorer.tool.ToolContext;
import io.armorer.tool.ToolResult;
import io.armorer.toolbox.Toolbox;

import static org.assertj.core.api.Assertions.assertThat;

/** The README's section on state does what it says. */
@Timeout(60)
class StateReadmeTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(JacksonAutoConfiguration.class, ArmorerAutoConfiguration.class,
				ArmorerRedactionAutoConfiguration.class, ArmorerStoreAutoConfiguration.class,
				ArmorerStateAutoConfiguration.class))
		.withPropertyValues("armorer.state.max-entries=10000", "armorer.state.max-value-size=64KB",
				"armorer.state.persistence.debounce=1s", "armorer.state.persistence.max-wait=5s",
				"armorer.tools.add.state.enabled=false", "armorer.unknown-settings=ignore")
		.withBean(PackingList.class);

	@TempDir
	private Path directory;

	@Test
	void eachUserHasTheirOwnListAndItOutlivesTheProcess() {
		ApplicationContextRunner saving = this.runner
			.withPropertyValues("armorer.state.persistence.file=" + this.directory.resolve("state/state.json"));
		saving.run((context) -> {
			Toolbox toolbox = context.getBean(Toolbox.class);
			toolbox.execute(ToolCall.of("remember", Map.of("item", "tent")), ToolContext.ofUser("ann"));
			toolbox.execute(ToolCall.of("remember", Map.of("item", "rope")), ToolContext.ofUser("bob"));
			assertThat(toolbox.execute(ToolCall.of("remember", Map.of("item", "stove")), ToolContext.ofUser("ann"))
				.value()).isEqualTo(List.of("tent", "stove"));
		});
		saving.run((context) -> assertThat(
				context.getBean(Toolbox.class).execute(ToolCall.of("remembered"), ToolContext.ofUser("ann")).value())
			.isEqualTo(List.of("tent", "stove")));
	}

	@Test
	void modelSeesWhatTheSectionSays() {
		this.runner.run((context) -> {
			ToolResult refused = context.getBean(Toolbox.class)
				.execute(ToolCall.of("remember", Map.of("item", "x".repeat(70_000))), ToolContext.ofUser("ann"));
			assertThat(new JsonContent(refused.content())).isStrictlyEqualTo("""
					{"error": {"code": "STATE_TOO_LARGE", "message": "This is too much to remember at once: a value \
					has at most 65536 bytes as JSON. Keep less, or in several parts.", "retryable": false, \
					"details": {"limit": 65536}}}""");
		});
	}

}

// tag::state[]
@Service
class PackingList {

	private static final ParameterizedTypeReference<List<String>> ITEMS = new ParameterizedTypeReference<>() {
	};

	private final StateStore state;

	PackingList(StateStore state) {
		this.state = state;
	}

	@ArmorerTool(description = "Puts something on the user's packing list")
	List<String> remember(String item, ToolContext context) {
		return this.state.user(context).update("packing-list", ITEMS, (present) -> {
			List<String> items = new ArrayList<>(present.orElse(List.of()));
			items.add(item);
			return items;
		});
	}

	@ArmorerTool(description = "Reads the user's packing list")
	List<String> remembered(ToolContext context) {
		return this.state.user(context).get("packing-list", ITEMS).orElse(List.of());
	}

}
// end::state[]
