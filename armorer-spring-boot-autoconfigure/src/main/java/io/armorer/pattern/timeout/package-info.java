/**
 * An end to waiting: a tool runs on a worker, with the context of its call, and is
 * interrupted when its time is up. What runs on nevertheless is kept in sight.
 */
@NullMarked
package io.armorer.pattern.timeout;

import org.jspecify.annotations.NullMarked;
