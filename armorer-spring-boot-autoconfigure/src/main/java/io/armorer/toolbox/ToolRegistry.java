package io.armorer.toolbox;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

import io.armorer.config.ArmorerConfigurationException;
import io.armorer.config.ToolSettings;
import io.armorer.middleware.CallRuntime;
import io.armorer.middleware.ChainLink;
import io.armorer.middleware.ToolBinding;
import io.armorer.middleware.ToolChain;
import io.armorer.middleware.ToolChain.OrderedMiddleware;
import io.armorer.middleware.ToolInspector;
import io.armorer.tool.Tool;
import io.armorer.tool.ToolContext;
import io.armorer.toolbox.discovery.BeanTools;
import io.armorer.toolbox.discovery.InvalidToolException;
import io.armorer.toolbox.discovery.ToolBindings;
import io.armorer.toolbox.discovery.ToolCandidate;
import io.armorer.toolbox.discovery.ToolProxies;

/**
 * All tools by name. Fills itself with the beans' tools at the first look, because what
 * initialises beans has no order that it could rely on.
 */
public final class ToolRegistry implements ToolBindings, ToolInspector, SmartInitializingSingleton {

	private final ConfigurableListableBeanFactory beanFactory;

	private final BeanTools beanTools;

	private final ToolFactory factory;

	private final ToolSettings settings;

	private final Supplier<List<OrderedMiddleware>> middlewareSource;

	private final CallRuntime runtime;

	private final RegistryWorkshop workshop;

	private final Map<String, RegisteredTool> tools = new ConcurrentHashMap<>();

	private final Map<String, List<RegisteredTool>> byBean = new ConcurrentHashMap<>();

	private volatile @Nullable List<Tool> sorted;

	private volatile @Nullable List<OrderedMiddleware> middleware;

	private volatile boolean filled;

	ToolRegistry(ConfigurableListableBeanFactory beanFactory, BeanTools beanTools, ToolFactory factory,
			ToolSettings settings, Supplier<List<OrderedMiddleware>> middlewareSource, CallRuntime runtime) {
		this.beanFactory = beanFactory;
		this.beanTools = beanTools;
		this.factory = factory;
		this.settings = settings;
		this.middlewareSource = middlewareSource;
		this.runtime = runtime;
		this.workshop = new RegistryWorkshop(factory, runtime, this.tools::get,
				() -> beanFactory.getBean(Toolbox.class));
	}

	@Override
	public void afterSingletonsInstantiated() {
		fill();
	}

	/**
	 * Find all tools and build their chains, so that what is wrong with them stops the
	 * start-up and not a call.
	 * @throws InvalidToolException if something that is marked as a tool can't be one
	 */
	public void fill() {
		if (this.filled) {
			return;
		}
		synchronized (this) {
			if (this.filled) {
				return;
			}
			Set<String> found = new HashSet<>();
			for (ToolCandidate candidate : this.beanTools.findAll()) {
				found.add(candidate.attributes().name());
				addIfEnabled(candidate.beanName(), registered(candidate));
			}
			Map<String, CompositeTool> composites = new LinkedHashMap<>();
			for (String beanName : this.beanTools.findToolBeans()) {
				Tool tool = this.beanFactory.getBean(beanName, Tool.class);
				found.add(tool.name());
				if (!(tool instanceof CompositeTool composite)) {
					addIfEnabled(beanName, registered(tool, beanName));
				}
				else if (this.factory.isEnabled(tool.name())) {
					composites.put(beanName, composite);
				}
			}
			new CompositeOrder(this.tools.keySet(), composites).ordered()
				.forEach((beanName, tool) -> addIfEnabled(beanName, registered(tool, beanName)));
			this.settings.checkToolNames(found);
			this.filled = true;
		}
		this.tools.values().forEach(RegisteredTool::chain);
	}

	@Nullable RegisteredTool get(String name) {
		fill();
		return this.tools.get(name);
	}

	List<Tool> all() {
		fill();
		List<Tool> all = this.sorted;
		if (all == null) {
			all = this.tools.values()
				.stream()
				.sorted(Comparator.comparing(Tool::name))
				.<Tool>map((tool) -> tool)
				.toList();
			this.sorted = all;
		}
		return all;
	}

	/**
	 * One at a time, so that middleware hears of a tool before it hears that it is gone.
	 */
	synchronized void register(Tool tool) {
		fill();
		if (this.tools.containsKey(tool.name())) {
			throw new IllegalArgumentException(
					"There is a tool '" + tool.name() + "' already: unregister it first, or choose another name");
		}
		RegisteredTool registered = registered(tool, tool);
		registered.definition().inputSchema().json();
		try {
			registered.chain();
		}
		catch (RuntimeException ex) {
			// some of the middleware may have taken it for a tool already
			release(registered);
			throw (ex instanceof ArmorerConfigurationException known) ? known.atRunTime() : ex;
		}
		this.tools.put(tool.name(), registered);
		this.sorted = null;
	}

	synchronized boolean unregister(String name) {
		fill();
		RegisteredTool removed = this.tools.remove(name);
		this.sorted = null;
		if (removed != null) {
			release(removed);
		}
		return removed != null;
	}

	private void release(RegisteredTool tool) {
		middleware().forEach((each) -> each.middleware().release(tool));
	}

	@Override
	public @Nullable ToolBinding find(String beanName, Method method, Class<?> targetClass) {
		fill();
		for (RegisteredTool tool : this.byBean.getOrDefault(beanName, List.of())) {
			if (!(tool.source() instanceof ToolCandidate candidate) || candidate.isCalledBy(method, targetClass)) {
				return tool;
			}
		}
		return null;
	}

	@Override
	public CallRuntime runtime() {
		return this.runtime;
	}

	@Override
	public Optional<List<ChainLink>> chain(String tool) {
		RegisteredTool registered = get(tool);
		return Optional.ofNullable(registered)
			.map((found) -> found.chainOf()
				.applied()
				.stream()
				.map((link) -> new ChainLink(link.name(), link.order(), link.middleware().describe(found)))
				.toList());
	}

	private void addIfEnabled(String beanName, RegisteredTool tool) {
		if (!this.factory.isEnabled(tool.name())) {
			return;
		}
		RegisteredTool other = this.tools.putIfAbsent(tool.name(), tool);
		if (other != null) {
			throw new InvalidToolException(
					"Two tools have the name '" + tool.name() + "': " + where(other) + ", and " + where(tool) + ".",
					"Give one of them another name, with @ArmorerTool(name = \"…\").");
		}
		this.byBean.computeIfAbsent(beanName, (name) -> new ArrayList<>()).add(tool);
		this.sorted = null;
	}

	private static String where(RegisteredTool tool) {
		return (tool.source() instanceof ToolCandidate candidate) ? candidate.where()
				: "the Tool bean '" + tool.source() + "'";
	}

	private RegisteredTool registered(ToolCandidate candidate) {
		ToolFactory.Shape shape = this.factory.shape(candidate);
		BeanBody body = new BeanBody(this.beanFactory, candidate, (bean) -> ToolProxies.armor(bean,
				candidate.beanName(), this.beanTools.find(candidate.beanName(), null), () -> this));
		return new RegisteredTool(shape.definition(), shape.signature(), body, candidate, this::buildChain,
				this::enterWith);
	}

	private RegisteredTool registered(Tool tool, Object source) {
		if (tool instanceof CompositeTool composite) {
			composite.assemble(this.workshop);
		}
		ToolFactory.Shape shape = this.factory.shape(tool);
		RegisteredTool[] self = new RegisteredTool[1];
		Tool armored = ToolProxies.isArmored(tool) ? tool : ToolProxies.armor(tool, () -> this.runtime, () -> self[0]);
		self[0] = new RegisteredTool(shape.definition(), shape.signature(), (arguments) -> {
			Object input = arguments[0];
			return armored.call((input != null) ? input : Map.of(), ToolContext.empty());
		}, source, this::buildChain, this::enterWith);
		return self[0];
	}

	private @Nullable Object enterWith(RegisteredTool tool, Object input, ToolContext context) throws Exception {
		return CallEntry.call(this.runtime, tool, input, context);
	}

	RegistryWorkshop workshop() {
		return this.workshop;
	}

	private ToolChain buildChain(RegisteredTool tool) {
		return ToolChain.of(tool, middleware());
	}

	private List<OrderedMiddleware> middleware() {
		List<OrderedMiddleware> all = this.middleware;
		if (all == null) {
			all = new ArrayList<>(this.middlewareSource.get());
			all.sort(Comparator.comparingInt(OrderedMiddleware::order));
			this.middleware = all;
		}
		return all;
	}

}
