/**
 * The stores of this process's memory: the default, bounded, and gone with the process.
 */
@NullMarked
package io.armorer.store.memory;

import org.jspecify.annotations.NullMarked;
