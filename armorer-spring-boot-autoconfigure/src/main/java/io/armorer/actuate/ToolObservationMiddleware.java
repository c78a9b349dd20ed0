package io.armorer.actuate;

import java.util.Map;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.core.Ordered;

import io.armorer.config.ToolSettings;
import io.armorer.middleware.ErrorTranslation;
import io.armorer.middleware.Settlement;
import io.armorer.middleware.ToolHandler;
import io.armorer.middleware.ToolInvocation;
import io.armorer.middleware.ToolMiddleware;
import io.armorer.tool.Outcome;
import io.armorer.tool.Tool;
import io.armorer.tool.ToolError;

/**
 * Puts a Micrometer observation, and so a span where tracing is set up, around each call.
 * It is the current one while the tool's method runs, so that what the method observes
 * becomes its child, and it ends when the result settles. Calls that never reach the
 * chain (no such tool, invalid arguments) have none; {@link ToolMetrics} counts those.
 */
public final class ToolObservationMiddleware implements ToolMiddleware, Ordered {

	private static final Logger logger = LoggerFactory.getLogger(ToolObservationMiddleware.class);

	private static final ToolCallObservationConvention DEFAULT_CONVENTION = new DefaultToolCallObservationConvention();

	private final ObservationRegistry registry;

	private final @Nullable ToolCallObservationConvention convention;

	private final ToolSettings settings;

	private final int order;

	/**
	 * A middleware.
	 * @param registry where observations are made
	 * @param convention names and values, or {@code null} for the default
	 * @param settings says which tools are observed
	 */
	public ToolObservationMiddleware(ObservationRegistry registry, @Nullable ToolCallObservationConvention convention,
			ToolSettings settings) {
		this.registry = registry;
		this.convention = convention;
		this.settings = settings;
		this.order = settings.forAll("observation", ObservationSettings::new).getOrder();
	}

	@Override
	public int getOrder() {
		return this.order;
	}

	@Override
	public ToolHandler apply(Tool tool, ToolHandler next) {
		boolean enabled = this.settings.forToolOrAll(tool.name(), "observation", ObservationSettings::new).isEnabled();
		if (!enabled || this.registry.isNoop()) {
			return next;
		}
		return (call) -> observe(call, next);
	}

	@Override
	public Map<String, Object> describe(Tool tool) {
		return Map.of("convention",
				((this.convention != null) ? this.convention : DEFAULT_CONVENTION).getClass().getName());
	}

	private @Nullable Object observe(ToolInvocation call, ToolHandler next) throws Throwable {
		ToolCallObservationContext context = new ToolCallObservationContext(call);
		Observation observation = start(context);
		Object value;
		try {
			value = inScope(observation, call, next);
		}
		catch (Throwable ex) {
			stop(observation, context, ex);
			throw ex;
		}
		if (value != null && Settlement.isDeferred(value)) {
			return Settlement.whenSettled(value, (settled, failure) -> stop(observation, context, failure));
		}
		stop(observation, context, null);
		return value;
	}

	private static @Nullable Object inScope(Observation observation, ToolInvocation call, ToolHandler next)
			throws Throwable {
		Observation.Scope scope = observation.openScope();
		try {
			return next.handle(call);
		}
		finally {
			scope.close();
		}
	}

	// Neither a handler nor a convention of the user's may decide what becomes of a call.
	private Observation start(ToolCallObservationContext context) {
		try {
			return ToolCallObservationDocumentation.TOOL_CALL
				.observation(this.convention, DEFAULT_CONVENTION, () -> context, this.registry)
				.start();
		}
		catch (RuntimeException ex) {
			warn(context, ex);
			return Observation.NOOP;
		}
	}

	private static void stop(Observation observation, ToolCallObservationContext context, @Nullable Throwable failure) {
		try {
			if (failure == null) {
				context.settle(Outcome.SUCCESS, null);
			}
			else {
				ToolError error = context.getCall().errorOf(failure);
				context.settle(Outcome.of(error), error);
				if (context.getOutcome() == Outcome.ERROR) {
					observation.error(context.getCall().shown(ErrorTranslation.unwrap(failure)));
				}
			}
			observation.stop();
		}
		catch (RuntimeException ex) {
			warn(context, ex);
		}
	}

	private static void warn(ToolCallObservationContext context, RuntimeException ex) {
		logger.warn("A call of '{}' can't be observed", context.getCall().tool().name(), ex);
	}

}
