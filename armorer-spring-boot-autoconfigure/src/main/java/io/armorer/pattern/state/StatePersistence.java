package io.armorer.pattern.state;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.SmartLifecycle;

import io.armorer.config.InvalidSettingException;
import io.armorer.store.KeyValueStore;
import io.armorer.store.StoreBackend;
import io.armorer.store.StoreFullException;
import io.armorer.tool.TimeSource;

/**
 * Keeps state in memory over a restart: loads it from a file when it is made, and saves
 * it there whenever it has changed, a little later and on a thread of its own. When the
 * application stops it saves once the web server has, and again when the tools' threads
 * have ended.
 */
public final class StatePersistence implements SmartLifecycle, DisposableBean {

	private static final Logger logger = LoggerFactory.getLogger(StatePersistence.class);

	private static final String KEY = "armorer.state.persistence.file";

	private static final String MEMORY = "memory";

	/** After the web server and the pools. */
	private static final int PHASE = SmartLifecycle.DEFAULT_PHASE - 8192;

	private static final Duration LONGEST_SAVE = Duration.ofSeconds(30);

	private final KeyValueStore<StateEntry> store;

	private final StateFile file;

	private final StateSaver saver;

	private final SaverThread thread = new SaverThread();

	private volatile boolean running;

	/**
	 * Load the state, and save it from now on.
	 * @param backend has the state
	 * @param settings name the file, and say when to save
	 * @param time the time
	 * @param events gets a {@link io.armorer.event.StateSaved} or
	 * {@link io.armorer.event.StateSaveFailed} after each save, on the saving thread
	 * @throws InvalidSettingException if the file can't be used or is damaged
	 */
	public StatePersistence(StoreBackend backend, StateSettings settings, TimeSource time, Consumer<Object> events) {
		Path path = path(settings);
		if (!backend.name().equals(MEMORY)) {
			throw new InvalidSettingException(KEY,
					KEY + " is set, but state is not in memory: the store '" + backend.name() + "' keeps it anyway",
					"Remove " + KEY + ", or keep state in memory.");
		}
		this.store = backend.keyValueStore(StateStore.NAME, StateEntry.class, settings.getMaxEntries());
		this.file = StateFile.open(path);
		this.saver = new StateSaver(new SaveSchedule(settings.getPersistence(), time), this.file,
				() -> StateEntries.all(this.store, ""), this::alarm, events, time);
		boolean loaded = false;
		try {
			load(settings.getMaxEntries());
			loaded = true;
		}
		finally {
			if (!loaded) {
				this.file.close();
			}
		}
	}

	private static Path path(StateSettings settings) {
		String file = settings.getPersistence().getFile();
		try {
			return Path.of((file != null) ? file : "");
		}
		catch (InvalidPathException ex) {
			throw new InvalidSettingException(KEY, KEY + " is no path of a file", "Name a file.", ex);
		}
	}

	private void load(int maxEntries) {
		List<StateEntry> entries = this.file.load();
		try {
			entries.forEach((entry) -> this.store.create(entry.name(), null, entry, null));
		}
		catch (StoreFullException ex) {
			throw new InvalidSettingException("armorer.state.max-entries",
					"The file with the state, " + this.file.path() + ", has " + entries.size()
							+ " values, but armorer.state.max-entries allows " + maxEntries + ".",
					"Set armorer.state.max-entries to " + entries.size() + " or more.", ex);
		}
		if (!entries.isEmpty()) {
			logger.info("Loaded {} values of state from {}", entries.size(), this.file.path());
		}
	}

	private void alarm(long nanos) {
		this.thread.alarm(nanos, this.saver::look);
	}

	/** Something has changed. */
	void changed() {
		this.saver.changed(CallChanges.current());
	}

	/** A call is over. */
	void settled(CallChanges call) {
		this.saver.settled(call);
	}

	/**
	 * Save now what is not saved yet, and wait for it.
	 * @return whether all is saved
	 */
	public boolean save() {
		return Boolean.TRUE.equals(this.thread.call(this.saver::flush, LONGEST_SAVE));
	}

	/**
	 * Return how the saving stands.
	 * @return how it is now
	 */
	public PersistenceStatus status() {
		return this.saver.status();
	}

	@Override
	public void start() {
		this.running = true;
	}

	@Override
	public void stop() {
		this.running = false;
		save();
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	@Override
	public int getPhase() {
		return PHASE;
	}

	/** Save what the last calls changed, and let go of the file. */
	@Override
	public void destroy() {
		if (!save()) {
			logger.error("The application ends, and {} changes of its state are not saved to {}",
					this.saver.status().pending(), this.file.path());
		}
		this.thread.close();
		this.file.close();
	}

}
