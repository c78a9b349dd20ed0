package io.armorer.pattern.session;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;

import io.armorer.config.ForAllTools;
import io.armorer.config.InvalidSettingException;
import io.armorer.config.PatternSettings;
import io.armorer.middleware.MiddlewareOrder;
import io.armorer.store.OnStoreFailure;

/**
 * What tools need a session, how long one lives, and how much is kept of it.
 */
@ConfigurationProperties("armorer.session")
public class SessionSettings extends PatternSettings {

	private static final Duration LONGEST = Duration.ofDays(3650);

	private static final Duration SHORTEST = Duration.ofMillis(1);

	/**
	 * Whether calls outside of any session are refused. A tool with a Session parameter
	 * that can't be null needs one in any case.
	 */
	private boolean required;

	/**
	 * How long a session stays when nobody uses it.
	 */
	@ForAllTools
	private Duration ttl = Duration.ofMinutes(30);

	/**
	 * How many sessions there may be where they are kept in memory. No more are created
	 * then, unless one has expired.
	 */
	@ForAllTools
	private int maxSessions = 10000;

	/**
	 * How many messages are kept of a session. The oldest make room for new ones.
	 */
	@ForAllTools
	private int historyLimit = 100;

	/**
	 * How many calls are kept of a session. The oldest make room for new ones.
	 */
	@ForAllTools
	private int invocationLimit = 100;

	/**
	 * What becomes of a call that names a session when the store fails. A tool that can't
	 * work without its session is refused in any case.
	 */
	private OnStoreFailure onStoreFailure = OnStoreFailure.DENY;

	/**
	 * Settings with their defaults.
	 */
	public SessionSettings() {
		super(MiddlewareOrder.SESSION);
	}

	@Override
	public void validate(String prefix) {
		if (this.ttl.compareTo(SHORTEST) < 0 || this.ttl.compareTo(LONGEST) > 0) {
			String key = prefix + ".ttl";
			throw new InvalidSettingException(key,
					key + " must be at least a millisecond and no longer than ten years, but is " + this.ttl,
					"Set it to a duration such as 30m.");
		}
		atLeast(1, prefix + ".max-sessions", this.maxSessions,
				"Set it to 1 or more. To do without sessions, set armorer.session.enabled to false.");
		atLeast(0, prefix + ".history-limit", this.historyLimit, "Set it to 0 to keep no messages, or to more.");
		atLeast(0, prefix + ".invocation-limit", this.invocationLimit, "Set it to 0 to keep no calls, or to more.");
	}

	private static void atLeast(int least, String key, int value, String action) {
		if (value < least) {
			throw new InvalidSettingException(key, key + " must be at least " + least + ", but is " + value, action);
		}
	}

	/**
	 * Return whether calls outside of any session are refused.
	 * @return whether they are
	 */
	public boolean isRequired() {
		return this.required;
	}

	/**
	 * Say whether calls outside of any session are refused.
	 * @param required whether they are
	 */
	public void setRequired(boolean required) {
		this.required = required;
	}

	/**
	 * Return how long a session stays when nobody uses it.
	 * @return how long
	 */
	public Duration getTtl() {
		return this.ttl;
	}

	/**
	 * Say how long a session stays when nobody uses it.
	 * @param ttl how long
	 */
	public void setTtl(Duration ttl) {
		this.ttl = ttl;
	}

	/**
	 * Return how many sessions there may be where they are kept in memory.
	 * @return how many
	 */
	public int getMaxSessions() {
		return this.maxSessions;
	}

	/**
	 * Say how many sessions there may be where they are kept in memory.
	 * @param maxSessions how many, at least 1
	 */
	public void setMaxSessions(int maxSessions) {
		this.maxSessions = maxSessions;
	}

	/**
	 * Return how many messages are kept of a session.
	 * @return how many
	 */
	public int getHistoryLimit() {
		return this.historyLimit;
	}

	/**
	 * Say how many messages are kept of a session.
	 * @param historyLimit how many; 0 for none
	 */
	public void setHistoryLimit(int historyLimit) {
		this.historyLimit = historyLimit;
	}

	/**
	 * Return how many calls are kept of a session.
	 * @return how many
	 */
	public int getInvocationLimit() {
		return this.invocationLimit;
	}

	/**
	 * Say how many calls are kept of a session.
	 * @param invocationLimit how many; 0 for none
	 */
	public void setInvocationLimit(int invocationLimit) {
		this.invocationLimit = invocationLimit;
	}

	/**
	 * Return what becomes of a call that names a session when the store fails.
	 * @return the answer
	 */
	public OnStoreFailure getOnStoreFailure() {
		return this.onStoreFailure;
	}

	/**
	 * Say what becomes of a call that names a session when the store fails.
	 * @param onStoreFailure the answer
	 */
	public void setOnStoreFailure(OnStoreFailure onStoreFailure) {
		this.onStoreFailure = onStoreFailure;
	}

}
