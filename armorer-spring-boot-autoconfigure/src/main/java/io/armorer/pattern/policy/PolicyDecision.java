package io.armorer.pattern.policy;

/**
 * What a policy says of a call.
 */
public sealed interface PolicyDecision {

	/**
	 * The policy has looked at the call and has nothing against it. The next policy is
	 * asked all the same.
	 * @return the decision
	 */
	static PolicyDecision allow() {
		return Allow.INSTANCE;
	}

	/**
	 * The policy has no opinion on calls of this kind. The next policy is asked.
	 * @return the decision
	 */
	static PolicyDecision abstain() {
		return Abstain.INSTANCE;
	}

	/**
	 * The call must not happen.
	 * @param reason why, in words that the model may read, and what to do instead
	 * @return the decision
	 */
	static PolicyDecision deny(String reason) {
		return new Deny(reason);
	}

	/**
	 * Somebody has to agree first. The call ends with the outcome
	 * {@link io.armorer.tool.Outcome#ACTION_REQUIRED}; whoever drives the agent asks, and
	 * makes the call again with a context that says so.
	 * @param reason what has to be agreed to, in words that the model and the user may
	 * read
	 * @return the decision
	 */
	static PolicyDecision ask(String reason) {
		return new Ask(reason);
	}

	/**
	 * Nothing against the call.
	 */
	enum Allow implements PolicyDecision {

		/** The only one. */
		INSTANCE

	}

	/**
	 * No opinion.
	 */
	enum Abstain implements PolicyDecision {

		/** The only one. */
		INSTANCE

	}

	/**
	 * The call must not happen.
	 *
	 * @param reason why, for the model
	 */
	record Deny(String reason) implements PolicyDecision {

	}

	/**
	 * Somebody has to agree first.
	 *
	 * @param reason to what, for the model and the user
	 */
	record Ask(String reason) implements PolicyDecision {

	}

}
