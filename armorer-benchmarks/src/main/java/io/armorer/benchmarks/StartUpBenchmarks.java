package io.armorer.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import net.bytebuddy.ByteBuddy;
import net.bytebuddy.description.annotation.AnnotationDescription;
import net.bytebuddy.description.modifier.Visibility;
import net.bytebuddy.dynamic.DynamicType;
import net.bytebuddy.implementation.FixedValue;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.support.GenericApplicationContext;

import io.armorer.tool.ArmorerTool;
import io.armorer.toolbox.Toolbox;

/**
 * How long an application with many tools takes to start, cold, with the library and
 * without it. Ten tools a bean, each a method with two arguments and a record for its
 * result.
 */
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(5)
@Warmup(iterations = 0)
@Measurement(iterations = 1)
public class StartUpBenchmarks {

	private static final int TOOLS_A_BEAN = 10;

	// Their aspects look at each bean that there is: neither application would have them.
	private static final String PEERS = ImportCandidates.load(AutoConfiguration.class, null)
		.getCandidates()
		.stream()
		.filter((name) -> name.startsWith("io.github.resilience4j."))
		.collect(Collectors.joining(","));

	@Benchmark
	public Object startUpArmorer(Beans beans) {
		ConfigurableApplicationContext context = beans.start();
		Checks.same(context.getBean(Toolbox.class).tools().size(), beans.tools);
		return context;
	}

	@Benchmark
	public Object startUpPlain(Beans beans) {
		return beans.start("armorer.enabled=false");
	}

	/** The classes of the beans. */
	@State(Scope.Benchmark)
	public static class Beans {

		/** How many tools. */
		@Param({ "10", "1000" })
		public int tools;

		private final List<Class<?>> classes = new ArrayList<>();

		private ConfigurableApplicationContext context = Applications.none();

		/**
		 * Make the classes.
		 */
		@Setup
		public void generate() {
			for (int i = 0; i < this.tools; i += TOOLS_A_BEAN) {
				DynamicType.Builder<Object> type = new ByteBuddy().subclass(Object.class)
					.name("io.armorer.benchmarks.generated.Tools" + i);
				for (int j = i; j < i + TOOLS_A_BEAN; j++) {
					type = type.defineMethod("calculate" + j, Answer.class, Visibility.PUBLIC)
						.withParameter(int.class, "number")
						.withParameter(String.class, "text")
						.intercept(FixedValue.value(Answer.EXPECTED))
						.annotateMethod(AnnotationDescription.Builder.ofType(ArmorerTool.class).build());
				}
				this.classes.add(type.make().load(getClass().getClassLoader()).getLoaded());
			}
		}

		/**
		 * End the application.
		 */
		@TearDown
		public void stop() {
			this.context.close();
		}

		ConfigurableApplicationContext start(String... properties) {
			this.context = new SpringApplicationBuilder(Application.class).web(WebApplicationType.NONE)
				.properties("spring.main.banner-mode=off", "logging.level.root=error", "spring.jmx.enabled=false",
						"spring.autoconfigure.exclude=" + PEERS)
				.properties(properties)
				.initializers((GenericApplicationContext starting) -> this.classes.forEach(starting::registerBean))
				.run();
			return this.context;
		}

	}

	/** The application. */
	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

}
