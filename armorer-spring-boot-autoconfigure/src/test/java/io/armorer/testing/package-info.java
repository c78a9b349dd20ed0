/**
 * Doubles for the tests of all packages.
 */
@NullMarked
package io.armorer.testing;

import org.jspecify.annotations.NullMarked;
