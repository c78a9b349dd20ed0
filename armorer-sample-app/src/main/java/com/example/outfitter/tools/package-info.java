/**
 * What the support agent can do. Each class shows another way to make a tool.
 */
@NullMarked
package com.example.outfitter.tools;

import org.jspecify.annotations.NullMarked;
