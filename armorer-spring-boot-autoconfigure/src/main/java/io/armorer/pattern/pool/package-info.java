/**
 * Pools of what is dear to make and can serve one call at a time, such as connections and
 * browsers. A tool asks for one in its signature, or code leases one by hand. Apache
 * Commons Pool keeps the idle ones; who may have one, and when it is over, is decided
 * here.
 */
@NullMarked
package io.armorer.pattern.pool;

import org.jspecify.annotations.NullMarked;
