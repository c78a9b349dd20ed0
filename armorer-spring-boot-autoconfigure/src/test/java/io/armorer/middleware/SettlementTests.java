package io.armorer.middleware;

import java.io.IOException;
import java.lang.reflect.Method;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mockito.Mockito;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.boot.test.context.FilteredClassLoader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class SettlementTests {

	private final ToolInvocation invocation = Mockito.mock(ToolInvocation.class);

	private final Settlements settlements = new Settlements();

	@ParameterizedTest
	@NullSource
	@ValueSource(strings = "text")
	void aPlainValueIsNotDeferred(Object value) {
		assertThat(Settlement.isDeferred(value)).isFalse();
	}

	static Stream<Object> deferred() {
		Flow.Publisher<String> publisher = (subscriber) -> {
		};
		return Stream.of(new CompletableFuture<>(), CompletableFuture.completedStage("value"), Mono.never(),
				Flux.never(), publisher, Stream.of("a"), IntStream.of(1));
	}

	@ParameterizedTest
	@MethodSource
	void deferred(Object value) {
		assertThat(Settlement.isDeferred(value)).isTrue();
	}

	@Test
	void aPlainValueCanNotBeWaitedFor() {
		assertThatIllegalArgumentException().isThrownBy(() -> Settlement.whenSettled("text", this.settlements));
	}

	@Test
	void watchSettlesAValueAtReturn() throws Throwable {
		assertThat(Settlement.watch((call) -> "value", this.invocation, this.settlements)).isEqualTo("value");
		this.settlements.assertValue("value");
	}

	@Test
	void watchSettlesAnExceptionAndThrowsItOn() {
		IOException failure = new IOException("down");
		assertThatExceptionOfType(IOException.class).isThrownBy(() -> Settlement.watch((call) -> {
			throw failure;
		}, this.invocation, this.settlements)).isSameAs(failure);
		this.settlements.assertFailure(failure);
	}

	@Test
	void watchSettlesAPromiseLater() throws Throwable {
		CompletableFuture<String> source = new CompletableFuture<>();
		Settlement.watch((call) -> source, this.invocation, this.settlements);
		this.settlements.assertNone();
		source.complete("value");
		this.settlements.assertValue("value");
	}

	@Test
	void watchTellsAThrowingListenerOnceAndKeepsTheResult() throws Throwable {
		Settlements told = new Settlements();
		Settlement.Listener listener = (value, failure) -> {
			told.settled(value, failure);
			throw new IllegalStateException("listener");
		};
		assertThat(Settlement.watch((call) -> "value", this.invocation, listener)).isEqualTo("value");
		told.assertValue("value");
		IOException down = new IOException("down");
		assertThatExceptionOfType(IOException.class).isThrownBy(() -> Settlement.watch((call) -> {
			throw down;
		}, this.invocation, listener)).isSameAs(down);
		assertThat(told.count()).isEqualTo(2);
	}

	@Test
	void worksWithoutReactorAndReactiveStreams() throws Exception {
		try (FilteredClassLoader withoutReactor = new OwnClasses("reactor", "org.reactivestreams")) {
			Class<?> settlement = Class.forName(Settlement.class.getName(), true, withoutReactor);
			assertThat(settlement).isNotEqualTo(Settlement.class);
			Method isDeferred = settlement.getMethod("isDeferred", Object.class);
			assertThat(isDeferred.invoke(null, "text")).isEqualTo(false);
			assertThat(isDeferred.invoke(null, new CompletableFuture<>())).isEqualTo(true);
			Class<?> listener = Class.forName(Settlement.Listener.class.getName(), true, withoutReactor);
			CountDownLatch told = new CountDownLatch(3);
			Object proxy = java.lang.reflect.Proxy.newProxyInstance(withoutReactor, new Class<?>[] { listener },
					(self, method, arguments) -> {
						told.countDown();
						return null;
					});
			Method whenSettled = settlement.getMethod("whenSettled", Object.class, listener);
			CompletableFuture<String> source = new CompletableFuture<>();
			whenSettled.invoke(null, source, proxy);
			source.complete("value");
			((Stream<?>) whenSettled.invoke(null, List.of("a").stream(), proxy)).toList();
			whenSettled.invoke(null, CompletableFuture.completedFuture("value"), proxy);
			assertThat(told.getCount()).isZero();
		}
	}

	/** Loads the library's classes itself, so that they see what it hides. */
	private static final class OwnClasses extends FilteredClassLoader {

		OwnClasses(String... packages) {
			super(packages);
		}

		@Override
		protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
			if (!name.startsWith("io.armorer.")) {
				return super.loadClass(name, resolve);
			}
			synchronized (getClassLoadingLock(name)) {
				Class<?> loaded = findLoadedClass(name);
				if (loaded != null) {
					return loaded;
				}
				try (var bytes = getResourceAsStream(name.replace('.', '/') + ".class")) {
					byte[] code = bytes.readAllBytes();
					return defineClass(name, code, 0, code.length);
				}
				catch (IOException ex) {
					throw new ClassNotFoundException(name, ex);
				}
			}
		}

	}

}
