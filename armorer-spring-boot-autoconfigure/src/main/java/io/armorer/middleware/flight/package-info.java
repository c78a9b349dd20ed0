/**
 * Runs of a tool that several calls share: who asks for what is being fetched already
 * waits for it. For patterns that run a tool once where it is called many times.
 */
@NullMarked
package io.armorer.middleware.flight;

import org.jspecify.annotations.NullMarked;
