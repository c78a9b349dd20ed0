package io.armorer.benchmarks;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.armorer.tool.ToolCall;
import io.armorer.tool.ToolContext;
import io.armorer.toolbox.Toolbox;

/**
 * An application with the library and one tool, set up in the way that a subclass says.
 */
public abstract class Armored {

	/** Every pattern that can be switched off. */
	static final List<String> PATTERNS = List.of("audit", "bulkhead", "cache", "circuit", "cost", "dedup", "dependency",
			"fallback", "logging", "policy", "pool", "quota", "ratelimit", "retry", "session", "state", "timeout");

	static final String[] FOUR = { "armorer.ratelimit.limit=1000000000", "armorer.ratelimit.period=1s",
			"armorer.bulkhead.max-concurrent=1000", "armorer.retry.max-attempts=3" };

	static final BigDecimal PRICE = new BigDecimal("0.000001");

	static final BigDecimal BUDGET = new BigDecimal("1000000000");

	static final String[] ACCOUNTS = { "armorer.cost.per-call=" + PRICE.toPlainString(),
			"armorer.quota.default-limit=" + BUDGET, "armorer.quota.window=day" };

	static final ToolContext CALLER = ToolContext.ofUser("ada");

	final ToolCall call = ToolCall.json("call_1", "calculate", Answer.ARGUMENTS);

	Toolbox toolbox = none();

	Calculator calculator = new Calculator();

	ConfigurableApplicationContext context = Applications.none();

	/**
	 * Start the application.
	 */
	@Setup(Level.Trial)
	public void start() {
		this.context = Applications.start(configuration(), properties());
		this.toolbox = this.context.getBean(Toolbox.class);
		this.calculator = this.context.getBean(Calculator.class);
		Checks.proxied(this.calculator);
		Checks.same(json(), Answer.JSON);
		Checks.patterns(this.context, "calculate", patterns());
	}

	/**
	 * End the application.
	 */
	@TearDown(Level.Trial)
	public void stop() {
		this.context.close();
	}

	/** Call the tool the way that a model does. */
	String json() {
		return this.toolbox.execute(this.call, CALLER).content();
	}

	Class<?> configuration() {
		return Application.class;
	}

	abstract String[] properties();

	/** The patterns that must stand in the tool's chain, no more and no less. */
	abstract String[] patterns();

	static String[] only(String[] patterns, String[]... properties) {
		List<String> on = List.of(patterns);
		Stream<String> off = PATTERNS.stream()
			.filter((pattern) -> !on.contains(pattern))
			.map((pattern) -> "armorer." + pattern + ".enabled=false");
		List<String> all = new ArrayList<>(off.toList());
		for (String[] some : properties) {
			all.addAll(List.of(some));
		}
		return all.toArray(String[]::new);
	}

	private static Toolbox none() {
		return (Toolbox) java.lang.reflect.Proxy.newProxyInstance(Armored.class.getClassLoader(),
				new Class<?>[] { Toolbox.class }, (proxy, method, arguments) -> {
					throw new IllegalStateException("The application has not been started");
				});
	}

	/** The application. */
	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		@Bean
		Calculator calculator() {
			return new Calculator();
		}

	}

}
