/**
 * A record of every call, whatever became of it, in a chain that shows when somebody
 * changed, removed, added or reordered records afterwards.
 */
@NullMarked
package io.armorer.pattern.audit;

import org.jspecify.annotations.NullMarked;
