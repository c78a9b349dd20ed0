/**
 * What a call costs, measured in one run with what teams glue together today: a plain
 * call, Spring AI, LangChain4j, Resilience4j's annotations, Spring's cache. Never
 * published.
 */
@NullMarked
package io.armorer.benchmarks;

import org.jspecify.annotations.NullMarked;
