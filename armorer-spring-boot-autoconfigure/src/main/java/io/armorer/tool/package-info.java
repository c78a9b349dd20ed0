/**
 * What a tool is, what a call of it says, and what comes back. The ground floor: imports
 * nothing else of the library.
 */
@NullMarked
package io.armorer.tool;

import org.jspecify.annotations.NullMarked;
