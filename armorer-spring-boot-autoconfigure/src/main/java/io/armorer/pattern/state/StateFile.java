package io.armorer.pattern.state;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collection;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import io.armorer.config.InvalidSettingException;

/**
 * The file with the state. It is only ever replaced as a whole: whoever reads it, at
 * whatever moment the process or the machine died, finds the old content or the new.
 */
final class StateFile implements AutoCloseable {

	private static final String KEY = "armorer.state.persistence.file";

	private static final int BUFFER = 64 * 1024;

	private final Path file;

	private final Path temporary;

	private final StateFileLock lock;

	private StateFile(Path file, StateFileLock lock) {
		this.file = file;
		this.temporary = file.resolveSibling(file.getFileName() + ".tmp");
		this.lock = lock;
	}

	/**
	 * Take a file into possession.
	 * @throws InvalidSettingException if it can't be written, or is somebody else's
	 */
	static StateFile open(Path configured) {
		Path file = configured.toAbsolutePath().normalize();
		try {
			if (Files.isDirectory(file) || file.getFileName() == null) {
				throw unusable(file, "is a directory", "Name a file in it.", null);
			}
			// what a link points to is replaced, not the link
			Path target = Files.exists(file) ? file.toRealPath() : file;
			Files.createDirectories(directory(target));
			return taken(new StateFile(target, StateFileLock.of(target)));
		}
		catch (IOException ex) {
			throw unusable(file, "can't be written: " + reason(ex),
					"Let the application write to its directory, or name another file.", ex);
		}
	}

	private static StateFile taken(StateFile file) throws IOException {
		boolean usable = false;
		try {
			if (!file.lock.acquire()) {
				throw unusable(file.file, "is in use by another application, or by this one twice",
						"Stop the other one, or give each a file of its own.", null);
			}
			file.create().close();
			Files.delete(file.temporary);
			usable = true;
			return file;
		}
		finally {
			if (!usable) {
				file.close();
			}
		}
	}

	private static Path directory(Path file) {
		Path parent = file.getParent();
		return (parent != null) ? parent : file;
	}

	private static String reason(IOException ex) {
		return ex.getClass().getSimpleName() + " (" + ex.getMessage() + ")";
	}

	private static InvalidSettingException unusable(Path file, String problem, String action,
			@Nullable Throwable cause) {
		return new InvalidSettingException(KEY, "The file with the state, " + file + ", " + problem + ".", action,
				cause);
	}

	/**
	 * Read the state.
	 * @return the entries; empty if there is no file yet
	 * @throws InvalidSettingException if the file can't be read or is damaged; it is left
	 * as it is
	 */
	List<StateEntry> load() {
		try {
			StateSnapshot snapshot = StateFormat.read(Files.readAllBytes(this.file));
			if (!snapshot.prefix().isEmpty()) {
				throw new DamagedStateException("it is a snapshot of one scope, not of all");
			}
			return snapshot.entries();
		}
		catch (NoSuchFileException ex) {
			return List.of();
		}
		catch (DamagedStateException ex) {
			throw unusable(this.file, "can't be loaded: " + ex.getMessage() + ". It was left as it is",
					"Put a copy from a backup in its place, or move it away to start without state.", null);
		}
		catch (IOException | OutOfMemoryError ex) {
			throw unusable(this.file, "can't be read: " + ex.getClass().getSimpleName(),
					"Let the application read it, or name another file.", ex);
		}
	}

	/**
	 * Replace the state.
	 * @return how many bytes the file has now
	 */
	long write(Collection<StateEntry> entries) throws IOException {
		if (!this.lock.acquire()) {
			throw new IOException("Another application has taken the file " + this.file);
		}
		try {
			long size = writeTemporary(entries);
			Files.move(this.temporary, this.file, StandardCopyOption.ATOMIC_MOVE);
			forceDirectory();
			return size;
		}
		catch (IOException ex) {
			giveUpTemporary(ex);
			throw ex;
		}
	}

	private long writeTemporary(Collection<StateEntry> entries) throws IOException {
		try (FileChannel channel = create()) {
			OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER);
			StateFormat.write(out, "", entries);
			out.flush();
			channel.force(true);
			return channel.size();
		}
	}

	private void giveUpTemporary(IOException failure) {
		try {
			Files.deleteIfExists(this.temporary);
		}
		catch (IOException ex) {
			failure.addSuppressed(ex);
		}
	}

	private FileChannel create() throws IOException {
		// one that was left behind may be anything, a link to elsewhere included
		Files.deleteIfExists(this.temporary);
		return FileChannel.open(this.temporary, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
				attributes());
	}

	/** Those of the file that is there, else nobody's but the owner's. */
	private FileAttribute<?>[] attributes() throws IOException {
		PosixFileAttributeView view = Files.getFileAttributeView(directory(this.file), PosixFileAttributeView.class);
		if (view == null) {
			return new FileAttribute<?>[0];
		}
		Set<PosixFilePermission> permissions = Files.exists(this.file) ? Files.getPosixFilePermissions(this.file)
				: PosixFilePermissions.fromString("rw-------");
		return new FileAttribute<?>[] { PosixFilePermissions.asFileAttribute(permissions) };
	}

	private void forceDirectory() {
		try (FileChannel channel = FileChannel.open(directory(this.file), StandardOpenOption.READ)) {
			channel.force(true);
		}
		catch (IOException ex) {
			// not every system can, and the file itself is safe
		}
	}

	Path path() {
		return this.file;
	}

	@Override
	public void close() {
		this.lock.close();
	}

}
