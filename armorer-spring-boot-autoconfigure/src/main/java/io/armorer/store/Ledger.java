package io.armorer.store;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * Accounts that count what is used, and never let more be taken than they hold. Amounts
 * are whole numbers in a unit that is the user's choice, such as billionths of a dollar.
 * <p>
 * Whoever is about to spend reserves what it may come to, and settles to what it really
 * came to, or releases it. Whatever happens at the same time, in how many threads and on
 * how many machines: when a reservation is granted, used and reserved amounts together,
 * its own included, are within the limit.
 * <ul>
 * <li>Each method is atomic. A batch of {@link #add(List) postings} is added as a whole
 * where the backend can do so, and each posting by itself everywhere.</li>
 * <li>An account comes to be with its first use, with nothing used. After its end it is
 * gone, and a new one of its name starts from nothing.</li>
 * <li>A reservation that is not settled expires: from then on it holds nothing. To settle
 * it later still books what was spent, at least for a day, and for the last ten thousand
 * where they take up memory; after that it may count as settled.</li>
 * <li>Expiry and ends are by the clock of the {@link io.armorer.tool.TimeSource}, to the
 * millisecond. An account that is opened after its end is gone at once: a claim is
 * granted or refused as for an empty account, and nothing is kept of it.</li>
 * <li>A sum of used amounts that leaves the range of a {@code long} is refused with an
 * {@link ArithmeticException}, and changes nothing. A claim that would leave it does not
 * fit.</li>
 * <li>A method that throws a {@link StoreException} may or may not have done its work; a
 * reservation that was made unseen expires.</li>
 * </ul>
 */
public interface Ledger {

	/**
	 * Reserve an amount, if it fits.
	 * @param claim how much, and within what limit
	 * @return the reservation, or why there is none; both with the account's balance
	 * after it
	 * @throws StoreFullException if there are too many accounts to open another, or too
	 * many reservations that nobody settles
	 */
	Grant reserve(Claim claim);

	/**
	 * Reserve an amount, if it fits, for whoever has just asked the
	 * {@link io.armorer.tool.TimeSource} for the time. Spares a ledger in memory to ask
	 * again; others need not look at it.
	 * @param claim how much, and within what limit
	 * @param now the time
	 * @return as of {@link #reserve(Claim)}
	 */
	default Grant reserve(Claim claim, Instant now) {
		return reserve(claim);
	}

	/**
	 * Book what a reservation really came to, and hold nothing for it any more. Booked at
	 * most once for each reservation.
	 * @param reservation the reservation, which may have expired
	 * @param actual what was spent, not negative; may be more than was reserved
	 * @return the account's balance, or empty if the reservation was settled before or
	 * its account is gone, even where there is a new one of its name
	 * @throws IllegalArgumentException if the amount is negative
	 */
	Optional<Balance> settle(Reservation reservation, long actual);

	/**
	 * Give back a reservation of which nothing was spent.
	 * @param reservation the reservation
	 * @return the account's balance, or empty if the reservation was settled before or
	 * its account is gone
	 */
	default Optional<Balance> release(Reservation reservation) {
		return settle(reservation, 0);
	}

	/**
	 * Book amounts that nobody reserved, without asking for a limit.
	 * @param postings how much, to which accounts; several may be to the same
	 * @throws StoreFullException if there are too many accounts to open another; those
	 * that are there have been booked to
	 * @throws ArithmeticException if a sum leaves the range; the other postings have been
	 * booked
	 */
	void add(List<Posting> postings);

	/**
	 * Book amounts that nobody reserved, for whoever has just asked the
	 * {@link io.armorer.tool.TimeSource} for the time. Spares a ledger in memory to ask
	 * again; others need not look at it.
	 * @param postings as for {@link #add(List)}
	 * @param now the time
	 */
	default void add(List<Posting> postings, Instant now) {
		add(postings);
	}

	/**
	 * Return what an account holds.
	 * @param account its name
	 * @return the balance, or empty if there is no such account
	 */
	Optional<Balance> balance(String account);

	/**
	 * List accounts in the order of their names, which is that of the alphabet for ASCII
	 * and the same for all pages.
	 * @param prefix what the names begin with; empty for all
	 * @param after the {@link Page#next() cursor} of the page before, or {@code null}
	 * @param limit how many at most, at least 1
	 * @return one page of balances
	 */
	Page<Balance> balances(String prefix, @Nullable String after, int limit);

	/**
	 * Forget what was used. What is reserved stays so.
	 * @param account the account's name
	 * @return whether there was such an account
	 */
	boolean reset(String account);

}
