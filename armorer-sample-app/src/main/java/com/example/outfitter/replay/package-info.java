/**
 * Replays a conversation's tool calls at start-up and prints what became of each.
 */
@NullMarked
package com.example.outfitter.replay;

import org.jspecify.annotations.NullMarked;
