/**
 * The HTTP API: tool calls in, tool messages out.
 */
@NullMarked
package com.example.outfitter.web;

import org.jspecify.annotations.NullMarked;
