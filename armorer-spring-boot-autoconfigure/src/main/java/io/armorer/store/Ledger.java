package io.armorer.store;

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
 * it later still books what was spent.</li>
 * <li>Sums that leave the range of a {@code long} are refused with an
 * {@link ArithmeticException}, and change nothing.</li>
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
	 * @throws StoreFullException if there are too many accounts to open another
	 */
	Grant reserve(Claim claim);

	/**
	 * Book what a reservation really came to, and hold nothing for it any more. Booked at
	 * most once for each reservation.
	 * @param reservation the reservation, which may have expired
	 * @param actual what was spent, not negative; may be more than was reserved
	 * @return the account's balance, or empty if the reservation was settled before or
	 * its account is gone
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
	 * @param postings how much, to which accounts
	 * @throws StoreFullException if there are too many accounts to open another; those
	 * that are there have been booked to
	 */
	void add(List<Posting> postings);

	/**
	 * Return what an account holds.
	 * @param account its name
	 * @return the balance, or empty if there is no such account
	 */
	Optional<Balance> balance(String account);

	/**
	 * List accounts in the order of their names.
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
