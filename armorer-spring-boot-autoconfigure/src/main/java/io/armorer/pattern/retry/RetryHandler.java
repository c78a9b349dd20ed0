package io.armorer.pattern.retry;

import org.jspecify.annotations.Nullable;

import io.armorer.middleware.Settlement;
import io.armorer.middleware.ToolHandler;
import io.armorer.middleware.ToolInvocation;

/**
 * The retry's link in a tool's chain. An attempt that throws is repeated on the caller's
 * thread; one that promised a value and failed later, without holding a thread meanwhile.
 */
final class RetryHandler implements ToolHandler {

	private final RetryRules rules;

	private final RetryTally tally;

	private final RetryTools tools;

	private final ToolHandler next;

	RetryHandler(RetryRules rules, RetryTally tally, RetryTools tools, ToolHandler next) {
		this.rules = rules;
		this.tally = tally;
		this.tools = tools;
		this.next = next;
	}

	@Override
	public @Nullable Object handle(ToolInvocation invocation) throws Throwable {
		Object value;
		try {
			value = this.next.handle(invocation);
		}
		catch (Throwable ex) {
			Repetition repetition = new Repetition(this.rules, this.tally, this.tools, this.next, invocation);
			// Who was promised a value is not kept waiting for the promise.
			Object failed = Settlement.failed(invocation.returnType(), ex);
			return (failed != null) ? repetition.ifItFails(failed) : repetition.onThisThread(ex);
		}
		if (Settlement.isDeferred(value)) {
			return new Repetition(this.rules, this.tally, this.tools, this.next, invocation).ifItFails(value);
		}
		return value;
	}

}
