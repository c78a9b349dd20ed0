/**
 * Looking inside: the {@code armorer} endpoint and the sections that patterns contribute
 * to it, the meters of calls, and the observation of calls.
 */
@NullMarked
package io.armorer.actuate;

import org.jspecify.annotations.NullMarked;
