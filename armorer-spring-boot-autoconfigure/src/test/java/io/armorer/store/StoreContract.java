package io.armorer.store;

import java.util.UUID;

import io.armorer.testing.MovableTime;
import io.armorer.tool.TimeSource;

/**
 * What the tests of all contracts have in common. The place where a backend keeps its
 * stores may be the same for all tests: each opens stores under new names.
 */
public abstract class StoreContract {

	/** The time that the backend goes by. */
	protected final MovableTime time = new MovableTime();

	/** A name that no other test has. */
	protected final String name = "test-" + UUID.randomUUID();

	/**
	 * Open a backend. Asked twice, the second is another way to the same place, as
	 * another machine has; the same object only where the place is this process's memory.
	 * @param time tells what has expired
	 * @return the backend
	 */
	protected abstract StoreBackend backend(TimeSource time);

	/**
	 * How often races are run that need many rounds.
	 * @return how often; fewer where each operation goes over a network
	 */
	protected int rounds() {
		return 200;
	}

}
