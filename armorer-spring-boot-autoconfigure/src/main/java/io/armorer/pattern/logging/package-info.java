/**
 * One line for each call, the call's identity on every line that is written while it
 * runs, and the recent lines kept to be looked at.
 */
@NullMarked
package io.armorer.pattern.logging;

import org.jspecify.annotations.NullMarked;
