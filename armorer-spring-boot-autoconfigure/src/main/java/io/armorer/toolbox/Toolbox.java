package io.armorer.toolbox;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

import io.armorer.tool.Tool;
import io.armorer.tool.ToolCall;
import io.armorer.tool.ToolContext;
import io.armorer.tool.ToolResult;

/**
 * All tools of the application, and the way in for whoever calls them by name: an agent
 * framework, a protocol, a test.
 * <p>
 * No method that executes throws for what a model, a tool or a middleware did: that is
 * what {@link ToolResult} is for. All are safe for use by many threads.
 */
public interface Toolbox {

	/**
	 * Execute a call with what can be found out of its context: the enclosing call's, or
	 * what {@link io.armorer.tool.ToolContextResolver} beans say.
	 * @param call the call
	 * @return what became of it
	 */
	ToolResult execute(ToolCall call);

	/**
	 * Execute a call and wait until it settled. An interrupt while waiting cancels the
	 * call.
	 * @param call the call
	 * @param context on whose behalf
	 * @return what became of it
	 */
	ToolResult execute(ToolCall call, ToolContext context);

	/**
	 * Execute a call without waiting for it. Cancelling the future cancels the call.
	 * @param call the call
	 * @param context on whose behalf
	 * @return what becomes of it; never completes exceptionally but by cancellation
	 */
	CompletableFuture<ToolResult> executeAsync(ToolCall call, ToolContext context);

	/**
	 * Execute the calls of one turn.
	 * @param calls the calls
	 * @param context on whose behalf
	 * @param options at once or one by one, and what to do when one fails
	 * @return what became of each, in the order of the calls
	 */
	List<ToolResult> executeAll(List<ToolCall> calls, ToolContext context, BatchOptions options);

	/**
	 * Execute a call for a subscriber and tell it what happens on the way: that the call
	 * {@linkplain io.armorer.event.ToolStarted started}, unless it never reaches the
	 * tool, then {@linkplain io.armorer.event.ToolProgress progress} and
	 * {@linkplain io.armorer.event.ToolChunk chunks} of this call, in order, and last
	 * that it {@linkplain io.armorer.event.ToolFinished finished}. The elements of a
	 * stream or publisher that the tool returns are chunks, and there may be any number
	 * of them.
	 * <p>
	 * A tool that is faster than its subscriber waits, and so does a publisher, which is
	 * asked for no more than there is room for. Cancelling the subscription cancels the
	 * call: whoever waits is woken, the tool is interrupted, the publisher cancelled. A
	 * subscriber that neither asks for events nor cancels holds the tool up until its
	 * timeout.
	 * @param call the call
	 * @param context on whose behalf
	 * @return a publisher that makes the call when it is subscribed to, at most once
	 */
	ToolStream stream(ToolCall call, ToolContext context);

	/**
	 * Find a tool.
	 * @param name the tool's name
	 * @return the tool, its definition with the schemas
	 */
	Optional<Tool> find(String name);

	/**
	 * Return all tools.
	 * @return a snapshot, in order of their names
	 */
	List<Tool> tools();

	/**
	 * Find the tools that fit a query, best first.
	 * @param query what to look for
	 * @return the tools
	 */
	List<Tool> query(ToolQuery query);

	/**
	 * Add a tool while the application runs.
	 * @param tool the tool
	 * @throws IllegalArgumentException if there is a tool of this name, its schema is no
	 * schema of an object, or it can't depend on what it says it depends on
	 */
	void register(Tool tool);

	/**
	 * Take a tool out. Calls under way end as they would have.
	 * @param name the tool's name
	 * @return whether there was one
	 */
	boolean unregister(String name);

}
