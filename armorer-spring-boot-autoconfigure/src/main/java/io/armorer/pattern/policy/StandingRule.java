package io.armorer.pattern.policy;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.util.PatternMatchUtils;

import io.armorer.tool.Effect;
import io.armorer.tool.ErrorCode;
import io.armorer.tool.Tool;
import io.armorer.tool.ToolDefinition;
import io.armorer.tool.ToolError;

/**
 * What the settings say of a tool, whoever calls it.
 *
 * @param key the setting that rules the tool out
 * @param reason why, for the model
 */
record StandingRule(String key, String reason) {

	/**
	 * Find the rule against a tool.
	 * @return the rule, or {@code null} if the tool may be called
	 */
	static @Nullable StandingRule against(Tool tool, PolicySettings settings) {
		ToolDefinition definition = tool.definition();
		if (matches(settings.getDeny(), tool.name())) {
			return new StandingRule("armorer.policy.deny", "The tool is not allowed in this application");
		}
		if (!settings.getAllow().isEmpty() && !matches(settings.getAllow(), tool.name())) {
			return new StandingRule("armorer.policy.allow", "The tool is not allowed in this application");
		}
		if (settings.isReadOnly() && definition.effect() != Effect.READ) {
			return new StandingRule("armorer.policy.read-only",
					"Only tools that change nothing may be called, and this one may change something");
		}
		if (definition.dangerous() && !settings.isAllowDangerous()) {
			return new StandingRule("armorer.policy.allow-dangerous",
					"The tool is marked as dangerous and is not allowed in this application");
		}
		return null;
	}

	private static boolean matches(List<String> patterns, String name) {
		return PatternMatchUtils.simpleMatch(patterns.toArray(String[]::new), name);
	}

	PolicyDeniedException refusal() {
		return new PolicyDeniedException(this.key,
				ToolError.of(ErrorCode.POLICY_DENIED, this.reason + ". Don't try again; do without it.")
					.withDetails(Map.of("policy", this.key)),
				null);
	}

}
