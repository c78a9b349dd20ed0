/**
 * The servers that tools call over HTTP. The application serves them itself, on loopback.
 */
@NullMarked
package com.example.outfitter.upstream;

import org.jspecify.annotations.NullMarked;
