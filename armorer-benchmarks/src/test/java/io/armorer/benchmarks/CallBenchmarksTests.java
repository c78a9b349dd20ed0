package io.armorer.benchmarks;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.Stream;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.openjdk.jmh.annotations.Benchmark;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Each benchmark starts, checks what it measures, and gives a result.
 */
@Timeout(60)
class CallBenchmarksTests {

	static Stream<Method> benchmarks() {
		return Arrays.stream(CallBenchmarks.class.getMethods())
			.filter((method) -> method.isAnnotationPresent(Benchmark.class))
			.sorted(Comparator.comparing(Method::getName));
	}

	@ParameterizedTest
	@MethodSource("benchmarks")
	void measuresWhatItSays(Method benchmark) throws Exception {
		Object state = benchmark.getParameterTypes()[0].getConstructor().newInstance();
		try {
			state.getClass().getMethod("start").invoke(state);
			assertThat(benchmark.invoke(new CallBenchmarks(), state)).isNotNull();
		}
		catch (InvocationTargetException ex) {
			throw new AssertionError(ex.getCause());
		}
		finally {
			state.getClass().getMethod("stop").invoke(state);
		}
	}

}
