package com.example.outfitter;

import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class OutfitterApplicationTests {

	@TempDir
	private Path directory;

	@Test
	void replaysTheUsersOwnFileAndExits(CapturedOutput output) throws Exception {
		Path own = Files.writeString(this.directory.resolve("own.json"), """
				{"messages": [
				  {"role": "user", "content": "What do boots cost?"},
				  {"role": "assistant", "content": null, "tool_calls": [
				    {"id": "1", "type": "function", "function":
				      {"name": "fetch-from-api", "arguments": "{\\"endpoint\\": \\"/prices/BOOT-01\\"}"}},
				    {"id": "2", "type": "function", "function": {"name": "fetch", "arguments": "not JSON"}}]},
				  {"role": "tool", "tool_call_id": "1", "content": "59.90"}]}""");
		assertThat(OutfitterApplication.run("--server.port=0", "--replay=" + own, "--replay-and-exit")).hasValue(0);
		assertThat(output).containsPattern("1 +fetch-from-api +SUCCESS")
			.containsPattern("2 +fetch +ERROR +UNKNOWN_TOOL")
			.contains("all 2 calls got an answer");
	}

	@Test
	void endsWithTwoAndOneLineIfThereIsNothingToReplay(CapturedOutput output) {
		assertThat(OutfitterApplication.run("--server.port=0", "--replay=nowhere.json")).hasValue(2);
		assertThat(output.getErr().lines()).containsExactly("Can't replay nowhere.json: there is no such file");
		assertThat(output.getOut()).isEmpty();
	}

}
