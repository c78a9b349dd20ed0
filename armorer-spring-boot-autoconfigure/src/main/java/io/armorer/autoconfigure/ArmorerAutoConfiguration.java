package io.armorer.autoconfigure;

import java.time.Clock;
import java.time.Duration;

import jakarta.validation.Validator;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.thread.Threading;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Role;
import org.springframework.core.env.Environment;
import org.springframework.core.task.AsyncTaskExecutor;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;

import io.armorer.config.ArgumentsSettings;
import io.armorer.config.ErrorsSettings;
import io.armorer.config.ExecutionSettings;
import io.armorer.config.ToolSettings;
import io.armorer.event.ApplicationEventGate;
import io.armorer.event.ToolEventPublisher;
import io.armorer.middleware.CallRuntime;
import io.armorer.middleware.ErrorTranslation;
import io.armorer.middleware.EventObserver;
import io.armorer.middleware.MiddlewareBeans;
import io.armorer.middleware.ObservationMiddleware;
import io.armorer.middleware.ToolCallObserver;
import io.armorer.middleware.ToolErrorTranslator;
import io.armorer.redact.Redactor;
import io.armorer.tool.TimeSource;
import io.armorer.tool.ToolContextResolver;
import io.armorer.toolbox.SecurityContextResolver;
import io.armorer.toolbox.Toolbox;
import io.armorer.toolbox.ToolboxBuilder;
import io.armorer.toolbox.ToolRegistry;
import io.armorer.toolbox.binding.ArgumentBinders;
import io.armorer.toolbox.binding.ArgumentConstraints;
import io.armorer.toolbox.binding.BindingOptions;
import io.armorer.toolbox.binding.BindingOptions.Coercion;
import io.armorer.toolbox.binding.JakartaConstraints;
import io.armorer.toolbox.discovery.BeanTools;
import io.armorer.toolbox.discovery.ToolBeanPostProcessor;
import io.armorer.toolbox.schema.SchemaGenerator;

/**
 * Auto-configuration for the toolbox and what all patterns stand on. With
 * {@code armorer.enabled=false} there is none of it, and annotated beans are plain beans.
 */
@AutoConfiguration(after = ArmorerSettingsAutoConfiguration.class,
		afterName = { "org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration",
				"org.springframework.boot.validation.autoconfigure.ValidationAutoConfiguration",
				"org.springframework.boot.autoconfigure.task.TaskExecutionAutoConfiguration" })
@ConditionalOnBooleanProperty(name = "armorer.enabled", matchIfMissing = true)
@EnableConfigurationProperties({ ArgumentsSettings.class, ErrorsSettings.class, ExecutionSettings.class })
public final class ArmorerAutoConfiguration {

	static final String EXECUTOR = "armorerToolExecutor";

	// after the application's grace the calls still under way are interrupted; this long
	// they have to end and be told of
	private static final Duration LAST_WORDS = Duration.ofSeconds(2);

	@Bean
	@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
	static BeanTools armorerBeanTools(ConfigurableListableBeanFactory beanFactory) {
		return new BeanTools(beanFactory);
	}

	@Bean
	@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
	static ToolBeanPostProcessor armorerToolBeanPostProcessor(BeanTools beanTools,
			ObjectProvider<ToolRegistry> registry) {
		return new ToolBeanPostProcessor(beanTools, registry::getObject);
	}

	@Bean
	@ConditionalOnMissingBean
	TimeSource armorerTimeSource(ObjectProvider<Clock> clock) {
		Clock unique = clock.getIfUnique();
		return (unique != null) ? TimeSource.of(unique) : TimeSource.system();
	}

	@Bean
	@ConditionalOnMissingBean
	ToolEventPublisher armorerEventPublisher(ApplicationContext context) {
		return new ApplicationEventGate(context);
	}

	@Bean
	@ConditionalOnMissingBean
	ToolSettings armorerToolSettings(Environment environment) {
		return new ToolSettings(environment);
	}

	@Bean
	EventObserver armorerEventObserver(ToolEventPublisher events, TimeSource time) {
		return new EventObserver(events, time);
	}

	@Bean
	ObservationMiddleware armorerObservationMiddleware(ObjectProvider<ToolCallObserver> observers) {
		return new ObservationMiddleware(observers.orderedStream().toList());
	}

	@Bean
	CallRuntime armorerCallRuntime(TimeSource time, ObjectProvider<ToolErrorTranslator> translators,
			ToolEventPublisher events, ObservationMiddleware observers, ObjectProvider<ToolContextResolver> resolvers,
			ErrorsSettings settings, ObjectProvider<Redactor> redactor) {
		ErrorTranslation errors = new ErrorTranslation(translators.orderedStream().toList(),
				settings.getIncludeMessage() == ErrorsSettings.IncludeMessage.ALWAYS);
		return new CallRuntime(time, errors, events, observers, resolvers.orderedStream().toList(),
				redactor.getIfAvailable(Redactor::withDefaults));
	}

	@Bean
	ToolRegistry armorerToolRegistry(ConfigurableListableBeanFactory beanFactory, BeanTools beanTools,
			ObjectProvider<JsonMapper> mapper, ObjectProvider<ArgumentConstraints> constraints,
			ArgumentsSettings arguments, ToolSettings settings, CallRuntime runtime) {
		JsonMapper json = mapper.getIfAvailable(JsonMapper::shared);
		ArgumentBinders binders = new ArgumentBinders(json, constraints.getIfAvailable(ArgumentConstraints::none),
				options(arguments));
		return ToolboxBuilder.registry(beanFactory, beanTools, new SchemaGenerator(json), binders, json, settings,
				() -> MiddlewareBeans.in(beanFactory), runtime);
	}

	private static BindingOptions options(ArgumentsSettings arguments) {
		boolean lenient = arguments.getCoercion() == ArgumentsSettings.Coercion.LENIENT;
		return new BindingOptions(lenient ? Coercion.LENIENT : Coercion.NONE, (int) arguments.getMaxLength().toBytes(),
				arguments.getMaxDepth());
	}

	@Bean
	@ConditionalOnMissingBean
	Toolbox toolbox(ToolRegistry registry, ObjectProvider<JsonMapper> mapper, ExecutionSettings settings,
			@Qualifier(EXECUTOR) AsyncTaskExecutor threads) {
		return ToolboxBuilder.toolbox(registry, mapper.getIfAvailable(JsonMapper::shared), threads,
				settings.getMaxCollectedItems(), settings.getStreamBuffer());
	}

	@Bean
	ChainOrderCheck armorerChainOrderCheck(Toolbox toolbox, ToolRegistry registry) {
		return new ChainOrderCheck(toolbox, registry);
	}

	@Bean(name = EXECUTOR, defaultCandidate = false)
	@ConditionalOnMissingBean(name = EXECUTOR)
	AsyncTaskExecutor armorerToolExecutor(Environment environment, ExecutionSettings settings) {
		if (Threading.VIRTUAL.isActive(environment)) {
			SimpleAsyncTaskExecutor threads = new SimpleAsyncTaskExecutor("tool-");
			threads.setVirtualThreads(true);
			threads.setTaskTerminationTimeout(LAST_WORDS.toMillis());
			return threads;
		}
		ThreadPoolTaskExecutor threads = new ThreadPoolTaskExecutor();
		threads.setThreadNamePrefix("tool-");
		threads.setCorePoolSize(0);
		threads.setMaxPoolSize(settings.getMaxThreads());
		// none: a call that waits for a thread while its caller holds one could wait for
		// ever
		threads.setQueueCapacity(0);
		threads.setDaemon(true);
		threads.setAwaitTerminationMillis(LAST_WORDS.toMillis());
		return threads;
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(Validator.class)
	static class ValidationConfiguration {

		@Bean
		@ConditionalOnMissingBean(ArgumentConstraints.class)
		@ConditionalOnBean(Validator.class)
		JakartaConstraints armorerArgumentConstraints(Validator validator) {
			return new JakartaConstraints(validator);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(name = "org.springframework.security.core.context.SecurityContextHolder")
	static class SecurityConfiguration {

		@Bean
		@ConditionalOnMissingBean
		SecurityContextResolver armorerSecurityContextResolver() {
			return new SecurityContextResolver();
		}

	}

}
