package io.armorer.pattern.state;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/** Another JVM on the same class path. */
final class ChildProcess implements AutoCloseable {

	private final Process process;

	private final BufferedReader lines;

	private ChildProcess(Class<?> main, String... arguments) throws IOException {
		List<String> command = new ArrayList<>(
				List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx128m",
						"-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto", "-cp",
						System.getProperty("java.class.path"), main.getName()));
		command.addAll(List.of(arguments));
		this.process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
		this.lines = new BufferedReader(new InputStreamReader(this.process.getInputStream(), StandardCharsets.UTF_8));
	}

	static ChildProcess start(Class<?> main, String... arguments) throws IOException {
		return new ChildProcess(main, arguments);
	}

	/** One that has a state file locked. */
	static ChildProcess locking(Path path) throws IOException {
		ChildProcess child = start(LockingChild.class, path.toString());
		String line = child.line();
		if (!"locked".equals(line)) {
			throw new IllegalStateException("The child said " + line);
		}
		return child;
	}

	/** Whether another process gets the lock of a state file. */
	static boolean canLock(Path path) throws IOException {
		try (ChildProcess child = start(LockingChild.class, path.toString())) {
			return "locked".equals(child.line());
		}
	}

	@Nullable String line() throws IOException {
		return this.lines.readLine();
	}

	/** As {@code kill -9} does; what was said before can still be read. */
	void kill() {
		this.process.toHandle().destroyForcibly();
	}

	@Override
	public void close() {
		this.process.destroyForcibly();
		try {
			this.process.waitFor();
			this.lines.close();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** Locks a file until it is killed. */
	static final class LockingChild {

		private LockingChild() {
		}

		public static void main(String[] arguments) throws Exception {
			StateFileLock lock = StateFileLock.of(Path.of(arguments[0]));
			System.out.println(lock.acquire() ? "locked" : "refused");
			System.in.read();
		}

	}

}
