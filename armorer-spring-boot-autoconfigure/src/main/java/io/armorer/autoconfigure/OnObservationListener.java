package io.armorer.autoconfigure;

import io.micrometer.observation.ObservationHandler;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.ConfigurationCondition;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.util.ClassUtils;

/**
 * Matches where somebody listens to observations who does not only make meters of them.
 * An observation with nothing but meters was measured at 1.5 µs a call, and they would
 * only say again what the timer of calls says for 40 ns. The property
 * {@code armorer.observation.enabled} has the last word.
 */
class OnObservationListener extends SpringBootCondition implements ConfigurationCondition {

	private static final String ENABLED = "armorer.observation.enabled";

	private static final String METER_HANDLER = "io.micrometer.core.instrument.observation.MeterObservationHandler";

	@Override
	public ConfigurationPhase getConfigurationPhase() {
		return ConfigurationPhase.REGISTER_BEAN;
	}

	@Override
	public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
		ConditionMessage.Builder message = ConditionMessage.forCondition("Observation of tool calls");
		if (context.getEnvironment().containsProperty(ENABLED)) {
			return ConditionOutcome.match(message.because(ENABLED + " says what to do"));
		}
		ListableBeanFactory beans = context.getBeanFactory();
		if (beans != null && onlyMeters(beans, context.getClassLoader())) {
			return ConditionOutcome
				.noMatch(message.because("only meters would listen; set " + ENABLED + "=true for them"));
		}
		return ConditionOutcome.match(message.because("somebody may listen"));
	}

	private static boolean onlyMeters(ListableBeanFactory beans, @Nullable ClassLoader classLoader) {
		if (!ClassUtils.isPresent(METER_HANDLER, classLoader)) {
			return false;
		}
		Class<?> meterHandler = ClassUtils.resolveClassName(METER_HANDLER, classLoader);
		int all = beans.getBeanNamesForType(ObservationHandler.class, true, false).length;
		return all > 0 && all == beans.getBeanNamesForType(meterHandler, true, false).length;
	}

}
