package io.armorer.store;

import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * Makes a {@link StoreException} of whatever a store throws that the contracts don't
 * speak of: the patterns know what to do about that one only. What the contracts have a
 * meaning for passes.
 *
 * @param store the store's name
 */
record ForeignFailures(String store) {

	<T> T translate(Supplier<T> work) {
		try {
			return work.get();
		}
		catch (StoreException | IllegalArgumentException | ArithmeticException ex) {
			throw ex;
		}
		catch (RuntimeException ex) {
			throw new StoreException("The store '" + this.store + "' failed", ex);
		}
	}

	/** The same, but what the caller's own code throws in there is passed on. */
	<T> T translate(Own own, Supplier<T> work) {
		try {
			return translate(work);
		}
		catch (StoreException ex) {
			RuntimeException thrown = own.thrown;
			throw (thrown != null && thrown == ex.getCause()) ? thrown : ex;
		}
	}

	/** What the caller's own code has thrown. */
	static final class Own {

		private volatile @Nullable RuntimeException thrown;

		<T> T note(Supplier<T> code) {
			try {
				return code.get();
			}
			catch (RuntimeException ex) {
				this.thrown = ex;
				throw ex;
			}
		}

	}

}
