package io.armorer.pattern.state;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;

/**
 * Keeps two applications from saving to one file. The lock is the operating system's, on
 * a file beside it, which stays: a process that dies in whatever way lets go of it.
 */
final class StateFileLock implements AutoCloseable {

	// Within one process the system's locks are no locks, and to close a second channel
	// would give up the first one's.
	private static final Set<Path> TAKEN = ConcurrentHashMap.newKeySet();

	private final Path path;

	private @Nullable FileChannel channel;

	private @Nullable Object identity;

	private boolean taken;

	private StateFileLock(Path path) {
		this.path = path;
	}

	static StateFileLock of(Path file) throws IOException {
		Path directory = Objects.requireNonNull(file.getParent()).toRealPath();
		return new StateFileLock(directory.resolve(file.getFileName() + ".lock"));
	}

	/**
	 * Get the lock, if this does not have it already.
	 * @return whether this has it now
	 */
	boolean acquire() throws IOException {
		if (this.channel != null && Objects.equals(this.identity, identityOf(this.path))) {
			return true;
		}
		if (!this.taken) {
			this.taken = TAKEN.add(this.path);
			if (!this.taken) {
				return false;
			}
		}
		boolean locked = false;
		try {
			locked = lock();
			return locked;
		}
		finally {
			if (!locked) {
				release();
			}
		}
	}

	private boolean lock() throws IOException {
		// somebody has removed the lock's file, or the whole directory
		release();
		this.channel = FileChannel.open(this.path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
		try {
			if (this.channel.tryLock() == null) {
				return false;
			}
		}
		catch (OverlappingFileLockException ex) {
			return false;
		}
		this.identity = identityOf(this.path);
		return true;
	}

	private static @Nullable Object identityOf(Path path) throws IOException {
		try {
			BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
			Object key = attributes.fileKey();
			// where the system has no identities, to be there has to be enough
			return (key != null) ? key : "there";
		}
		catch (NoSuchFileException ex) {
			return null;
		}
	}

	private void release() {
		this.identity = null;
		try {
			if (this.channel != null) {
				this.channel.close();
			}
		}
		catch (IOException ex) {
			// it is gone anyway
		}
		this.channel = null;
	}

	@Override
	public void close() {
		release();
		if (this.taken) {
			this.taken = false;
			TAKEN.remove(this.path);
		}
	}

}
