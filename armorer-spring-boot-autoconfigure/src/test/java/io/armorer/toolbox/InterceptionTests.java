package io.armorer.toolbox;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotNull;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.boot.autoconfigure.task.TaskExecutionAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.validation.autoconfigure.ValidationAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Role;
import org.springframework.context.annotation.Scope;
import org.springframework.context.annotation.ScopedProxyMode;
import org.springframework.context.support.SimpleThreadScope;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.annotation.Order;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.EnableAsync;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.authorization.method.AuthorizationManagerBeforeMethodInterceptor;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.transaction.annotation.EnableTransactionManagement;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.AbstractPlatformTransactionManager;
import org.springframework.transaction.support.DefaultTransactionStatus;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.validation.annotation.Validated;

import io.armorer.autoconfigure.ArmorerAutoConfiguration;
import io.armorer.middleware.InvalidMiddlewareException;
import io.armorer.middleware.ToolMiddleware;
import io.armorer.tool.ArmorerTool;
import io.armorer.tool.CurrentCall;
import io.armorer.tool.ErrorCategory;
import io.armorer.tool.ErrorCode;
import io.armorer.tool.Tool;
import io.armorer.tool.ToolCall;
import io.armorer.tool.ToolContext;
import io.armorer.tool.ToolResult;
import io.armorer.toolbox.discovery.InvalidToolException;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The chain runs exactly once around each call, whatever kind of bean the tool is and
 * whatever else proxies it.
 */
@ExtendWith(OutputCaptureExtension.class)
class InterceptionTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(JacksonAutoConfiguration.class, AopAutoConfiguration.class,
				TaskExecutionAutoConfiguration.class, ArmorerAutoConfiguration.class))
		.withBean("counting", CountingChain.class);

	@Test
	void runsOnceForAJavaCallAndOnceForACallByName() {
		this.runner.withBean(Doubler.class).run((context) -> {
			assertThat(context.getBean(Doubler.class).twice(4)).isEqualTo(8);
			assertThat(calls(context)).containsExactly("twice[4]");
			assertThat(byName(context, "twice", 5)).isEqualTo(10);
			assertThat(calls(context)).containsExactly("twice[4]", "twice[5]");
		});
	}

	@Test
	void armorsWithAutoProxyingSwitchedOff() {
		this.runner.withBean(Doubler.class).withPropertyValues("spring.aop.auto=false").run((context) -> {
			context.getBean(Doubler.class).twice(1);
			assertThat(calls(context)).hasSize(1);
		});
	}

	@Test
	void armorsWithoutAnyAopAutoConfiguration() {
		new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(JacksonAutoConfiguration.class, ArmorerAutoConfiguration.class))
			.withBean("counting", CountingChain.class)
			.withBean(Doubler.class)
			.run((context) -> {
				context.getBean(Doubler.class).twice(1);
				assertThat(calls(context)).hasSize(1);
			});
	}

	@Test
	void armorsByClassWithInterfaceProxiesPreferred() {
		this.runner.withBean(GreeterWithMore.class)
			.withPropertyValues("spring.aop.proxy-target-class=false")
			.run((context) -> {
				context.getBean(GreeterWithMore.class).more("x");
				assertThat(byName(context, "greet-them", "you")).isEqualTo("Hi you");
				assertThat(calls(context)).containsExactly("more[x]", "greet-them[you]");
			});
	}

	@Test
	void leavesTheConfigurationClassOfABeanMethodAlone() {
		this.runner.withUserConfiguration(LambdaConfiguration.class).run((context) -> {
			assertThat(context).hasNotFailed();
			assertThat(context.getBean(LambdaConfiguration.class).getClass().getName()).doesNotContain("$Proxy");
			assertThat(context.getBean(Toolbox.class).tools()).extracting(Tool::name).containsExactly("upper");
		});
	}

	@Test
	void armorsALambdaForJavaCallsToo() {
		this.runner.withUserConfiguration(LambdaConfiguration.class).run((context) -> {
			@SuppressWarnings("unchecked")
			Function<String, String> upper = context.getBean("upper", Function.class);
			assertThat(upper.apply("a")).isEqualTo("A");
			assertThat(byName(context, "upper", "b")).isEqualTo("B");
			assertThat(calls(context)).containsExactly("upper[a]", "upper[b]");
			assertThat(upper.andThen((text) -> text + "!").apply("c")).isEqualTo("C!");
		});
	}

	@Test
	void armorsAFunctionClassOnceInSpiteOfItsBridgeMethod() {
		this.runner.withBean(Squarer.class).run((context) -> {
			Function<Integer, Integer> squarer = context.getBean(Squarer.class);
			assertThat(squarer.apply(3)).isEqualTo(9);
			assertThat(byName(context, "squarer", 4)).isEqualTo(16);
			assertThat(calls(context)).containsExactly("squarer[3]", "squarer[4]");
		});
	}

	@Test
	void armorsAToolBeanForJavaCallsToo() {
		this.runner.withBean("echo", Tool.class, () -> Tool.builder("echo").build((input, context) -> input))
			.run((context) -> {
				Tool echo = context.getBean("echo", Tool.class);
				assertThat(echo.call(Map.of("a", 1), ToolContext.empty())).isEqualTo(Map.of("a", 1));
				assertThat(context.getBean(Toolbox.class).execute(ToolCall.of("echo", Map.of("a", 2))).value())
					.isEqualTo(Map.of("a", 2));
				assertThat(calls(context)).containsExactly("echo[1]", "echo[2]");
			});
	}

	@Test
	void armorsToolsThatAreRegisteredAtRunTime() {
		this.runner.run((context) -> {
			Toolbox toolbox = context.getBean(Toolbox.class);
			toolbox.register(Tool.builder("late").build((input, call) -> call.userId()));
			assertThat(toolbox.execute(ToolCall.of("late"), ToolContext.ofUser("ada")).value()).isEqualTo("ada");
			assertThat(toolbox.find("late").orElseThrow().call(Map.of(), ToolContext.ofUser("bob"))).isEqualTo("bob");
			assertThat(calls(context)).containsExactly("late[]", "late[]");
			assertThat(toolbox.unregister("late")).isTrue();
			assertThat(toolbox.unregister("late")).isFalse();
			assertThat(toolbox.find("late")).isEmpty();
		});
	}

	@Test
	void armorsASingletonThatNoPostProcessorSaw() {
		this.runner.withInitializer((context) -> context.getBeanFactory().registerSingleton("doubler", new Doubler()))
			.run((context) -> {
				assertThat(byName(context, "twice", 2)).isEqualTo(4);
				assertThat(calls(context)).containsExactly("twice[2]");
			});
	}

	@Test
	void armorsInheritedAndInterfaceDeclaredMethods() {
		this.runner.withBean(GreeterOnly.class).withBean(IntBox.class).run((context) -> {
			assertThat(context.getBean(Toolbox.class).tools()).extracting(Tool::name)
				.containsExactly("greet-them", "put", "size");
			assertThat(context.getBean(Greeter.class).greetThem("all")).isEqualTo("Hi all");
			Box<Integer> box = context.getBean(IntBox.class);
			assertThat(box.put(7)).isEqualTo("put 7");
			assertThat(byName(context, "put", 8)).isEqualTo("put 8");
			assertThat(context.getBean(IntBox.class).size()).isEqualTo(1);
			assertThat(calls(context)).containsExactly("greet-them[all]", "put[7]", "put[8]", "size[]");
		});
	}

	@Test
	void runsOnceMoreForACallFromWithinACall() {
		this.runner.withBean(Doubler.class).withBean(Caller.class).run((context) -> {
			assertThat(byName(context, "four-times", 3)).isEqualTo(12);
			assertThat(calls(context)).containsExactly("four-times[3]", "twice[3]", "twice[6]");
		});
	}

	@Test
	void givesNestedCallsTheirOwnIdAndTheParentsContext() {
		this.runner.withBean(Nesting.class).run((context) -> {
			Toolbox toolbox = context.getBean(Toolbox.class);
			ToolContext caller = ToolContext.builder().userId("ada").sessionId("s").runId("r").build();
			ToolResult result = toolbox.execute(ToolCall.json("outer-1", "outer", "{}"), caller);
			assertThat(result.value()).asString().matches("outer-1 / [0-9a-z]{16} child of outer-1 for ada s r");
			assertThat(CurrentCall.get()).isNull();
		});
	}

	@Test
	void fillsWhatANestedCallLeavesOutFromTheEnclosingCall() {
		this.runner.withBean(Nesting.class).run((context) -> {
			ToolContext caller = ToolContext.builder().userId("ada").sessionId("s").runId("r").build();
			ToolResult result = context.getBean(Toolbox.class).execute(ToolCall.of("outer-for-bob"), caller);
			assertThat(result.value()).asString().endsWith("for bob s r");
		});
	}

	@Test
	void keepsLazyBeansLazyAndPrototypesMany() {
		AtomicInteger made = new AtomicInteger();
		this.runner.withBean("lazy", Doubler.class, () -> {
			made.incrementAndGet();
			return new Doubler();
		}, (definition) -> definition.setLazyInit(true)).withBean("many", Fresh.class, () -> {
			made.incrementAndGet();
			return new Fresh();
		}, (definition) -> definition.setScope(BeanDefinition.SCOPE_PROTOTYPE)).run((context) -> {
			assertThat(context.getBean(Toolbox.class).tools()).hasSize(2);
			assertThat(made).hasValue(0);
			assertThat(byName(context, "twice", 1)).isEqualTo(2);
			assertThat(byName(context, "twice", 2)).isEqualTo(4);
			assertThat(made).hasValue(1);
			context.getBean(Toolbox.class).execute(ToolCall.of("calls"));
			assertThat(context.getBean(Toolbox.class).execute(ToolCall.of("calls")).value()).isEqualTo(1);
			assertThat(made).hasValue(3);
		});
	}

	@Test
	void armorsScopedBeansOnceThroughTheirProxy() throws Exception {
		this.runner.withUserConfiguration(ScopedConfiguration.class).run((context) -> {
			assertThat(byName(context, "calls", null)).isEqualTo(1);
			assertThat(context.getBean(Fresh.class).calls()).isEqualTo(2);
			Executor thread = new SimpleAsyncTaskExecutor();
			Object elsewhere = CompletableFuture.supplyAsync(() -> context.getBean(Fresh.class).calls(), thread).join();
			assertThat(elsewhere).isEqualTo(1);
			assertThat(calls(context)).containsExactly("calls[]", "calls[]", "calls[]");
		});
	}

	@Test
	void standsOutsideOfTransactionsSoThatEachAttemptHasItsOwn() {
		this.runner.withUserConfiguration(TransactionConfiguration.class).run((context) -> {
			CountingTransactions transactions = context.getBean(CountingTransactions.class);
			assertThat(byName(context, "save", 1)).isEqualTo(true);
			assertThat(transactions.begun).hasValue(2);
			assertThat(context.getBean(Transactions.class).save(1)).isTrue();
			assertThat(transactions.begun).hasValue(4);
			assertThat(calls(context)).hasSize(2);
		});
	}

	@Test
	void carriesTheCallToTheThreadOfAnAsyncMethod() throws ExecutionException, InterruptedException {
		this.runner.withUserConfiguration(AsyncConfiguration.class).run((context) -> {
			Object thread = byName(context, "think", null);
			assertThat(thread).asString().startsWith("async-");
			assertThat(context.getBean(Thinker.class).think().get()).startsWith("async-");
			assertThat(calls(context)).containsExactly("think[]", "think[]");
		});
	}

	@Test
	void keepsValidationOfTheBean() {
		this.runner.withConfiguration(AutoConfigurations.of(ValidationAutoConfiguration.class))
			.withBean(Bounded.class)
			.run((context) -> {
				ToolResult result = context.getBean(Toolbox.class).execute(ToolCall.of("bounded", Map.of("value", 11)));
				assertThat(Optional.ofNullable(result.error()).orElseThrow().is(ErrorCode.INVALID_ARGUMENTS)).isTrue();
				assertThat(byName(context, "bounded", 10)).isEqualTo(10);
			});
	}

	@Test
	void keepsSecurityOfTheBeanAndTakesTheUserFromIt() {
		this.runner.withUserConfiguration(SecuredConfiguration.class).run((context) -> {
			ToolResult denied = context.getBean(Toolbox.class).execute(ToolCall.of("wipe"));
			assertThat(Optional.ofNullable(denied.error()).orElseThrow().category())
				.isEqualTo(ErrorCategory.PERMISSION);
			SecurityContextHolder.getContext()
				.setAuthentication(new TestingAuthenticationToken("root", "", "ROLE_ADMIN"));
			try {
				assertThat(context.getBean(Toolbox.class).execute(ToolCall.of("wipe")).value())
					.isEqualTo("wiped by root");
			}
			finally {
				SecurityContextHolder.clearContext();
			}
		});
	}

	@Test
	void doesNotSeeWhatABeanCallsOnItself() {
		// documented: as with every Spring proxy
		this.runner.withBean(SelfCaller.class).run((context) -> {
			assertThat(byName(context, "outer", 2)).isEqualTo(3);
			assertThat(calls(context)).containsExactly("outer[2]");
		});
	}

	@Test
	void buildsTheChainOncePerTool() {
		this.runner.withBean(Doubler.class).run((context) -> {
			for (int i = 0; i < 10; i++) {
				byName(context, "twice", i);
			}
			assertThat(context.getBean(CountingChain.class).applied).containsExactly("twice");
		});
	}

	@Test
	void ordersMiddlewareBeansBySpringOrder() {
		this.runner.withUserConfiguration(OrderedConfiguration.class).withBean(Doubler.class).run((context) -> {
			byName(context, "twice", 1);
			assertThat(calls(context)).containsExactly("first", "twice[1]", "last");
			assertThat(context.getBean(ToolRegistry.class).chain("twice").orElseThrow())
				.extracting((link) -> link.name() + "@" + link.order())
				.containsSubsequence("first@-1", "counting@0", "last@5000");
		});
	}

	@Test
	void refusesWhatNoProxyCanStandAround() {
		refuses(FinalTool.class, "is final");
		refuses(RecordTool.class, "a record is, too");
		refuses(FinalMethod.class, "final method");
		refuses(PrivateMethod.class, "private method");
		refuses(StaticMethod.class, "static method");
		refuses(Ambiguous.class, "2 public methods [one, two]");
		refuses(NoMethod.class, "no public method");
		refuses(BadName.class, "has the name 'my tool!'");
	}

	@Test
	void refusesMiddlewareThatCanNotStandInAChain() {
		this.runner.withBean(Doubler.class)
			.withBean("nothing", ToolMiddleware.class, () -> (tool, next) -> null)
			.run((context) -> assertThat(rootOf(context)).isInstanceOf(InvalidMiddlewareException.class)
				.hasMessageContainingAll("'nothing'", "'twice'", "null"));
		this.runner.withBean(Doubler.class).withBean("broken", ToolMiddleware.class, () -> (tool, next) -> {
			throw new IllegalStateException("no");
		})
			.run((context) -> assertThat(context).getFailure()
				.isInstanceOf(InvalidMiddlewareException.class)
				.hasMessageContainingAll("'broken'", "'twice'", "no"));
	}

	@Test
	void blamesTheToolForWhatItReturns() {
		this.runner.withConfiguration(AutoConfigurations.of(ValidationAutoConfiguration.class))
			.withBean(Bounded.class)
			.run((context) -> assertThat(
					context.getBean(Toolbox.class).execute(ToolCall.of("nothing")).error().is(ErrorCode.INVALID_RESULT))
				.isTrue());
	}

	@Test
	void refusesAMethodThatAnInterfaceProxyHides() {
		this.runner.withPropertyValues("spring.aop.proxy-target-class=false")
			.withUserConfiguration(HiddenByProxyConfiguration.class)
			.run((context) -> assertThat(rootOf(context)).isInstanceOf(InvalidToolException.class)
				.hasMessageContaining("JDK proxy"));
	}

	@Test
	void refusesTwoToolsOfOneName() {
		this.runner.withBean("one", Doubler.class)
			.withBean("two", Doubler.class)
			.run((context) -> assertThat(rootOf(context)).isInstanceOf(InvalidToolException.class)
				.hasMessageContainingAll("'twice'", "bean 'one'", "bean 'two'"));
	}

	@Test
	void leavesBeansPlainWhenDisabled() {
		this.runner.withBean(Doubler.class).withPropertyValues("armorer.enabled=false").run((context) -> {
			assertThat(context).doesNotHaveBean(Toolbox.class);
			assertThat(context.getBean(Doubler.class).getClass()).isEqualTo(Doubler.class);
		});
	}

	@Test
	void leavesTheApplicationsExecutorAlone() {
		this.runner.run((context) -> assertThat(context).hasBean("applicationTaskExecutor"));
	}

	@Test
	void startsWithoutWarningsOfBeansMadeTooEarly(CapturedOutput output) {
		this.runner.withBean(Doubler.class).run((context) -> {
			byName(context, "twice", 1);
			assertThat(output).doesNotContain("is not eligible for getting processed");
		});
	}

	private void refuses(Class<?> type, String problem) {
		this.runner.withBean(type)
			.run((context) -> assertThat(rootOf(context)).isInstanceOf(InvalidToolException.class)
				.hasMessageContaining(problem));
	}

	private static Throwable rootOf(AssertableApplicationContext context) {
		return NestedExceptionUtils
			.getMostSpecificCause(Optional.ofNullable(context.getStartupFailure()).orElseThrow());
	}

	private static List<String> calls(AssertableApplicationContext context) {
		return context.getBean(CountingChain.class).calls;
	}

	private static Object byName(AssertableApplicationContext context, String tool, Object argument) {
		Tool found = context.getBean(Toolbox.class).find(tool).orElseThrow();
		Map<String, Object> arguments = found.parameters().isEmpty() ? Map.of()
				: Map.of(found.parameters().get(0).name(), argument);
		ToolResult result = context.getBean(Toolbox.class).execute(ToolCall.of(tool, arguments));
		assertThat(result.isSuccess()).as("%s %s", result.error(), result.cause()).isTrue();
		return result.value();
	}

	static class Doubler {

		@ArmorerTool
		int twice(int value) {
			return 2 * value;
		}

	}

	static class Caller {

		private final Doubler doubler;

		Caller(Doubler doubler) {
			this.doubler = doubler;
		}

		@ArmorerTool
		int fourTimes(int value) {
			return this.doubler.twice(this.doubler.twice(value));
		}

	}

	static class Nesting {

		private final ObjectProvider<Toolbox> toolbox;

		Nesting(ObjectProvider<Toolbox> toolbox) {
			this.toolbox = toolbox;
		}

		@ArmorerTool
		String outer(ToolContext context) {
			return context.callId() + " / " + this.toolbox.getObject().execute(ToolCall.of("inner")).value();
		}

		@ArmorerTool
		String outerForBob() {
			return String
				.valueOf(this.toolbox.getObject().execute(ToolCall.of("inner"), ToolContext.ofUser("bob")).value());
		}

		@ArmorerTool
		String inner(ToolContext context) {
			return context.callId() + " child of " + context.parentCallId() + " for " + context.userId() + " "
					+ context.sessionId() + " " + context.runId();
		}

	}

	interface Greeter {

		@ArmorerTool
		String greetThem(String name);

	}

	static class GreeterOnly implements Greeter {

		@Override
		public String greetThem(String name) {
			return "Hi " + name;
		}

	}

	static class GreeterWithMore extends GreeterOnly {

		@ArmorerTool
		public String more(String what) {
			return "more " + what;
		}

	}

	abstract static class Box<T> {

		@ArmorerTool
		abstract String put(T item);

		@ArmorerTool
		int size() {
			return 1;
		}

	}

	static class IntBox extends Box<Integer> {

		@Override
		String put(Integer item) {
			return "put " + item;
		}

	}

	@ArmorerTool
	static class Squarer implements Function<Integer, Integer> {

		@Override
		public Integer apply(Integer value) {
			return value * value;
		}

	}

	static class Fresh {

		private int calls;

		@ArmorerTool
		int calls() {
			return ++this.calls;
		}

	}

	static class SelfCaller {

		@ArmorerTool
		int outer(int value) {
			return inner(value);
		}

		@ArmorerTool
		int inner(int value) {
			return value + 1;
		}

	}

	@Validated
	static class Bounded {

		@ArmorerTool
		int bounded(@Max(10) int value) {
			return value;
		}

		@ArmorerTool
		@NotNull
		String nothing() {
			return null;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class LambdaConfiguration {

		@Bean
		@ArmorerTool
		Function<String, String> upper() {
			return String::toUpperCase;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class ScopedConfiguration {

		@Bean
		static BeanFactoryPostProcessor threadScope() {
			return (beanFactory) -> beanFactory.registerScope("thread", new SimpleThreadScope());
		}

		@Bean
		@Scope(scopeName = "thread", proxyMode = ScopedProxyMode.TARGET_CLASS)
		Fresh fresh() {
			return new Fresh();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableTransactionManagement
	static class TransactionConfiguration {

		@Bean
		Transactions transactions() {
			return new Transactions();
		}

		@Bean
		CountingTransactions countingTransactions() {
			return new CountingTransactions();
		}

		@Bean
		@Order(10)
		ToolMiddleware twice() {
			return (tool, next) -> (call) -> {
				next.handle(call);
				return CompletableFuture.supplyAsync(() -> {
					try {
						return next.handle(call);
					}
					catch (Throwable ex) {
						throw new IllegalStateException(ex);
					}
				}).get();
			};
		}

	}

	static class Transactions {

		@ArmorerTool
		@Transactional
		public Boolean save(int value) {
			return TransactionSynchronizationManager.isActualTransactionActive();
		}

	}

	static class CountingTransactions extends AbstractPlatformTransactionManager {

		private static final long serialVersionUID = 1L;

		final AtomicInteger begun = new AtomicInteger();

		@Override
		protected Object doGetTransaction() {
			return new Object();
		}

		@Override
		protected void doBegin(Object transaction, TransactionDefinition definition) {
			this.begun.incrementAndGet();
		}

		@Override
		protected void doCommit(DefaultTransactionStatus status) {
		}

		@Override
		protected void doRollback(DefaultTransactionStatus status) {
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAsync
	static class AsyncConfiguration {

		@Bean
		Thinker thinker() {
			return new Thinker();
		}

		@Bean
		SimpleAsyncTaskExecutor taskExecutor() {
			return new SimpleAsyncTaskExecutor("async-");
		}

	}

	static class Thinker {

		@Async
		@ArmorerTool
		public CompletableFuture<String> think() {
			return CompletableFuture.completedFuture(Thread.currentThread().getName());
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class SecuredConfiguration {

		@Bean
		Wiper wiper() {
			return new Wiper();
		}

		@Bean
		@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
		static AuthorizationManagerBeforeMethodInterceptor preAuthorize() {
			return AuthorizationManagerBeforeMethodInterceptor.preAuthorize();
		}

	}

	static class Wiper {

		@ArmorerTool
		@PreAuthorize("hasRole('ADMIN')")
		public String wipe(ToolContext context) {
			return "wiped by " + context.userId();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OrderedConfiguration {

		@Bean
		@Order(5000)
		ToolMiddleware last(CountingChain counting) {
			return (tool, next) -> (call) -> {
				counting.calls.add("last");
				return next.handle(call);
			};
		}

		@Bean
		@Order(-1)
		ToolMiddleware first(CountingChain counting) {
			return (tool, next) -> (call) -> {
				counting.calls.add("first");
				return next.handle(call);
			};
		}

		@Bean
		@Order(6000)
		ToolMiddleware doesNotApply() {
			return (tool, next) -> next;
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableTransactionManagement(proxyTargetClass = false)
	static class HiddenByProxyConfiguration {

		@Bean
		CountingTransactions countingTransactions() {
			return new CountingTransactions();
		}

		@Bean
		Hidden hidden() {
			return new HiddenTool();
		}

	}

	interface Hidden {

		void shown();

	}

	static class HiddenTool implements Hidden {

		@Override
		@Transactional
		public void shown() {
		}

		@ArmorerTool
		public void hidden() {
		}

	}

	static final class FinalTool {

		@ArmorerTool
		void run() {
		}

	}

	record RecordTool() {

		@ArmorerTool
		void run() {
		}

	}

	static class FinalMethod {

		@ArmorerTool
		final void run() {
		}

	}

	static class PrivateMethod {

		@ArmorerTool
		private void run() {
		}

	}

	static class StaticMethod {

		@ArmorerTool
		static void run() {
		}

	}

	@ArmorerTool
	static class Ambiguous {

		public void one() {
		}

		public void two() {
		}

	}

	static class BadName {

		@ArmorerTool(name = "my tool!")
		void run() {
		}

	}

	@ArmorerTool
	static class NoMethod {

		void hidden() {
		}

	}

}
