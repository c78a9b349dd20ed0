/**
 * Composition: tools that are made of other tools, by condition, in a row, side by side
 * or in each other's place. What is made is a tool like any other; each of its steps is a
 * call with it as parent, under that step's own chain.
 */
@NullMarked
package io.armorer.pattern.condition;

import org.jspecify.annotations.NullMarked;
