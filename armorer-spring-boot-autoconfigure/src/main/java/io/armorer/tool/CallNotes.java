package io.armorer.tool;

/**
 * The names under which the library's own middleware leaves notes on a call, found again
 * in {@link ToolResult#metadata()}.
 */
public final class CallNotes {

	/** How often the tool was tried, an {@code Integer}; absent means once. */
	public static final String ATTEMPTS = "attempts";

	/** The name of the tool that gave the value in this one's place, a {@code String}. */
	public static final String SERVED_BY = "servedBy";

	/** The repairs that lenient binding made, a {@code List<String>}. */
	public static final String REPAIRS = "repairs";

	private CallNotes() {
	}

}
