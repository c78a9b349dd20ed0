package io.armorer.benchmarks;

import java.lang.reflect.Method;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.service.tool.DefaultToolExecutor;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.ai.support.ToolCallbacks;
import org.springframework.ai.tool.ToolCallback;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * What others offer for the same work. Each is asked once whether it does it.
 */
@State(Scope.Benchmark)
public class Peers {

	Calculator plain = new Calculator();

	JsonMapper json = JsonMapper.builder().build();

	ToolCallback springAi = ToolCallbacks.from(this.plain)[0];

	DefaultToolExecutor langChain4j = langChain4j(this.plain);

	ToolExecutionRequest request = ToolExecutionRequest.builder()
		.id("call_1")
		.name("calculate")
		.arguments(Answer.ARGUMENTS)
		.build();

	ProtectedCalculators.One one = new ProtectedCalculators.One();

	ProtectedCalculators.Four four = new ProtectedCalculators.Four();

	ProtectedCalculators.Cached cached = new ProtectedCalculators.Cached();

	ToolCallback springAiOverFour = this.springAi;

	private ConfigurableApplicationContext context = Applications.none();

	/**
	 * Start the application whose beans are proxied.
	 */
	@Setup(Level.Trial)
	public void start() {
		this.context = Applications.start(Application.class, "armorer.enabled=false",
				"resilience4j.ratelimiter.instances.calculator.limit-for-period=1000000000",
				"resilience4j.ratelimiter.instances.calculator.limit-refresh-period=1s",
				"resilience4j.bulkhead.instances.calculator.max-concurrent-calls=1000",
				"resilience4j.retry.instances.calculator.max-attempts=3", "spring.cache.type=caffeine");
		this.one = this.context.getBean(ProtectedCalculators.One.class);
		this.four = this.context.getBean(ProtectedCalculators.Four.class);
		this.cached = this.context.getBean(ProtectedCalculators.Cached.class);
		this.springAiOverFour = ToolCallbacks.from(this.four)[0];
		Checks.same(this.one.calculate(Answer.NUMBER, Answer.TEXT), Answer.EXPECTED);
		Checks.same(this.four.calculate(Answer.NUMBER, Answer.TEXT), Answer.EXPECTED);
		Checks.same(this.cached.calculate(Answer.NUMBER, Answer.TEXT), Answer.EXPECTED);
		Checks.same(
				this.cached.calculate(Answer.NUMBER, Answer.TEXT) == this.cached.calculate(Answer.NUMBER, Answer.TEXT),
				true);
		Checks.same(this.springAi.call(Answer.ARGUMENTS), Answer.JSON);
		Checks.same(this.springAiOverFour.call(Answer.ARGUMENTS), Answer.JSON);
		Checks.sameJson(this.langChain4j.execute(this.request, "memory"), Answer.JSON);
		Checks.proxied(this.one);
		Checks.proxied(this.four);
		Checks.proxied(this.cached);
	}

	/**
	 * End the application.
	 */
	@TearDown(Level.Trial)
	public void stop() {
		this.context.close();
	}

	private static DefaultToolExecutor langChain4j(Calculator calculator) {
		try {
			Method method = Calculator.class.getMethod("calculate", int.class, String.class);
			return new DefaultToolExecutor(calculator, method);
		}
		catch (NoSuchMethodException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/** The application. */
	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@EnableCaching
	static class Application {

		@Bean
		ProtectedCalculators.One one() {
			return new ProtectedCalculators.One();
		}

		@Bean
		ProtectedCalculators.Four four() {
			return new ProtectedCalculators.Four();
		}

		@Bean
		ProtectedCalculators.Cached cached() {
			return new ProtectedCalculators.Cached();
		}

	}

}
