package io.armorer.store;

/**
 * Where a journal begins and ends, as it remembers apart from its records.
 *
 * @param prunedThrough the number of the last record that was pruned, or 0
 * @param prunedMark the mark of that record, or an empty text
 * @param last the number of the last record, or 0
 * @param lastMark the mark of that record, or an empty text
 */
public record JournalBounds(long prunedThrough, String prunedMark, long last, String lastMark) {

}
