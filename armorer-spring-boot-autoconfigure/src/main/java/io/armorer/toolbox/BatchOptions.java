package io.armorer.toolbox;

/**
 * How to execute several calls.
 *
 * @param maxConcurrent how many may run at the same time; 1 is one by one, in order
 * @param failFast whether the first call that does not succeed cancels those that have
 * not ended yet
 */
public record BatchOptions(int maxConcurrent, boolean failFast) {

	/**
	 * Check the limit.
	 * @throws IllegalArgumentException if no call could run
	 */
	public BatchOptions {
		if (maxConcurrent < 1) {
			throw new IllegalArgumentException("maxConcurrent must be at least 1, but is " + maxConcurrent);
		}
	}

	/**
	 * One by one, in order, whatever becomes of each.
	 * @return the options
	 */
	public static BatchOptions sequential() {
		return new BatchOptions(1, false);
	}

	/**
	 * All at the same time, whatever becomes of each.
	 * @return the options
	 */
	public static BatchOptions parallel() {
		return new BatchOptions(Integer.MAX_VALUE, false);
	}

	/**
	 * Some at the same time, whatever becomes of each.
	 * @param maxConcurrent how many
	 * @return the options
	 */
	public static BatchOptions parallel(int maxConcurrent) {
		return new BatchOptions(maxConcurrent, false);
	}

	/**
	 * The same options, but the first failure cancels the rest.
	 * @return a copy
	 */
	public BatchOptions stopAtFirstFailure() {
		return new BatchOptions(this.maxConcurrent, true);
	}

}
