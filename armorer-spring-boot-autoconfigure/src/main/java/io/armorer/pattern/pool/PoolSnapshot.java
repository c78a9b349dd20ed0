package io.armorer.pattern.pool;

/**
 * How a pool stands at a moment.
 *
 * @param name the pool
 * @param maxSize how many resources there may be
 * @param size how many there are, those in use included
 * @param idle how many are not in use
 * @param leased how many are in use
 * @param waiting how many wait for one
 * @param created how many were made
 * @param destroyed how many were destroyed
 * @param timeouts how often a wait ended in vain
 * @param leaks how many leases were held for longer than the leak detection allows
 */
public record PoolSnapshot(String name, int maxSize, int size, int idle, int leased, int waiting, long created,
		long destroyed, long timeouts, long leaks) {

}
