package io.armorer.pattern.bulkhead;

import java.time.Duration;

/**
 * How the bulkhead of a tool stands at a moment.
 *
 * @param tool the tool
 * @param maxConcurrent how many calls there may be at the same time
 * @param maxWait how long a call waits for another to end
 * @param active how many calls are under way
 * @param waiting how many calls wait
 * @param rejected how many calls were refused
 */
public record BulkheadSnapshot(String tool, int maxConcurrent, Duration maxWait, int active, int waiting,
		long rejected) {

}
