package io.armorer.tool;

/**
 * The names under which the library's own middleware leaves notes on a call, found again
 * in {@link ToolResult#metadata()}.
 */
public final class CallNotes {

	/**
	 * How often the tool was tried, an {@code Integer}. Absent means once, or not at all
	 * where the call was refused, or answered by the cache or a twin.
	 */
	public static final String ATTEMPTS = "attempts";

	/** The name of the tool that gave the value in this one's place, a {@code String}. */
	public static final String SERVED_BY = "servedBy";

	/**
	 * The code of the failure that another tool was called for in this one's place, a
	 * {@code String}. Beside {@link #SERVED_BY}, once that one has served.
	 */
	public static final String FALLBACK_REASON = "fallbackReason";

	/** The repairs that lenient binding made, a {@code List<String>}. */
	public static final String REPAIRS = "repairs";

	/**
	 * Whether the result is that of another call, which asked for the same at the same
	 * time, a {@code Boolean}; absent means it is the call's own.
	 */
	public static final String SHARED = "shared";

	/** The id of the call that the result is shared with, a {@code String}. */
	public static final String SHARED_WITH = "sharedWith";

	/**
	 * Whether the result came from the cache, a {@code Boolean}; absent means it did not.
	 */
	public static final String CACHED = "cached";

	/** How old a result from the cache is in milliseconds, a {@code Long}. */
	public static final String CACHE_AGE = "cacheAgeMs";

	/**
	 * What the call was charged so far, all its attempts together, a
	 * {@code java.math.BigDecimal}.
	 */
	public static final String COST = "cost";

	/** The currency of {@link #COST}, its ISO 4217 code, a {@code String}. */
	public static final String CURRENCY = "currency";

	private CallNotes() {
	}

}
