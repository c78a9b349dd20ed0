package io.armorer.middleware;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import io.armorer.event.ToolEventPublisher;
import io.armorer.redact.RedactionSettings;
import io.armorer.redact.Redactor;
import io.armorer.redact.ValueMode;
import io.armorer.tool.TimeSource;
import io.armorer.tool.Tool;
import io.armorer.tool.ToolCall;

import static org.assertj.core.api.Assertions.assertThat;

class ShownArgumentsTests {

	private final Redactor redactor = Redactor.withDefaults();

	private final Tool tool = Tool.builder("search").inputSchema("{\"type\":\"object\"}").build((input, context) -> "");

	private final ActiveCall call = call(this.tool, "{}");

	@Test
	void givesAllWhoAskTheSameCopy() {
		this.call.unbound(Map.of("text", "a", "password", "canary"));
		Object copy = shown(this.redactor, ValueMode.REDACTED).of(this.call);
		assertThat(copy).isEqualTo(Map.of("text", "a", "password", "******"));
		assertThat(shown(this.redactor, ValueMode.REDACTED).of(this.call)).isSameAs(copy);
	}

	@Test
	void givesNobodyTheCopyOfAnotherRedactor() {
		RedactionSettings settings = new RedactionSettings();
		settings.setAdditionalKeys(List.of("text"));
		Redactor strict = new Redactor(settings, tools.jackson.databind.json.JsonMapper.builder().build());
		this.call.unbound(Map.of("text", "a"));
		for (int i = 0; i < 2; i++) {
			assertThat(shown(this.redactor, ValueMode.REDACTED).of(this.call)).isEqualTo(Map.of("text", "a"));
			assertThat(shown(strict, ValueMode.REDACTED).of(this.call)).isEqualTo(Map.of("text", "******"));
		}
	}

	@Test
	void keepsTheModesApart() {
		this.call.unbound(Map.of("password", "canary"));
		assertThat(shown(this.redactor, ValueMode.REDACTED).of(this.call)).isEqualTo(Map.of("password", "******"));
		assertThat(shown(this.redactor, ValueMode.FULL).of(this.call)).isEqualTo(Map.of("password", "canary"));
		assertThat(shown(this.redactor, ValueMode.HASH).of(this.call)).asString().startsWith("sha256:");
		assertThat(shown(this.redactor, ValueMode.NONE).of(this.call)).isNull();
		assertThat(shown(this.redactor, ValueMode.REDACTED).of(this.call)).isEqualTo(Map.of("password", "******"));
	}

	@Test
	void keepsNoCopyFromBeforeTheArgumentsWereRead() {
		ShownArguments shown = shown(this.redactor, ValueMode.REDACTED);
		ActiveCall early = call(this.tool, "{\"text\": \"unchecked\"}");
		Object before = shown.of(early);
		assertThat(before).isEqualTo(CallArguments.shown(early, this.redactor, ValueMode.REDACTED));
		early.unbound(Map.of("text", "checked"));
		assertThat(shown.of(early)).isEqualTo(Map.of("text", "checked"));
	}

	@Test
	void showsWhatAnotherViewOfTheCallSays() {
		this.call.unbound(Map.of("text", "a"));
		ShownArguments shown = shown(this.redactor, ValueMode.REDACTED);
		assertThat(shown.of(this.call)).isEqualTo(Map.of("text", "a"));
		ToolInvocation view = new ForwardingInvocation(this.call) {

			@Override
			public Map<String, @org.jspecify.annotations.Nullable Object> arguments() {
				return Map.of("text", "b");
			}

		};
		assertThat(shown.of(view)).isEqualTo(Map.of("text", "b"));
		assertThat(shown.of(this.call)).isEqualTo(Map.of("text", "a"));
	}

	@Test
	void hidesWhatCameWithANameThatNoToolHas() {
		Tool unknown = new UnknownTool("serch");
		ActiveCall stray = call(unknown, "{\"text\": \"canary\"}");
		assertThat(new ShownArguments(unknown, this.redactor, ValueMode.REDACTED).of(stray))
			.isEqualTo(Map.of("text", "******"));
	}

	private ShownArguments shown(Redactor by, ValueMode mode) {
		return new ShownArguments(this.tool, by, mode);
	}

	private ActiveCall call(Tool called, String json) {
		CallRuntime runtime = new CallRuntime(TimeSource.system(), new ErrorTranslation(List.of(), false),
				ToolEventPublisher.NONE, new ObservationMiddleware(List.of()), List.of(), this.redactor);
		return new ActiveCall(runtime, called, null, ToolCall.json("call-1", called.name(), json), null, null);
	}

}
