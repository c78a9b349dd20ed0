package io.armorer.pattern.retry;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;

import org.springframework.core.Ordered;

import io.armorer.config.InvalidSettingException;
import io.armorer.config.ToolSettings;
import io.armorer.event.ToolEventPublisher;
import io.armorer.middleware.ToolCallObserver;
import io.armorer.middleware.ToolHandler;
import io.armorer.middleware.ToolMiddleware;
import io.armorer.tool.Effect;
import io.armorer.tool.TimeSource;
import io.armorer.tool.Tool;

/**
 * Tries calls again that failed, where that does no harm.
 */
public final class RetryMiddleware implements ToolMiddleware, Ordered {

	private static final String PATTERN = "retry";

	private final Retries retries;

	private final ToolSettings settings;

	private final RetryTools tools;

	private final RandomGenerator random;

	private final int order;

	/**
	 * A middleware.
	 * @param retries keeps the counts
	 * @param settings the settings, for all tools and for one
	 * @param events told of each repetition
	 * @param time the time, to look at deadlines
	 * @param threads run the repetitions that nobody's thread waits for
	 * @param random the chance in the delays
	 */
	public RetryMiddleware(Retries retries, ToolSettings settings, ToolEventPublisher events, TimeSource time,
			Executor threads, RandomGenerator random) {
		this(retries, settings, new RetryTools(events, time, threads, Pauses.SYSTEM), random);
	}

	RetryMiddleware(Retries retries, ToolSettings settings, RetryTools tools, RandomGenerator random) {
		this.retries = retries;
		this.settings = settings;
		this.tools = tools;
		this.random = random;
		this.order = settings.forAll(PATTERN, RetrySettings::new).getOrder();
	}

	@Override
	public int getOrder() {
		return this.order;
	}

	@Override
	public ToolHandler apply(Tool tool, ToolHandler next) {
		RetrySettings forTool = settingsOf(tool);
		if (!forTool.isEnabled() || forTool.getMaxAttempts() == 1 || ToolCallObserver.isUnknown(tool)
				|| !isAllowed(tool, forTool)) {
			return next;
		}
		RetryRules rules = new RetryRules(forTool.getMaxAttempts(), Backoff.of(forTool.getBackoff(), this.random),
				RetryableErrors.of(forTool.getRetryOn()));
		return new RetryHandler(rules, this.retries.of(tool, forTool.getMaxAttempts()), this.tools, next);
	}

	private boolean isAllowed(Tool tool, RetrySettings forTool) {
		if (tool.definition().effect() != Effect.EFFECTFUL || forTool.isEffectful()) {
			return true;
		}
		if (this.settings.isSetFor(tool.name(), PATTERN, "max-attempts")) {
			String prefix = "armorer.tools." + tool.name() + ".";
			throw new InvalidSettingException(prefix + "retry.max-attempts",
					"Tool '" + tool.name() + "' is EFFECTFUL: what it does happens once more each time it is tried, so "
							+ "that '" + prefix + "retry.max-attempts' alone does not allow it.",
					"If a repetition does no harm, say so with " + prefix + "effect=idempotent. If it shall be tried "
							+ "again nevertheless, set " + prefix + "retry.effectful=true. Else remove the setting.");
		}
		return false;
	}

	@Override
	public Map<String, Object> describe(Tool tool) {
		RetrySettings forTool = settingsOf(tool);
		BackoffSettings backoff = forTool.getBackoff();
		Map<String, Object> values = new LinkedHashMap<>();
		values.put("maxAttempts", forTool.getMaxAttempts());
		values.put("initialDelayMs", backoff.getInitialDelay().toMillis());
		values.put("multiplier", backoff.getMultiplier());
		values.put("maxDelayMs", backoff.getMaxDelay().toMillis());
		values.put("jitter", backoff.getJitter());
		values.put("retryOn", List.copyOf(forTool.getRetryOn()));
		return values;
	}

	@Override
	public void release(Tool tool) {
		this.retries.release(tool);
	}

	private RetrySettings settingsOf(Tool tool) {
		return this.settings.forToolOrAll(tool.name(), PATTERN, RetrySettings::new);
	}

}
