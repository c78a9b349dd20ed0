package io.armorer.pattern.cost;

/**
 * How the books of the charges are kept.
 *
 * @param waiting how many accounts have amounts waiting in memory because the store
 * failed
 * @param lost how many bookings were refused for good, because the store was full or a
 * total left the range that can be counted
 * @param storeFailures how often the store failed
 * @param usersFull whether new users are counted together, because there are as many as
 * {@code armorer.cost.max-users}
 */
public record CostBookkeeping(int waiting, long lost, long storeFailures, boolean usersFull) {

}
