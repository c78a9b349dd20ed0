package io.armorer.pattern.dedup;

import io.armorer.middleware.CallScope;

/**
 * How the deduplication of a tool's calls is doing.
 *
 * @param tool the tool
 * @param scope among whose calls results are shared
 * @param inFlight how many runs are in flight now
 * @param shared how many calls got the result of another so far
 */
public record DedupSnapshot(String tool, CallScope scope, int inFlight, long shared) {

}
