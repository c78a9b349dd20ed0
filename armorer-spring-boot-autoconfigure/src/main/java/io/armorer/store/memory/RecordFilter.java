package io.armorer.store.memory;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

import io.armorer.store.JournalQuery;
import io.armorer.store.JournalType;

/**
 * Tells which records a query asks for.
 *
 * @param <R> the type of the records
 */
final class RecordFilter<R> implements Predicate<R> {

	private final Function<R, Instant> time;

	private final @Nullable Instant from;

	private final @Nullable Instant until;

	private final List<Field<R>> fields;

	private RecordFilter(Function<R, Instant> time, JournalQuery query, List<Field<R>> fields) {
		this.time = time;
		this.from = query.from();
		this.until = query.until();
		this.fields = fields;
	}

	static <R> RecordFilter<R> of(JournalQuery query, JournalType<R> type, String journal) {
		List<Field<R>> fields = new ArrayList<>();
		query.fields().forEach((name, wanted) -> {
			Function<R, @Nullable String> value = type.fields().get(name);
			if (value == null) {
				throw new IllegalArgumentException("Journal '" + journal + "' has no field '" + name + "'; there are: "
						+ String.join(", ", type.fields().keySet().stream().sorted().toList()));
			}
			fields.add(new Field<>(value, wanted));
		});
		return new RecordFilter<>(type.time(), query, fields);
	}

	@Override
	public boolean test(R record) {
		for (Field<R> field : this.fields) {
			if (!field.wanted().equals(field.value().apply(record))) {
				return false;
			}
		}
		return (this.from == null && this.until == null) || isWithin(this.time.apply(record));
	}

	private boolean isWithin(Instant time) {
		return (this.from == null || !time.isBefore(this.from)) && (this.until == null || time.isBefore(this.until));
	}

	private record Field<R>(Function<R, @Nullable String> value, String wanted) {

	}

}
