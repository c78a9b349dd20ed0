package io.armorer.autoconfigure;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.SmartInitializingSingleton;

import io.armorer.config.UnsafeOrderException;
import io.armorer.middleware.ChainLink;
import io.armorer.middleware.ToolInspector;
import io.armorer.tool.Tool;
import io.armorer.tool.ToolParameter;
import io.armorer.toolbox.Toolbox;

/**
 * Looks at the chains that the tools really have for an order, or a scope, in which
 * patterns do harm.
 */
class ChainOrderCheck implements SmartInitializingSingleton {

	private static final Logger logger = LoggerFactory.getLogger(ChainOrderCheck.class);

	private static final String PREFIX = "armorer";

	private static final String SUFFIX = "Middleware";

	private final Toolbox toolbox;

	private final ToolInspector inspector;

	ChainOrderCheck(Toolbox toolbox, ToolInspector inspector) {
		this.toolbox = toolbox;
		this.inspector = inspector;
	}

	@Override
	public void afterSingletonsInstantiated() {
		Map<ChainOrderRule, String> broken = new HashMap<>();
		for (Tool tool : this.toolbox.tools()) {
			Map<String, ChainLink> patterns = patterns(this.inspector.chain(tool.name()).orElse(List.of()));
			for (ChainOrderRule rule : ChainOrderRule.ALL) {
				ChainLink outer = patterns.get(rule.outer());
				ChainLink inner = patterns.get(rule.inner());
				if (outer != null && inner != null && outer.order() >= inner.order()) {
					broken.putIfAbsent(rule, tool.name());
				}
			}
			warnOfSharedAnswers(tool, patterns.get("cache"), "kept for");
			warnOfSharedAnswers(tool, patterns.get("dedup"), "shared by");
		}
		broken.forEach(ChainOrderCheck::tell);
	}

	private static Map<String, ChainLink> patterns(List<ChainLink> chain) {
		Map<String, ChainLink> patterns = new HashMap<>();
		for (ChainLink link : chain) {
			if (link.name().startsWith(PREFIX) && link.name().endsWith(SUFFIX)) {
				String pattern = link.name().substring(PREFIX.length(), link.name().length() - SUFFIX.length());
				patterns.put(pattern.toLowerCase(Locale.ROOT), link);
			}
		}
		return patterns;
	}

	private static void tell(ChainOrderRule rule, String tool) {
		String problem = "The pattern '" + rule.inner() + "' stands outside of '" + rule.outer() + "' (seen at tool '"
				+ tool + "'): " + rule.otherwise() + ".";
		String action = "Give armorer." + rule.outer() + ".order a lower number than armorer." + rule.inner()
				+ ".order, or leave both at their defaults.";
		if (rule.refused()) {
			throw new UnsafeOrderException(problem, action);
		}
		logger.warn("{} {}", problem, action);
	}

	/** A tool that looks at its caller may answer each caller differently. */
	private static void warnOfSharedAnswers(Tool tool, @Nullable ChainLink link, String how) {
		if (link != null && "global".equalsIgnoreCase(String.valueOf(link.settings().get("scope")))
				&& tool.parameters().stream().anyMatch(ToolParameter::injected)) {
			logger.warn(
					"What tool '{}' answers is {} all users (scope global), although it looks at its caller: set "
							+ "armorer.tools.{}.{}.scope=user unless the answer is the same for everybody",
					tool.name(), how, tool.name(), how.startsWith("kept") ? "cache" : "dedup");
		}
	}

}
