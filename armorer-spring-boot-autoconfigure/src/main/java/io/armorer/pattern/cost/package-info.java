/**
 * What calls cost: calculators, the charges that they make of each attempt, and the
 * totals.
 */
@NullMarked
package io.armorer.pattern.cost;

import org.jspecify.annotations.NullMarked;
