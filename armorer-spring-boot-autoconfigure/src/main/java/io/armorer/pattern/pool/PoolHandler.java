package io.armorer.pattern.pool;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.armorer.middleware.ErrorTranslation;
import io.armorer.middleware.Settlement;
import io.armorer.middleware.ToolHandler;
import io.armorer.middleware.ToolInvocation;

/** The link that leases what a tool asks for, anew for each attempt. */
final class PoolHandler implements ToolHandler {

	private final List<Source<?>> sources;

	private final ToolHandler next;

	/**
	 * A link.
	 * @param sources where the resources come from
	 * @param next the next link
	 */
	PoolHandler(List<Source<?>> sources, ToolHandler next) {
		this.sources = sources;
		this.next = next;
	}

	@Override
	public @Nullable Object handle(ToolInvocation invocation) throws Throwable {
		List<Loan<?>> loans = new ArrayList<>(this.sources.size());
		ToolInvocation supplied = invocation;
		try {
			for (Source<?> source : this.sources) {
				Loan<?> loan = source.lend(invocation);
				loans.add(loan);
				supplied = supplied.supplying(source.index(), loan.resource());
			}
		}
		catch (Throwable ex) {
			loans.forEach((loan) -> loan.settle(null));
			throw ex;
		}
		return Settlement.watch(this.next, supplied, (value, failure) -> {
			Throwable thrown = (failure != null) ? ErrorTranslation.unwrap(failure) : null;
			loans.forEach((loan) -> loan.settle(thrown));
		});
	}

	/** A pool that a parameter gets its resource from. */
	record Source<T>(int index, ResourcePool<T> pool) {

		Loan<T> lend(ToolInvocation invocation) {
			return new Loan<>(this.pool, this.pool.lease(invocation, null));
		}

	}

	/** A lease and where it goes. */
	private record Loan<T>(ResourcePool<T> pool, Lease<T> lease) {

		T resource() {
			return this.lease.get();
		}

		void settle(@Nullable Throwable failure) {
			this.pool.settle(this.lease, failure);
		}

	}

}
