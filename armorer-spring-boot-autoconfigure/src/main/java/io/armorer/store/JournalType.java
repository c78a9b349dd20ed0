package io.armorer.store;

import java.time.Instant;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToLongFunction;

import org.jspecify.annotations.Nullable;

/**
 * What a journal has to know of its records.
 *
 * @param <R> the type of the records
 * @param type the type of the records: immutable, and readable and writable as JSON
 * @param number returns a record's number
 * @param time returns when a record happened
 * @param mark returns the mark that the next record is sealed with
 * @param fields returns the values by which records can be found, by name
 */
public record JournalType<R>(Class<R> type, ToLongFunction<R> number, Function<R, Instant> time,
		Function<R, String> mark, Map<String, Function<R, @Nullable String>> fields) {

	/**
	 * A type.
	 */
	public JournalType {
		fields = Map.copyOf(fields);
	}

}
