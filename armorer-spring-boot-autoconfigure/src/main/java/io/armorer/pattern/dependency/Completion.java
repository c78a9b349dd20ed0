package io.armorer.pattern.dependency;

import java.time.Instant;

/**
 * That a tool has succeeded in a run. To be there is all that it has to say; what the
 * tool gave is not kept.
 *
 * @param since when it was first remembered
 */
record Completion(Instant since) {

}
