package io.armorer.autoconfigure;

import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.util.StringUtils;

/**
 * Matches where a file for state is named. An empty name, such as that of a placeholder
 * with nothing in it, is none.
 */
class OnStateFile extends SpringBootCondition {

	private static final String FILE = "armorer.state.persistence.file";

	@Override
	public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
		boolean named = StringUtils.hasText(context.getEnvironment().getProperty(FILE));
		return new ConditionOutcome(named, ConditionMessage.forCondition("File for state")
			.because(named ? FILE + " is set" : FILE + " is not set"));
	}

}
