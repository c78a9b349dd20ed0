package io.armorer.toolbox;

import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

import io.armorer.config.ToolSettings;
import io.armorer.middleware.CallRuntime;
import io.armorer.middleware.ToolChain.OrderedMiddleware;
import io.armorer.toolbox.binding.ArgumentBinders;
import io.armorer.toolbox.discovery.BeanTools;
import io.armorer.toolbox.schema.SchemaGenerator;

/**
 * Puts a toolbox together. For the auto-configuration; applications autowire the
 * {@link Toolbox}.
 */
public final class ToolboxBuilder {

	private ToolboxBuilder() {
	}

	/**
	 * Make the registry of the tools of a bean factory.
	 * @param beanFactory where the beans are
	 * @param beanTools tells which beans have tools
	 * @param schemas generates schemas
	 * @param binders makes argument binders
	 * @param mapper the application's mapper
	 * @param settings what properties say of tools
	 * @param middleware all middleware; asked when the first chain is built
	 * @param runtime what all calls share
	 * @return the registry, which fills itself at the first look
	 */
	public static ToolRegistry registry(ConfigurableListableBeanFactory beanFactory, BeanTools beanTools,
			SchemaGenerator schemas, ArgumentBinders binders, JsonMapper mapper, ToolSettings settings,
			Supplier<List<OrderedMiddleware>> middleware, CallRuntime runtime) {
		return new ToolRegistry(beanFactory, beanTools, new ToolFactory(schemas, binders, mapper, settings::overrides),
				settings, middleware, runtime);
	}

	/**
	 * Make the toolbox over a registry.
	 * @param registry the tools
	 * @param mapper writes results for the model
	 * @param threads runs calls that nobody waits for, and batches
	 * @param maxItems how many elements of a stream make a result at most
	 * @param streamBuffer how many events of a streamed call wait for its subscriber
	 * before the tool waits
	 * @return the toolbox
	 */
	public static Toolbox toolbox(ToolRegistry registry, JsonMapper mapper, Executor threads, int maxItems,
			int streamBuffer) {
		registry.workshop().equip(threads, maxItems);
		CallExecutor executor = new CallExecutor(registry, new ResultWriter(mapper), threads, maxItems);
		return new DefaultToolbox(registry, executor, threads, streamBuffer);
	}

}
