package io.armorer.autoconfigure;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

import io.armorer.config.ToolSettings;
import io.armorer.pattern.policy.NamedPolicy;
import io.armorer.pattern.policy.PolicyMiddleware;
import io.armorer.pattern.policy.PolicySettings;
import io.armorer.pattern.policy.ToolPolicy;
import io.armorer.tool.Tool;
import io.armorer.toolbox.Toolbox;

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

	// a rule for a tool that does not exist may have been meant for one that does
	@Bean
	SmartInitializingSingleton armorerPolicyNamesCheck(ToolSettings settings, ObjectProvider<Toolbox> toolbox) {
		return () -> toolbox.ifAvailable((tools) -> {
			PolicySettings policy = settings.forAll("policy", PolicySettings::new);
			Set<String> names = tools.tools().stream().map(Tool::name).collect(Collectors.toSet());
			settings.checkNamedTools("armorer.policy.allow", policy.getAllow(), names);
			settings.checkNamedTools("armorer.policy.deny", policy.getDeny(), names);
		});
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
