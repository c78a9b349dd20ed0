package io.armorer.event;

/**
 * Something that happened to one call.
 */
public interface ToolCallEvent extends ToolEvent {

	/**
	 * Return whose call it is.
	 * @return the call
	 */
	CallIdentity call();

	/**
	 * Return the call's id.
	 * @return the id
	 */
	default String callId() {
		return call().callId();
	}

	@Override
	default String toolName() {
		return call().toolName();
	}

}
