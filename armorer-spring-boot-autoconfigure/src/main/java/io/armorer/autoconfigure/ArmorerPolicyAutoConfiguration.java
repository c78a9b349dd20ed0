package io.armorer.autoconfigure;

import java.util.List;
import java.util.Map;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

import io.armorer.config.ToolSettings;
import io.armorer.pattern.policy.NamedPolicy;
import io.armorer.pattern.policy.PolicyMiddleware;
import io.armorer.pattern.policy.ToolPolicy;

/**
 * Auto-configuration of what decides whether a call may happen: the settings, and the
 * application's {@link ToolPolicy} beans.
 */
@AutoConfiguration(after = ArmorerAutoConfiguration.class)
@ConditionalOnBooleanProperty(name = { "armorer.enabled", "armorer.policy.enabled" }, matchIfMissing = true)
@ConditionalOnBean(ToolSettings.class)
public final class ArmorerPolicyAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	PolicyMiddleware armorerPolicyMiddleware(ToolSettings settings, ListableBeanFactory beanFactory) {
		Map<String, ToolPolicy> named = beanFactory.getBeansOfType(ToolPolicy.class);
		List<NamedPolicy> policies = beanFactory.getBeanProvider(ToolPolicy.class)
			.orderedStream()
			.map((policy) -> new NamedPolicy(nameOf(policy, named), policy))
			.toList();
		return new PolicyMiddleware(settings, policies);
	}

	private static String nameOf(ToolPolicy policy, Map<String, ToolPolicy> named) {
		return named.entrySet()
			.stream()
			.filter((entry) -> entry.getValue() == policy)
			.map(Map.Entry::getKey)
			.findFirst()
			.orElse(policy.getClass().getName());
	}

}
