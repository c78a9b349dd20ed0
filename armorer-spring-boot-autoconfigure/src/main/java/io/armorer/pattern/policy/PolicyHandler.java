package io.armorer.pattern.policy;

import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.armorer.middleware.ToolHandler;
import io.armorer.middleware.ToolInvocation;
import io.armorer.pattern.policy.PolicyDecision.Ask;
import io.armorer.pattern.policy.PolicyDecision.Deny;
import io.armorer.tool.ErrorCode;
import io.armorer.tool.ToolError;

/** Asks each policy of each call. */
final class PolicyHandler implements ToolHandler {

	private final NamedPolicy[] policies;

	private final ToolHandler next;

	PolicyHandler(NamedPolicy[] policies, ToolHandler next) {
		this.policies = policies;
		this.next = next;
	}

	@Override
	public @Nullable Object handle(ToolInvocation invocation) throws Throwable {
		PolicyView view = new PolicyView(invocation);
		for (NamedPolicy policy : this.policies) {
			check(policy, view);
		}
		return this.next.handle(invocation);
	}

	private static void check(NamedPolicy policy, PolicyView view) {
		PolicyDecision decision;
		try {
			decision = policy.policy().decide(view);
		}
		catch (Throwable ex) {
			if (ex instanceof InterruptedException) {
				Thread.currentThread().interrupt();
			}
			throw undecided(policy, ex);
		}
		if (decision == null) {
			throw undecided(policy, new IllegalStateException("Policy '" + policy.name() + "' decided nothing"));
		}
		if (decision instanceof Deny denial) {
			throw refusal(policy, ErrorCode.POLICY_DENIED, denial.reason(), null);
		}
		if (decision instanceof Ask question) {
			throw refusal(policy, ErrorCode.ACTION_REQUIRED, question.reason(), null);
		}
	}

	private static PolicyDeniedException undecided(NamedPolicy policy, Throwable cause) {
		return refusal(policy, ErrorCode.POLICY_DENIED,
				"The call was refused, because it could not be decided whether it may happen. Don't try again.", cause);
	}

	private static PolicyDeniedException refusal(NamedPolicy policy, ErrorCode code, String message,
			@Nullable Throwable cause) {
		return new PolicyDeniedException(policy.name(),
				ToolError.of(code, message).withDetails(Map.of("policy", policy.name())), cause);
	}

}
