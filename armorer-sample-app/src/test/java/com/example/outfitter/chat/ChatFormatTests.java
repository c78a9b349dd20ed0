package com.example.outfitter.chat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.armorer.tool.ToolArguments;
import io.armorer.tool.ToolCall;

import com.example.outfitter.chat.Transcript.TimePasses;
import com.example.outfitter.chat.Transcript.ToolCalls;
import com.example.outfitter.chat.Transcript.UpstreamTurns;
import com.example.outfitter.upstream.UpstreamSwitch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ChatFormatTests {

	private static final String CALL = """
			{'id': 'c1', 'type': 'function', 'function': {'name': 'get-counter', 'arguments': '{}'}}""";

	@Test
	void readsAConversationAsARequestHasIt() {
		Transcript transcript = transcript("""
				{'model': 'm', 'user': 'grace', 'messages': [
				  {'role': 'system', 'content': 'Be kind.'},
				  {'role': 'user', 'content': [{'type': 'text', 'text': 'Hello'}]},
				  {'role': 'assistant', 'content': null, 'tool_calls': [%1$s, %1$s]},
				  {'role': 'tool', 'tool_call_id': 'c1', 'content': '3'},
				  {'role': 'assistant', 'content': 'Three.', 'tool_calls': null}]}""".formatted(CALL));
		assertThat(transcript.user()).isEqualTo("grace");
		assertThat(transcript.steps()).singleElement().isInstanceOfSatisfying(ToolCalls.class, (step) -> {
			assertThat(step.calls()).hasSize(2);
			ToolCall call = step.calls().get(0);
			assertThat(call.id()).isEqualTo("c1");
			assertThat(call.name()).isEqualTo("get-counter");
			assertThat(call.arguments()).isEqualTo(new ToolArguments.Json("{}"));
		});
	}

	@Test
	void readsOnlyTheMessages() {
		Transcript transcript = transcript("[{'role': 'assistant', 'tool_calls': [" + CALL + "]}]");
		assertThat(transcript.user()).isNull();
		assertThat(transcript.steps()).hasSize(1);
	}

	@Test
	void leavesTheArgumentsAsTheModelWroteThem() {
		List<ToolCall> calls = toolCalls("[" + CALL.replace("'{}'", "'not JSON at all'") + "]");
		assertThat(calls.get(0).arguments()).isEqualTo(new ToolArguments.Json("not JSON at all"));
	}

	@Test
	void readsWhatChangesTheStage() {
		Transcript transcript = transcript("""
				[{'role': 'developer', 'name': 'outfitter-stage', 'content': 'upstream: hang'},
				 {'role': 'user', 'name': 'ada', 'content': 'upstream: fail'},
				 {'role': 'developer', 'name': 'outfitter-stage', 'content': 'upstream: flaky'},
				 {'role': 'user', 'name': 'outfitter-stage', 'content': 'wait: 1200ms'}]""");
		assertThat(transcript.steps()).containsExactly(new UpstreamTurns(UpstreamSwitch.Mode.HANG),
				new UpstreamTurns(UpstreamSwitch.Mode.FLAKY), new TimePasses(Duration.ofMillis(1200)));
	}

	@ParameterizedTest
	@ValueSource(strings = { "upstream: burn", "upstream", "wait: long", "wait: -1s", "wait: 2h", "sleep: 1s", "" })
	void refusesAStageThatItDoesNotKnow(String content) {
		assertThatExceptionOfType(ChatFormatException.class).isThrownBy(
				() -> transcript("[{'role': 'developer', 'name': 'outfitter-stage', 'content': '" + content + "'}]"))
			.withMessageStartingWith("messages[0].content must be 'upstream: ok'");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			{'messages': [                            | not JSON: line 1
			[] []                                     | not JSON: line 1, column 4: something follows after the end
			{'messages': [], 'messages': []}          | not JSON: line 1
			{'choices': []}                           | messages is missing
			{'messages': {}}                          | messages must be an array, but is an object
			'hello'                                   | the text must be an array, but is a string
			[1]                                       | messages[0] must be an object, but is a number
			[{'content': 'x'}]                        | messages[0].role is missing
			[{'role': 'boss'}]                        | messages[0].role is 'boss', which is no role
			[{'role': 'user', 'tool_calls': [1]}]     | messages[0].tool_calls: only an assistant calls tools
			[{'role': 'assistant', 'tool_calls': {}}] | messages[0].tool_calls must be an array, but is an object
			{'user': 7, 'messages': []}               | user must be a string, but is a number
			""")
	void saysWhereAConversationIsWrong(String json, String problem) {
		assertThatExceptionOfType(ChatFormatException.class).isThrownBy(() -> transcript(json))
			.withMessageStartingWith(problem)
			.satisfies((ex) -> assertThat(ex.getMessage()).doesNotContain("\n"));
	}

	@Test
	void saysThatAnEmptyFileIsNoConversation() {
		assertThatExceptionOfType(ChatFormatException.class).isThrownBy(() -> transcript(""))
			.withMessage("not JSON: there is nothing");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			textBlock = """
					{}                                              | tool_calls is missing
					[]                                              | the array is empty
					{'tool_calls': []}                              | tool_calls is empty
					{'tool_calls': 'x'}                             | tool_calls must be an array, but is a string
					{'tool_calls': [{}]}                            | tool_calls[0].id is missing
					[{'id': 'a'}]                                   | [0].type is missing
					[{'id': 'a', 'type': 'custom'}]                 | [0].type must be 'function', but is 'custom'
					[{'id': 'a', 'type': 'function'}]               | [0].function is missing
					[{'id': 'a', 'type': 'function', 'function': {'name': null}}] | [0].function.name must be a string, but is null
					[{'id': 'a', 'type': 'function', 'function': {'name': 'f', 'arguments': {}}}] | [0].function.arguments must be a string, but is an object
					""")
	void saysWhereToolCallsAreWrong(String json, String problem) {
		assertThatExceptionOfType(ChatFormatException.class).isThrownBy(() -> toolCalls(json)).withMessage(problem);
	}

	private static Transcript transcript(String json) {
		return ChatFormat.readTranscript(bytes(json));
	}

	private static List<ToolCall> toolCalls(String json) {
		return ChatFormat.readToolCalls(bytes(json));
	}

	private static byte[] bytes(String json) {
		return json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
	}

}
