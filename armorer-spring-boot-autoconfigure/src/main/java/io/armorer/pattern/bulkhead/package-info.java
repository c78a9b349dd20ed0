/**
 * Bulkheads: no more than so many calls of a tool at the same time, so that a slow one
 * does not take all threads, and what stands behind it is not asked more than it can
 * bear.
 */
@NullMarked
package io.armorer.pattern.bulkhead;

import org.jspecify.annotations.NullMarked;
