package io.armorer.pattern.session;

/**
 * What happened to sessions in this process since its start.
 *
 * @param created how many were created
 * @param ended how many were ended
 * @param expired how many were found to have expired
 * @param full how many could not be created because there were too many
 * @param required how many calls were refused because they named no session
 * @param invalid how many calls were refused because their session is unknown, over or
 * somebody else's
 * @param storeFailures how often the store failed a call
 */
public record SessionCounts(long created, long ended, long expired, long full, long required, long invalid,
		long storeFailures) {

}
