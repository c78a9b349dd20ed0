package com.example.outfitter.chat;

import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.armorer.tool.ToolCall;

import com.example.outfitter.upstream.UpstreamSwitch;

/**
 * What a conversation asks of the application.
 *
 * @param user the user whose conversation it is, if it says
 * @param steps what happens, in order
 */
public record Transcript(@Nullable String user, List<Step> steps) {

	/**
	 * Something that happens.
	 */
	public sealed interface Step {

	}

	/**
	 * An assistant message calls tools, all at the same time.
	 *
	 * @param calls the calls
	 */
	public record ToolCalls(List<ToolCall> calls) implements Step {

	}

	/**
	 * The stage changes: the shop's API begins or ceases to fail.
	 *
	 * @param mode how it behaves from here on
	 */
	public record UpstreamTurns(UpstreamSwitch.Mode mode) implements Step {

	}

	/**
	 * Time passes.
	 *
	 * @param time how much
	 */
	public record TimePasses(Duration time) implements Step {

	}

}
