package io.armorer.toolbox;

import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

import io.armorer.event.ToolEvent;
import io.armorer.tool.ToolResult;

/**
 * A call that is made when it is subscribed to, and what happens to it. One subscriber
 * only: for each further one the toolbox is asked for another stream.
 */
public interface ToolStream extends Flow.Publisher<ToolEvent> {

	/**
	 * Return what becomes of the call. Known before the subscriber gets the last event,
	 * which leaves the value out. Of a tool that gives its result element by element, the
	 * elements were given as chunks and there is no value. Nothing becomes of a call that
	 * nobody subscribes to.
	 * @return completes with the result, however the call ends
	 */
	CompletionStage<ToolResult> result();

}
