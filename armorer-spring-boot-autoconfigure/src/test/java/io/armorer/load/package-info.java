/**
 * The library under load: what accountability costs, and that it costs no more the longer
 * an application runs.
 */
@NullMarked
package io.armorer.load;

import org.jspecify.annotations.NullMarked;
