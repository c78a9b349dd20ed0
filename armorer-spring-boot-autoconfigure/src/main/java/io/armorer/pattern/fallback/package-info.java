/**
 * Fallback: when a tool fails for a reason of its own, another tool serves the call. The
 * fallback is called as anybody would call it, under its own chain, for the same caller
 * and with the same arguments.
 */
@NullMarked
package io.armorer.pattern.fallback;

import org.jspecify.annotations.NullMarked;
