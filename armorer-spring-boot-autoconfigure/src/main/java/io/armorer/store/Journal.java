package io.armorer.store;

import java.time.Instant;
import java.util.function.Consumer;

/**
 * Records in the order in which they were appended, never changed and only removed from
 * the oldest on.
 * <ul>
 * <li>Appending is atomic: each record has the next number, without gaps, and is sealed
 * with the mark of the one before it. Who reads sees all records up to some number.</li>
 * <li>Records that are pruned while somebody reads may be missing from what is read; then
 * the {@link #bounds() bounds} say so afterwards. Others never are.</li>
 * <li>The journal remembers, apart from the records, where it begins and where it ends,
 * so that records that went missing at either end are missed.</li>
 * <li>A method that throws a {@link StoreException} may or may not have done its work,
 * but for an append whose seal threw: that has not.</li>
 * </ul>
 *
 * @param <R> the type of the records, immutable
 */
public interface Journal<R> {

	/**
	 * Append a record.
	 * @param seal makes the record that is kept; called once if all goes well, while
	 * nobody else appends, and must be quick
	 * @return the record
	 * @throws IllegalStateException if the record has another number than the seal was
	 * given; nothing was appended
	 */
	R append(Seal<R> seal);

	/**
	 * Append a record without waiting until it is sealed. When this returns it has its
	 * place behind all that were appended before, and whoever reads from then on finds it
	 * sealed; but the seal may be called later, by another thread. A seal that throws
	 * then leaves nothing, and {@linkplain Seal#failed is told}.
	 * @param seal makes the record that is kept
	 * @throws IllegalStateException as {@link #append} does, where it did not wait
	 */
	default void add(Seal<R> seal) {
		append(seal);
	}

	/**
	 * Find records.
	 * @param query which ones
	 * @return one page of them
	 * @throws IllegalArgumentException if the records have no field of a name, or if the
	 * cursor is none of a page
	 */
	Page<R> find(JournalQuery query);

	/**
	 * Read records one by one, however many there are.
	 * @param query which ones; its limit is how many at most
	 * @param reader gets each record, and may ask the journal for others; what it throws
	 * ends the reading and is passed on
	 * @throws IllegalArgumentException if the records have no field of a name, or if the
	 * cursor is none of a page
	 */
	void read(JournalQuery query, Consumer<? super R> reader);

	/**
	 * Remove old records.
	 * @param before those older than this are removed, up to the first that is not
	 * @return how many were removed
	 */
	long prune(Instant before);

	/**
	 * Return where the journal begins and ends.
	 * @return its bounds
	 */
	JournalBounds bounds();

	/**
	 * Makes the record that is kept.
	 *
	 * @param <R> the type of the record
	 */
	@FunctionalInterface
	interface Seal<R> {

		/**
		 * Make the record.
		 * @param number its number, 1 for the first of all
		 * @param previousMark the mark of the record before, or an empty text for the
		 * first of all
		 * @return the record
		 */
		R seal(long number, String previousMark);

		/**
		 * Be told that a record which was {@linkplain Journal#add added} could not be
		 * sealed when its turn came: it is not in the journal, and will not be. Must not
		 * ask the journal for anything, and must not throw.
		 * @param failure what the seal has thrown, or what is wrong with its record
		 */
		default void failed(Throwable failure) {
		}

	}

}
