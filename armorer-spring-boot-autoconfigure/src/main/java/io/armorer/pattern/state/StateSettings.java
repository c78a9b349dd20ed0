package io.armorer.pattern.state;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.util.unit.DataSize;

import io.armorer.config.ForAllTools;
import io.armorer.config.InvalidSettingException;
import io.armorer.config.PatternSettings;
import io.armorer.middleware.MiddlewareOrder;
import io.armorer.store.OnStoreFailure;

/**
 * How much state may be kept, and where.
 */
@ConfigurationProperties("armorer.state")
public class StateSettings extends PatternSettings {

	private static final Duration LONGEST = Duration.ofDays(365);

	/**
	 * How many values there may be, all scopes together, where they take up memory.
	 */
	@ForAllTools
	private int maxEntries = 10000;

	/**
	 * How large a value may be as JSON, its key and whose it is included.
	 */
	@ForAllTools
	private DataSize maxValueSize = DataSize.ofKilobytes(64);

	/**
	 * What becomes of a tool that reads or changes state when the store fails. With
	 * "allow" it finds nothing, and what it sets is dropped and counted.
	 */
	@ForAllTools
	private OnStoreFailure onStoreFailure = OnStoreFailure.DENY;

	/**
	 * The file that keeps the state over a restart.
	 */
	@ForAllTools
	private final Persistence persistence = new Persistence();

	/**
	 * Settings with their defaults.
	 */
	public StateSettings() {
		super(MiddlewareOrder.STATE);
	}

	@Override
	public void validate(String prefix) {
		if (this.maxEntries < 1) {
			String key = prefix + ".max-entries";
			throw new InvalidSettingException(key, key + " must be at least 1, but is " + this.maxEntries,
					"Set it to 1 or more, or remove it.");
		}
		if (this.maxValueSize.toBytes() < 1 || this.maxValueSize.toBytes() > Integer.MAX_VALUE) {
			String key = prefix + ".max-value-size";
			throw new InvalidSettingException(key,
					key + " must be at least 1B and less than 2GB, but is " + this.maxValueSize,
					"Set it to a size such as 64KB.");
		}
		this.persistence.validate(prefix + ".persistence");
	}

	/**
	 * Return how many values there may be.
	 * @return how many
	 */
	public int getMaxEntries() {
		return this.maxEntries;
	}

	/**
	 * Say how many values there may be.
	 * @param maxEntries how many, at least 1
	 */
	public void setMaxEntries(int maxEntries) {
		this.maxEntries = maxEntries;
	}

	/**
	 * Return how large a value may be.
	 * @return how large, as JSON
	 */
	public DataSize getMaxValueSize() {
		return this.maxValueSize;
	}

	/**
	 * Say how large a value may be.
	 * @param maxValueSize how large, as JSON
	 */
	public void setMaxValueSize(DataSize maxValueSize) {
		this.maxValueSize = maxValueSize;
	}

	/**
	 * Return what becomes of a tool that uses state when the store fails.
	 * @return what becomes of it
	 */
	public OnStoreFailure getOnStoreFailure() {
		return this.onStoreFailure;
	}

	/**
	 * Say what becomes of a tool that uses state when the store fails.
	 * @param onStoreFailure what becomes of it
	 */
	public void setOnStoreFailure(OnStoreFailure onStoreFailure) {
		this.onStoreFailure = onStoreFailure;
	}

	/**
	 * Return the settings of the file.
	 * @return the settings
	 */
	public Persistence getPersistence() {
		return this.persistence;
	}

	/** The file that keeps the state over a restart. */
	public static class Persistence {

		/**
		 * The file that the state is saved to and loaded from at the start. Nothing is
		 * saved unless set. For state in memory only: other stores keep it anyway.
		 */
		@ForAllTools
		private @Nullable String file;

		/**
		 * How long nothing must have changed before the state is saved.
		 */
		@ForAllTools
		private Duration debounce = Duration.ofSeconds(1);

		/**
		 * How long a change waits to be saved at most, however many follow it.
		 */
		@ForAllTools
		private Duration maxWait = Duration.ofSeconds(5);

		/**
		 * How long to wait after a save that failed. Doubled with each further one.
		 */
		@ForAllTools
		private Duration retryDelay = Duration.ofSeconds(1);

		/**
		 * How long to wait after a save that failed at most.
		 */
		@ForAllTools
		private Duration maxRetryDelay = Duration.ofMinutes(1);

		void validate(String prefix) {
			positive(prefix + ".debounce", this.debounce);
			positive(prefix + ".max-wait", this.maxWait);
			positive(prefix + ".retry-delay", this.retryDelay);
			positive(prefix + ".max-retry-delay", this.maxRetryDelay);
			notBelow(prefix, "max-wait", this.maxWait, "debounce", this.debounce);
			notBelow(prefix, "max-retry-delay", this.maxRetryDelay, "retry-delay", this.retryDelay);
		}

		private static void positive(String key, Duration value) {
			if (value.isNegative() || value.isZero() || value.compareTo(LONGEST) > 0) {
				throw new InvalidSettingException(key,
						key + " must be longer than nothing and no longer than a year, but is " + value,
						"Set it to a duration such as 1s.");
			}
		}

		private static void notBelow(String prefix, String name, Duration value, String least, Duration leastValue) {
			if (value.compareTo(leastValue) < 0) {
				String key = prefix + "." + name;
				throw new InvalidSettingException(key, key + " is " + value + ", which is shorter than " + prefix + "."
						+ least + " (" + leastValue + ")", "Set a longer " + name + " or a shorter " + least + ".");
			}
		}

		/**
		 * Return the file that the state is saved to.
		 * @return the path, or {@code null} for none
		 */
		public @Nullable String getFile() {
			return this.file;
		}

		/**
		 * Say what file the state is saved to.
		 * @param file the path, or {@code null} for none
		 */
		public void setFile(@Nullable String file) {
			this.file = file;
		}

		/**
		 * Return how long nothing must have changed before the state is saved.
		 * @return how long
		 */
		public Duration getDebounce() {
			return this.debounce;
		}

		/**
		 * Say how long nothing must have changed before the state is saved.
		 * @param debounce how long
		 */
		public void setDebounce(Duration debounce) {
			this.debounce = debounce;
		}

		/**
		 * Return how long a change waits to be saved at most.
		 * @return how long
		 */
		public Duration getMaxWait() {
			return this.maxWait;
		}

		/**
		 * Say how long a change waits to be saved at most.
		 * @param maxWait how long, not shorter than the debounce
		 */
		public void setMaxWait(Duration maxWait) {
			this.maxWait = maxWait;
		}

		/**
		 * Return how long to wait after a save that failed.
		 * @return how long
		 */
		public Duration getRetryDelay() {
			return this.retryDelay;
		}

		/**
		 * Say how long to wait after a save that failed.
		 * @param retryDelay how long; doubled with each further one
		 */
		public void setRetryDelay(Duration retryDelay) {
			this.retryDelay = retryDelay;
		}

		/**
		 * Return how long to wait after a save that failed at most.
		 * @return how long
		 */
		public Duration getMaxRetryDelay() {
			return this.maxRetryDelay;
		}

		/**
		 * Say how long to wait after a save that failed at most.
		 * @param maxRetryDelay how long, not shorter than the retry delay
		 */
		public void setMaxRetryDelay(Duration maxRetryDelay) {
			this.maxRetryDelay = maxRetryDelay;
		}

	}

}
