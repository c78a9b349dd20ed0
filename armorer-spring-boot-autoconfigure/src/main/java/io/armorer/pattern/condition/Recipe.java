package io.armorer.pattern.condition;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/** How a tool is made of others. */
interface Recipe {

	/** What messages call it, such as {@code pipe}. */
	String kind();

	/** The parts, in order. */
	List<Step> steps();

	/**
	 * Make the steps' calls.
	 * @param run the call that they are part of
	 * @param arguments the arguments, checked and unmodifiable
	 * @return the value
	 * @throws Throwable why there is none
	 */
	@Nullable Object run(Run run, Map<String, @Nullable Object> arguments) throws Throwable;

	/**
	 * What follows from the parts.
	 * @param parts what is known of each, in order
	 * @param name the name of the tool, for messages
	 * @return what holds for the whole
	 */
	Facts facts(List<Facts> parts, String name);

}
