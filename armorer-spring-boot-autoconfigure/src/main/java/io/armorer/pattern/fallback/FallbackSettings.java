package io.armorer.pattern.fallback;

import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.Set;

import org.springframework.boot.context.properties.ConfigurationProperties;

import io.armorer.config.InvalidSettingException;
import io.armorer.config.PatternSettings;
import io.armorer.middleware.MiddlewareOrder;
import io.armorer.tool.ErrorCategory;

/**
 * When a tool's fallbacks are tried. Which they are, the tool says
 * ({@code @ArmorerTool(fallback = …)}), or {@code armorer.tools.<tool>.fallback}.
 */
@ConfigurationProperties("armorer.fallback")
public class FallbackSettings extends PatternSettings {

	private static final Set<ErrorCategory> POSSIBLE = EnumSet.of(ErrorCategory.TRANSIENT, ErrorCategory.TIMEOUT,
			ErrorCategory.INTERNAL, ErrorCategory.EXHAUSTED);

	/**
	 * Kinds of failure that a fallback is tried for: transient, timeout and internal
	 * unless set; exhausted is possible, too.
	 */
	private Set<ErrorCategory> on = new LinkedHashSet<>(
			Set.of(ErrorCategory.TRANSIENT, ErrorCategory.TIMEOUT, ErrorCategory.INTERNAL));

	/**
	 * Settings with their defaults.
	 */
	public FallbackSettings() {
		super(MiddlewareOrder.FALLBACK);
	}

	@Override
	public void validate(String prefix) {
		String key = prefix + ".on";
		for (ErrorCategory category : this.on) {
			if (!POSSIBLE.contains(category)) {
				throw new InvalidSettingException(key,
						"%s can't have %s: a fault of the caller, a denial or a cancellation is no less one for another tool."
							.formatted(key, category),
						"Choose from " + POSSIBLE + ".");
			}
		}
		if (this.on.isEmpty()) {
			throw new InvalidSettingException(key, key + " is empty, so that no fallback would ever be tried.",
					"Choose from " + POSSIBLE + ", or set " + prefix + ".enabled to false.");
		}
	}

	/**
	 * Return which kinds of failure a fallback is tried for.
	 * @return the kinds
	 */
	public Set<ErrorCategory> getOn() {
		return this.on;
	}

	/**
	 * Say which kinds of failure a fallback is tried for.
	 * @param on the kinds
	 */
	public void setOn(Set<ErrorCategory> on) {
		this.on = on;
	}

}
