package io.armorer.pattern.retry;

/**
 * What became of the calls of one tool that were tried again, since it was registered.
 *
 * @param tool the tool's name
 * @param maxAttempts how often a call is tried at most
 * @param retries how many attempts were repetitions
 * @param recovered how many calls succeeded at a later attempt
 * @param exhausted how many failed at all attempts
 * @param gaveUp how many were given up before: no time for the next attempt, or another
 * kind of failure
 */
public record RetryCounts(String tool, int maxAttempts, long retries, long recovered, long exhausted, long gaveUp) {

	/**
	 * Return how many calls had a result.
	 * @param result the result
	 * @return how many
	 */
	public long of(RetryResult result) {
		return switch (result) {
			case RECOVERED -> this.recovered;
			case EXHAUSTED -> this.exhausted;
			case GAVE_UP -> this.gaveUp;
		};
	}

}
