package io.armorer.middleware;

import java.util.List;

import org.jspecify.annotations.Nullable;

import io.armorer.event.ToolEventPublisher;
import io.armorer.redact.Redactor;
import io.armorer.redact.ShownFailure;
import io.armorer.tool.TimeSource;
import io.armorer.tool.ToolContext;
import io.armorer.tool.ToolContextResolver;

/**
 * What all calls of an application share.
 *
 * @param time the time
 * @param errors tells what exceptions are
 * @param events the way out for progress and chunks
 * @param observers watch the calls that never reach a tool; those that do meet them as a
 * link of the chain
 * @param resolvers find out on whose behalf a call from outside is made
 * @param redactor hides secrets in failures before they are shown
 */
public record CallRuntime(TimeSource time, ErrorTranslation errors, ToolEventPublisher events,
		ObservationMiddleware observers, List<ToolContextResolver> resolvers, Redactor redactor) {

	/**
	 * Copy the resolvers.
	 */
	public CallRuntime {
		resolvers = List.copyOf(resolvers);
	}

	/** What can be shown of a call's failure. */
	Throwable shown(Throwable failure, ToolInvocation call) {
		return ShownFailure.of(failure, this.redactor.textAbout(call.tool(), CallArguments.of(call, this.redactor)));
	}

	/**
	 * Complete what a caller said: what it left out comes from the enclosing call, and
	 * for a call from outside from the resolvers.
	 * @param explicit what the caller said, or {@code null}
	 * @param enclosing the call that this one is made in, or {@code null}
	 * @return the context of the call
	 */
	ToolContext complete(@Nullable ToolContext explicit, @Nullable ActiveCall enclosing) {
		ToolContext context = (explicit != null) ? explicit : ToolContext.empty();
		if (enclosing != null) {
			return (explicit == null || explicit == enclosing) ? enclosing : ContextMerge.into(context, enclosing);
		}
		for (ToolContextResolver resolver : this.resolvers) {
			if (context.userId() != null && context.sessionId() != null && context.runId() != null) {
				break;
			}
			ToolContext found = resolver.resolve();
			if (found != null) {
				context = ContextMerge.into(context, found);
			}
		}
		return context;
	}

}
