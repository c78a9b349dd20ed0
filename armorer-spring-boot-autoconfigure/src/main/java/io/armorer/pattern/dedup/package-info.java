/**
 * Deduplication: calls of a tool that ask for the same at the same time run it once, and
 * all get the result.
 */
@NullMarked
package io.armorer.pattern.dedup;

import org.jspecify.annotations.NullMarked;
