package io.armorer.pattern.dependency;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

import org.springframework.core.Ordered;

import io.armorer.config.ToolSettings;
import io.armorer.middleware.ToolCallObserver;
import io.armorer.middleware.ToolHandler;
import io.armorer.middleware.ToolMiddleware;
import io.armorer.tool.Tool;
import io.armorer.tool.ToolDefinition;
import io.armorer.toolbox.Toolbox;

/**
 * Refuses calls of a tool as long as one that it depends on has not succeeded in the same
 * run. What has, a {@link DependencyRecorder} keeps.
 */
public final class DependencyMiddleware implements ToolMiddleware, Ordered {

	private final Dependencies dependencies;

	private final ToolSettings settings;

	private final Supplier<Toolbox> toolbox;

	private final int order;

	// the check of each tool looks at those of many others
	private final Map<String, Known> known = new ConcurrentHashMap<>();

	/**
	 * A middleware.
	 * @param dependencies knows what has succeeded
	 * @param settings the settings, for all tools and for one
	 * @param toolbox finds what tools depend on; asked when the first tool depends on
	 * another
	 */
	public DependencyMiddleware(Dependencies dependencies, ToolSettings settings, Supplier<Toolbox> toolbox) {
		this.dependencies = dependencies;
		this.settings = settings;
		this.toolbox = toolbox;
		this.order = settings.forAll("dependency", DependencySettings::new).getOrder();
	}

	@Override
	public int getOrder() {
		return this.order;
	}

	/**
	 * {@inheritDoc}
	 * @throws InvalidDependencyException if a dependency can never be satisfied
	 */
	@Override
	public ToolHandler apply(Tool tool, ToolHandler next) {
		if (ToolCallObserver.isUnknown(tool)) {
			return next;
		}
		DependencySettings forTool = settingsOf(tool.name());
		List<String> dependsOn = dependenciesOf(tool.definition());
		if (dependsOn.isEmpty()) {
			return next;
		}
		new DependencyCheck(this.toolbox.get(), this.settings, this::dependenciesOf).check(tool.definition());
		DependentTool dependent = new DependentTool(tool, dependsOn, forTool.getOnStoreFailure(), this.dependencies);
		this.dependencies.register(dependent);
		return (invocation) -> {
			dependent.admit(invocation.context());
			return next.handle(invocation);
		};
	}

	@Override
	public Map<String, Object> describe(Tool tool) {
		DependencySettings forTool = settingsOf(tool.name());
		Map<String, Object> values = new LinkedHashMap<>();
		values.put("dependsOn", dependenciesOf(tool.definition()));
		values.put("onStoreFailure", forTool.getOnStoreFailure().name().toLowerCase(Locale.ROOT));
		return values;
	}

	@Override
	public void release(Tool tool) {
		this.known.remove(tool.name());
		this.dependencies.release(tool);
	}

	private List<String> dependenciesOf(ToolDefinition tool) {
		if (tool.dependsOn().isEmpty()) {
			return List.of();
		}
		Known last = this.known.get(tool.name());
		if (last == null || last.definition() != tool) {
			boolean enabled = settingsOf(tool.name()).isEnabled();
			last = new Known(tool, enabled ? tool.dependsOn().stream().distinct().toList() : List.of());
			this.known.put(tool.name(), last);
		}
		return last.dependsOn();
	}

	private DependencySettings settingsOf(String tool) {
		return this.settings.forToolOrAll(tool, "dependency", DependencySettings::new);
	}

	private record Known(ToolDefinition definition, List<String> dependsOn) {

	}

}
