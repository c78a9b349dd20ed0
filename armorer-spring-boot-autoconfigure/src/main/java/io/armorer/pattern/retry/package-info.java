/**
 * Trying again what failed and may succeed the next time: after a delay that grows, as
 * long as there is time, and only where running a tool twice does no harm.
 */
@NullMarked
package io.armorer.pattern.retry;

import org.jspecify.annotations.NullMarked;
