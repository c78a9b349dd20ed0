package io.armorer.pattern.streaming;

import java.time.Duration;

import org.springframework.beans.factory.InitializingBean;
import org.springframework.boot.context.properties.ConfigurationProperties;

import io.armorer.config.InvalidSettingException;

/**
 * How calls become server-sent events, {@code armorer.streaming.*}. The same for all
 * tools: it has no place in a tool's chain.
 */
@ConfigurationProperties("armorer.streaming")
public class StreamingSettings implements InitializingBean {

	/**
	 * Whether there are beans that make server-sent events of calls.
	 */
	private boolean enabled = true;

	/**
	 * How long a stream is silent before a comment is sent, which keeps proxies from
	 * closing the connection and finds out whether the client is still there.
	 */
	private Duration heartbeat = Duration.ofSeconds(15);

	/**
	 * How long one stream may last; its call is cancelled then. 0 for any time.
	 */
	private Duration timeout = Duration.ofMinutes(10);

	/**
	 * Check the values.
	 * @throws InvalidSettingException if a value can't be
	 */
	@Override
	public void afterPropertiesSet() {
		if (this.heartbeat.toMillis() < 1) {
			throw new InvalidSettingException("armorer.streaming.heartbeat",
					"'armorer.streaming.heartbeat' must be at least 1ms, but is %s.".formatted(this.heartbeat),
					"Give a time such as 15s. Without heartbeats, a client that went away would go unnoticed.");
		}
		if (this.timeout.isNegative()) {
			throw new InvalidSettingException("armorer.streaming.timeout",
					"'armorer.streaming.timeout' must not be negative, but is %s.".formatted(this.timeout),
					"Give a time such as 10m, or 0 for streams that may last for any time.");
		}
	}

	/**
	 * Whether there are beans that make server-sent events of calls.
	 * @return whether there are
	 */
	public boolean isEnabled() {
		return this.enabled;
	}

	/**
	 * Switch the beans that make server-sent events of calls on or off.
	 * @param enabled whether they are there
	 */
	public void setEnabled(boolean enabled) {
		this.enabled = enabled;
	}

	/**
	 * Return how long a stream is silent before a comment is sent.
	 * @return how long
	 */
	public Duration getHeartbeat() {
		return this.heartbeat;
	}

	/**
	 * Say how long a stream is silent before a comment is sent.
	 * @param heartbeat how long; at least a millisecond
	 */
	public void setHeartbeat(Duration heartbeat) {
		this.heartbeat = heartbeat;
	}

	/**
	 * Return how long one stream may last.
	 * @return how long; zero for any time
	 */
	public Duration getTimeout() {
		return this.timeout;
	}

	/**
	 * Say how long one stream may last.
	 * @param timeout how long; zero for any time
	 */
	public void setTimeout(Duration timeout) {
		this.timeout = timeout;
	}

}
