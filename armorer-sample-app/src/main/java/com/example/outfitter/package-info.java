/**
 * An outfitter's shop: a small application on the starter. Its support agent's tools are
 * in {@code tools}; all the rest is what they need and what shows them at work.
 */
@NullMarked
package com.example.outfitter;

import org.jspecify.annotations.NullMarked;
