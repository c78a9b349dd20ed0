package io.armorer.pattern.circuit;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

import io.armorer.config.InvalidSettingException;

/** Refuses settings that can't be. */
final class CircuitSettingsCheck {

	private static final Duration LONGEST = Duration.ofDays(3650);

	private final String prefix;

	private CircuitSettingsCheck(String prefix) {
		this.prefix = prefix;
	}

	static void check(CircuitSettings settings, String prefix) {
		CircuitSettingsCheck check = new CircuitSettingsCheck(prefix);
		check.atLeastOne("failure-threshold", settings.getFailureThreshold());
		check.duration("reset-timeout", settings.getResetTimeout());
		check.atLeastOne("half-open-requests", settings.getHalfOpenRequests());
		check.duration("probe-timeout", settings.getProbeTimeout());
		check.percentage("failure-rate-threshold", settings.getFailureRateThreshold());
		check.atLeastOne("window-size", settings.getWindowSize());
		check.minimumCalls(settings.getMinimumCalls(), settings.getWindowSize());
		check.duration("slow-call-threshold", settings.getSlowCallThreshold());
		check.percentage("slow-call-rate-threshold", settings.getSlowCallRateThreshold());
		if (settings.getSlowCallRateThreshold() != null && settings.getSlowCallThreshold() == null) {
			throw check.wrong("slow-call-rate-threshold", "is set, but nothing says which calls are slow",
					"Set " + prefix + ".slow-call-threshold to a duration, such as 5s, or remove the rate.");
		}
	}

	private void atLeastOne(String key, int value) {
		if (value < 1) {
			throw wrong(key, "must be at least 1, but is " + value, key.equals("failure-threshold")
					? "Set it to 1 or more. To switch the circuit off, set " + this.prefix + ".enabled to false."
					: "Set it to 1 or more, or remove it.");
		}
	}

	private void minimumCalls(@Nullable Integer minimum, int windowSize) {
		if (minimum == null) {
			return;
		}
		atLeastOne("minimum-calls", minimum);
		if (minimum > windowSize) {
			throw wrong("minimum-calls",
					"is " + minimum + ", but the window holds no more than " + windowSize
							+ " calls, so that no rate would ever count",
					"Set it to " + windowSize + " or less, or raise " + this.prefix + ".window-size.");
		}
	}

	private void duration(String key, @Nullable Duration value) {
		if (value != null && (value.isNegative() || value.isZero() || value.compareTo(LONGEST) > 0)) {
			throw wrong(key, "must be longer than nothing and no longer than ten years, but is " + value,
					"Set it to a duration such as 60s.");
		}
	}

	private void percentage(String key, @Nullable Double value) {
		if (value != null && !(value > 0 && value <= 100)) {
			throw wrong(key, "must be a percentage above 0 and up to 100, but is " + value,
					"Set it to a number such as 50, or remove it.");
		}
	}

	private InvalidSettingException wrong(String key, String problem, String action) {
		String name = this.prefix + "." + key;
		return new InvalidSettingException(name, name + " " + problem, action);
	}

}
