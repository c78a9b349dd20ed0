package io.armorer.pattern.retry;

import java.util.concurrent.Executor;

import io.armorer.event.ToolEventPublisher;
import io.armorer.tool.TimeSource;

/**
 * What the retries of all tools work with.
 *
 * @param events told of each repetition
 * @param time the time, to look at deadlines
 * @param threads run the repetitions that nobody's thread waits for
 * @param pauses let time pass between attempts
 */
record RetryTools(ToolEventPublisher events, TimeSource time, Executor threads, Pauses pauses) {

}
