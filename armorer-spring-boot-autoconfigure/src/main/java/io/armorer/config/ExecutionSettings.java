package io.armorer.config;

import org.springframework.beans.factory.InitializingBean;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * How calls are executed, {@code armorer.execution.*}.
 */
@ConfigurationProperties("armorer.execution")
public class ExecutionSettings implements InitializingBean {

	/**
	 * How many threads may run calls that nobody waits for: those of a batch, those with
	 * a timeout, those that are streamed. Has no meaning where the application uses
	 * virtual threads.
	 */
	private int maxThreads = 64;

	/**
	 * How many elements are taken from a tool that returns a stream or a publisher. A
	 * call that gives more fails, unless it is streamed.
	 */
	private int maxCollectedItems = 10000;

	/**
	 * How many events of a streamed call wait for its subscriber before the tool waits.
	 */
	private int streamBuffer = 256;

	/**
	 * Check the values.
	 * @throws InvalidSettingException if a value can't be
	 */
	@Override
	public void afterPropertiesSet() {
		requirePositive("armorer.execution.max-threads", this.maxThreads);
		requirePositive("armorer.execution.max-collected-items", this.maxCollectedItems);
		requirePositive("armorer.execution.stream-buffer", this.streamBuffer);
	}

	private static void requirePositive(String key, int value) {
		if (value < 1) {
			throw new InvalidSettingException(key, "'" + key + "' must be at least 1, but is " + value + ".",
					"Give a number above 0.");
		}
	}

	/**
	 * Return how many threads may run calls that nobody waits for.
	 * @return how many
	 */
	public int getMaxThreads() {
		return this.maxThreads;
	}

	/**
	 * Say how many threads may run calls that nobody waits for.
	 * @param maxThreads how many; at least 1
	 */
	public void setMaxThreads(int maxThreads) {
		this.maxThreads = maxThreads;
	}

	/**
	 * Return how many elements are taken from a tool that returns a stream or a
	 * publisher.
	 * @return how many
	 */
	public int getMaxCollectedItems() {
		return this.maxCollectedItems;
	}

	/**
	 * Say how many elements are taken from a tool that returns a stream or a publisher.
	 * @param maxCollectedItems how many; at least 1
	 */
	public void setMaxCollectedItems(int maxCollectedItems) {
		this.maxCollectedItems = maxCollectedItems;
	}

	/**
	 * Return how many events of a streamed call wait before the tool waits.
	 * @return how many
	 */
	public int getStreamBuffer() {
		return this.streamBuffer;
	}

	/**
	 * Say how many events of a streamed call wait before the tool waits.
	 * @param streamBuffer how many; at least 1
	 */
	public void setStreamBuffer(int streamBuffer) {
		this.streamBuffer = streamBuffer;
	}

}
