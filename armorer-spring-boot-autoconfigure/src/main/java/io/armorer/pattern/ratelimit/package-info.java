/**
 * Rate limits: no more than so many calls of a tool in a time, for all callers together,
 * for each user or for each session. Token buckets of Bucket4j do the counting.
 */
@NullMarked
package io.armorer.pattern.ratelimit;

import org.jspecify.annotations.NullMarked;
