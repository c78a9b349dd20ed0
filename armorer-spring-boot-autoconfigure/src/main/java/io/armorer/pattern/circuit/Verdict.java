package io.armorer.pattern.circuit;

/** What the result of a call says of the tool's health. */
enum Verdict {

	/** The tool is well. */
	SUCCESS,

	/** The tool, or what it stands on, is to blame. */
	FAILURE,

	/**
	 * Nothing: it was the caller's fault, a limit set on purpose, or a change of mind.
	 */
	NOTHING

}
