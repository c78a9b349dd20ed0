/**
 * The OpenAI chat format: conversations and tool calls as JSON.
 */
@NullMarked
package com.example.outfitter.chat;

import org.jspecify.annotations.NullMarked;
