package io.armorer.toolbox.binding;

import org.jspecify.annotations.Nullable;

import io.armorer.toolbox.json.StrictJson;

/**
 * How the JSON object of the arguments becomes values. As a {@link StrictJson.Body} it
 * gives an array of values in which {@link #ABSENT} stands for what was not there.
 */
interface ArgumentPlan extends StrictJson.Body {

	/** Stands for a value that was not there. */
	Object ABSENT = new Object();

	/**
	 * Find the value's place that a value given by a program can take as it is.
	 * @param name the JSON name
	 * @param value the value
	 * @return the index of the place, or -1 where it has to be read as JSON
	 */
	int place(String name, Object value);

	/**
	 * Return an array of absent values.
	 * @return a new array
	 */
	@Nullable Object[] blank();

	/**
	 * Put in what stands for absent values.
	 * @param values the values
	 * @return the JSON name of a required value that is absent, or {@code null}
	 */
	@Nullable String complete(@Nullable Object[] values);

	/**
	 * Return the name of a value in JSON.
	 * @param index where the value stands
	 * @return the name, or {@code null} where it has none
	 */
	@Nullable String name(int index);

}
