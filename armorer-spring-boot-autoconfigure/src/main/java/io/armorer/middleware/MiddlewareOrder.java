package io.armorer.middleware;

/**
 * Where the library's own middleware stands, outermost first, 100 apart so that a user's
 * can stand between. Each place can be changed with {@code armorer.<pattern>.order}.
 */
public final class MiddlewareOrder {

	/** Events, metrics, audit: sees every outcome, denials too. */
	public static final int OBSERVATION = 100;

	/** Keeps a record of every call, with its last outcome. */
	public static final int AUDIT = OBSERVATION + 10;

	/** Log lines. */
	public static final int LOGGING = 200;

	/** Who is calling, before anyone decides. */
	public static final int SESSION = 300;

	/** May this call happen. */
	public static final int POLICY = 400;

	/** Has what it needs happened. */
	public static final int DEPENDENCY = 500;

	/** Reserves, and settles to what the cost was. */
	public static final int QUOTA = 600;

	/** How many in a time. */
	public static final int RATE_LIMIT = 700;

	/** Waits for the twin in flight. */
	public static final int DEDUP = 800;

	/** A hit costs nothing further in. */
	public static final int CACHE = 900;

	/** Sees the failure after all retries, and an open circuit. */
	public static final int FALLBACK = 1000;

	/** Each attempt meets the circuit. */
	public static final int RETRY = 1100;

	/** Spares what fails. */
	public static final int CIRCUIT = 1200;

	/** How many at a time. */
	public static final int BULKHEAD = 1300;

	/** How long, per attempt. */
	public static final int TIMEOUT = 1400;

	/** What really ran is charged, per attempt. */
	public static final int COST = 1500;

	/** Marks state dirty. */
	public static final int STATE = 1600;

	/** Holds a resource for the shortest time. */
	public static final int POOL = 1700;

	private MiddlewareOrder() {
	}

}
