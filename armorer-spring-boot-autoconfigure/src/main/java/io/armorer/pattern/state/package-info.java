/**
 * State that outlives a call: values that tools keep for everybody, for themselves, for a
 * user or for a session, and the file that keeps them over a restart.
 */
@NullMarked
package io.armorer.pattern.state;

import org.jspecify.annotations.NullMarked;
