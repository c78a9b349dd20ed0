/**
 * Circuit breaking: a tool that keeps failing is spared, and the caller an answer that
 * takes long to be no. Each tool has a circuit of its own.
 * <p>
 * The sliding window is Resilience4j's. States, permits and their transitions are not:
 * there a result does not know which state its call was admitted in, so that calls of
 * yesterday decide about today's.
 */
@NullMarked
package io.armorer.pattern.circuit;

import org.jspecify.annotations.NullMarked;
