package io.armorer.pattern.state;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import io.armorer.config.InvalidSettingException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

@Timeout(60)
class StateFileTests {

	private static final List<StateEntry> ENTRIES = List.of(
			new StateEntry(StateScope.GLOBAL, "", "a", "{\"b\":[1,2.50,\"c4n4ry\"]}", false),
			new StateEntry(StateScope.USER, "ann\uD800\n\"\\", "\u0000日本", "\"x\"", true));

	@TempDir
	private Path directory;

	private Path path() {
		return this.directory.resolve("state.json");
	}

	@Test
	void givesBackWhatWasWritten() throws IOException {
		try (StateFile file = StateFile.open(path())) {
			assertThat(file.load()).isEmpty();
			assertThat(file.write(ENTRIES)).isEqualTo(Files.size(path()));
			assertThat(file.load()).isEqualTo(ENTRIES);
			file.write(List.of());
			assertThat(file.load()).isEmpty();
		}
	}

	@Test
	void isJsonInAsciiWithVersionAndChecksum() throws IOException {
		write(ENTRIES);
		assertThat(Files.readString(path(), StandardCharsets.US_ASCII)).matches("""
				\\{"format":"armorer-state","version":1,"scope":"","entries":\\[
				\\{"scope":"GLOBAL",.*},
				\\{"scope":"USER",.*}
				],"sha256":"[0-9a-f]{64}"}
				""");
	}

	@Test
	void missingDirectoriesAreMade() throws IOException {
		Path deep = this.directory.resolve("a/b/c/state.json");
		try (StateFile file = StateFile.open(deep)) {
			file.write(ENTRIES);
		}
		assertThat(deep).exists();
	}

	@Test
	void leavesNothingBehindButTheLock() throws IOException {
		write(ENTRIES);
		write(ENTRIES);
		try (Stream<Path> files = Files.list(this.directory)) {
			assertThat(files.map((file) -> file.getFileName().toString())).containsExactlyInAnyOrder("state.json",
					"state.json.lock");
		}
	}

	@Test
	void whatACrashLeftBehindIsInNobodysWay() throws IOException {
		write(ENTRIES);
		Path precious = Files.writeString(this.directory.resolve("precious"), "precious");
		Files.createSymbolicLink(this.directory.resolve("state.json.tmp"), precious);
		write(List.of());
		assertThat(precious).hasContent("precious");
		try (StateFile file = StateFile.open(path())) {
			assertThat(file.load()).isEmpty();
		}
	}

	@Test
	@EnabledOnOs({ OS.LINUX, OS.MAC })
	void isTheOwnersAloneUnlessItWasOpened() throws IOException {
		write(ENTRIES);
		assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path()))).isEqualTo("rw-------");
		Files.setPosixFilePermissions(path(), PosixFilePermissions.fromString("rw-r-----"));
		write(ENTRIES);
		assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path()))).isEqualTo("rw-r-----");
	}

	@Test
	@EnabledOnOs({ OS.LINUX, OS.MAC })
	void whatALinkPointsToIsReplacedAndNotTheLink() throws IOException {
		write(ENTRIES);
		Path elsewhere = Files.createDirectory(this.directory.resolve("elsewhere"));
		Path link = Files.createSymbolicLink(elsewhere.resolve("link.json"), path());
		try (StateFile file = StateFile.open(link)) {
			assertThat(file.load()).isEqualTo(ENTRIES);
			file.write(List.of());
		}
		assertThat(link).isSymbolicLink();
		try (StateFile file = StateFile.open(path())) {
			assertThat(file.load()).isEmpty();
		}
	}

	@Test
	void aTruncatedFileIsRefusedWhereverItEnds() throws IOException {
		write(ENTRIES);
		byte[] whole = Files.readAllBytes(path());
		for (int length = 0; length < whole.length - 1; length++) {
			refused(Arrays.copyOf(whole, length));
		}
	}

	@Test
	void aFileWithAnyByteChangedIsRefused() throws IOException {
		write(ENTRIES);
		byte[] whole = Files.readAllBytes(path());
		Random random = new Random(4711);
		for (int at = 0; at < whole.length - 1; at++) {
			byte[] changed = whole.clone();
			changed[at] ^= (byte) (1 << random.nextInt(8));
			refused(changed);
		}
	}

	@Test
	void garbageIsRefused() throws IOException {
		Random random = new Random(4711);
		for (int i = 0; i < 200; i++) {
			byte[] garbage = new byte[random.nextInt(500)];
			random.nextBytes(garbage);
			refused(garbage);
		}
		for (String text : List.of("", " ", "\n", "{}", "null", "[]", "{\"format\":\"armorer-state\",\"version\":",
				"{\"format\":\"armorer-state\",\"version\":1", "{\"format\":\"armorer-state\",\"version\":1,",
				"{\"format\":\"armorer-state\",\"version\":99999999999999999999,", "version: 1")) {
			refused(text.getBytes(StandardCharsets.UTF_8));
		}
	}

	@Test
	void whatIsWrongIsSaid() throws IOException {
		write(ENTRIES);
		String whole = Files.readString(path());
		assertThat(refused(new byte[0])).contains("it is empty");
		assertThat(refused("c4n4ry".getBytes(StandardCharsets.UTF_8))).contains("it does not begin as state does");
		assertThat(refused(whole.substring(0, 200).getBytes(StandardCharsets.UTF_8))).contains("its end is missing");
		assertThat(refused(whole.replace("2.50", "2.51").getBytes(StandardCharsets.UTF_8)))
			.contains("its checksum is wrong");
		assertThat(refused(whole.replace("\"version\":1", "\"version\":7").getBytes(StandardCharsets.UTF_8)))
			.contains("it has version 7 of the format, and this application knows version 1");
	}

	@Test
	void aWholeFileWithHolesIsRefused() throws IOException {
		List<StateEntry> holes = new ArrayList<>();
		holes.add(null);
		try (StateFile file = StateFile.open(path())) {
			file.write(holes);
		}
		assertThat(refused(Files.readAllBytes(path()))).contains("something in it is missing");
	}

	@Test
	void aNewlineMoreAtTheEndIsNoDamage() throws IOException {
		write(ENTRIES);
		Files.writeString(path(), Files.readString(path()).stripTrailing() + "\r\n\n");
		try (StateFile file = StateFile.open(path())) {
			assertThat(file.load()).isEqualTo(ENTRIES);
		}
	}

	@Test
	void aFileOfTwoApplicationsIsRefused() throws IOException {
		try (StateFile first = StateFile.open(path())) {
			for (int i = 0; i < 3; i++) {
				assertThatExceptionOfType(InvalidSettingException.class).isThrownBy(() -> StateFile.open(path()))
					.satisfies((ex) -> {
						assertThat(ex.key()).isEqualTo("armorer.state.persistence.file");
						assertThat(ex.description()).contains(path().toString(), "is in use by another application");
						assertThat(ex.action()).startsWith("Stop the other one");
					});
			}
			// and the refused ones have not given up the first one's lock
			assertThat(ChildProcess.canLock(path())).isFalse();
			first.write(ENTRIES);
		}
		assertThat(ChildProcess.canLock(path())).isTrue();
		StateFile.open(path()).close();
	}

	@Test
	void aFileOfAnotherProcessIsRefused() throws IOException {
		try (ChildProcess child = ChildProcess.locking(path())) {
			assertThatExceptionOfType(InvalidSettingException.class).isThrownBy(() -> StateFile.open(path()))
				.satisfies((ex) -> assertThat(ex.description()).contains("is in use by another application"));
		}
		StateFile.open(path()).close();
	}

	@Test
	void aLockThatWasRemovedIsTakenAgain() throws IOException {
		try (StateFile file = StateFile.open(path())) {
			Files.delete(this.directory.resolve("state.json.lock"));
			file.write(ENTRIES);
			assertThat(this.directory.resolve("state.json.lock")).exists();
			assertThat(ChildProcess.canLock(path())).isFalse();
			Files.delete(this.directory.resolve("state.json.lock"));
			try (ChildProcess child = ChildProcess.locking(path())) {
				assertThatIOException().isThrownBy(() -> file.write(List.of()))
					.withMessageContaining("Another application has taken the file");
				assertThat(file.load()).isEqualTo(ENTRIES);
			}
			file.write(List.of());
			assertThat(file.load()).isEmpty();
		}
	}

	@Test
	void whatCanNotBeWrittenIsRefusedAtOnce() throws IOException {
		Path plain = Files.writeString(this.directory.resolve("plain"), "");
		List<Path> impossible = new ArrayList<>(List.of(this.directory, plain.resolve("state.json"), Path.of("/")));
		if (Files.isDirectory(Path.of("/proc/self"))) {
			impossible.add(Path.of("/proc/self/state.json"));
		}
		for (Path path : impossible) {
			assertThatExceptionOfType(InvalidSettingException.class).isThrownBy(() -> StateFile.open(path))
				.satisfies((ex) -> {
					assertThat(ex.key()).isEqualTo("armorer.state.persistence.file");
					assertThat(ex.description()).contains(path.toString());
					assertThat(ex.action()).isNotEmpty();
				});
		}
	}

	@Test
	@DisabledOnOs(OS.WINDOWS)
	void aWriteThatFailsLeavesTheOldContent() throws IOException {
		try (StateFile file = StateFile.open(path())) {
			file.write(ENTRIES);
			Path inTheWay = Files.createDirectories(this.directory.resolve("state.json.tmp/full")).getParent();
			assertThatIOException().isThrownBy(() -> file.write(List.of()));
			assertThat(file.load()).isEqualTo(ENTRIES);
			Files.delete(inTheWay.resolve("full"));
			file.write(List.of());
			assertThat(file.load()).isEmpty();
		}
	}

	private void write(List<StateEntry> entries) throws IOException {
		try (StateFile file = StateFile.open(path())) {
			file.write(entries);
		}
	}

	private String refused(byte[] content) throws IOException {
		Files.write(path(), content);
		String[] description = new String[1];
		try (StateFile file = StateFile.open(path())) {
			assertThatExceptionOfType(InvalidSettingException.class).isThrownBy(file::load).satisfies((ex) -> {
				assertThat(ex.key()).isEqualTo("armorer.state.persistence.file");
				assertThat(ex.description()).contains(path().toString(), "It was left as it is")
					.doesNotContain("c4n4ry");
				assertThat(ex.action()).contains("backup", "move it away");
				assertThat(ex).hasNoCause();
				description[0] = ex.description();
			});
		}
		assertThat(path()).hasBinaryContent(content);
		return description[0];
	}

}
