package io.armorer.pattern.cache;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.cache.Cache;
import org.springframework.cache.concurrent.ConcurrentMapCacheManager;
import org.springframework.cache.support.NoOpCacheManager;

import io.armorer.config.InvalidSettingException;
import io.armorer.config.MissingLibraryException;
import io.armorer.middleware.CallScope;
import io.armorer.middleware.ToolHandler;
import io.armorer.tool.CallNotes;
import io.armorer.tool.Effect;
import io.armorer.tool.Tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@Timeout(60)
class CacheTests {

	@Test
	void givesAgainWhatWasFoundAndSaysHowOldItIs() throws Throwable {
		CacheBench bench = CacheBench.with("armorer.cache.ttl=10s");
		List<String> value = new ArrayList<>(List.of("found"));
		bench.body = (call) -> value;
		assertThat(bench.call()).isSameAs(value);
		assertThat(bench.last.notes()).isEmpty();
		bench.time.advance(Duration.ofMillis(1500));
		assertThat(bench.call()).isSameAs(value);
		assertThat(bench.last.notes()).containsEntry(CallNotes.CACHED, true).containsEntry(CallNotes.CACHE_AGE, 1500L);
		assertThat(bench.runs).hasValue(1);
		assertThat(bench.look())
			.isEqualTo(new CacheSnapshot("search", CallScope.USER, Duration.ofSeconds(10), 1, 1, 0L, 1L));
	}

	@Test
	void timeToLiveStartsWhenTheValueIsThere() throws Throwable {
		CacheBench bench = CacheBench.with("armorer.cache.ttl=10s");
		bench.body = (call) -> {
			bench.time.advance(Duration.ofSeconds(60));
			return "found";
		};
		bench.call();
		bench.time.advance(Duration.ofMillis(9999));
		bench.call();
		assertThat(bench.runs).hasValue(1);
		bench.time.advance(Duration.ofMillis(1));
		bench.call();
		assertThat(bench.runs).hasValue(2);
		assertThat(bench.look().evictions()).isOne();
	}

	@Test
	void hitDoesNotProlongTheTime() throws Throwable {
		CacheBench bench = CacheBench.with("armorer.cache.ttl=10s");
		for (int i = 0; i < 4; i++) {
			bench.call();
			bench.time.advance(Duration.ofSeconds(4));
		}
		assertThat(bench.runs).hasValue(2);
	}

	@Test
	void correctionOfTheDateDoesNotMatter() throws Throwable {
		CacheBench bench = CacheBench.with("armorer.cache.ttl=10s");
		bench.call();
		bench.time.correctDate(Duration.ofDays(1));
		bench.call();
		assertThat(bench.last.notes()).containsEntry(CallNotes.CACHE_AGE, 0L);
		assertThat(bench.runs).hasValue(1);
	}

	@Test
	void nestedArgumentsCount() throws Throwable {
		CacheBench bench = CacheBench.with("armorer.cache.ttl=10s");
		bench.body = (call) -> call.arguments().toString();
		Object one = bench.call(Map.of("deep", List.of(Map.of("x", 1, "y", 2))));
		assertThat(bench.call(Map.of("deep", List.of(Map.of("x", 1, "y", 3))))).isNotEqualTo(one);
		assertThat(bench.call(Map.of("deep", List.of(Map.of("y", 2.0, "x", 1L))))).isEqualTo(one);
		assertThat(bench.runs).hasValue(2);
	}

	@Test
	void anotherUsersResultIsNeverGiven() throws Throwable {
		CacheBench bench = CacheBench.with("armorer.cache.ttl=10s");
		bench.body = (call) -> "of " + call.context().userId();
		assertThat(bench.call("ann", Map.of())).isEqualTo("of ann");
		assertThat(bench.call("bob", Map.of())).isEqualTo("of bob");
		assertThat(bench.call("ann", Map.of())).isEqualTo("of ann");
		assertThat(bench.runs).hasValue(2);
	}

	@Test
	void nobodysResultIsNotKeptUnlessAllShareIt() throws Throwable {
		CacheBench bench = CacheBench.with("armorer.cache.ttl=10s");
		bench.call(null, Map.of());
		bench.call(null, Map.of());
		assertThat(bench.runs).hasValue(2);
		assertThat(bench.look().size()).isZero();
		CacheBench global = CacheBench.with("armorer.cache.ttl=10s", "armorer.cache.scope=global");
		global.call(null, Map.of());
		global.call("ann", Map.of());
		assertThat(global.runs).hasValue(1);
	}

	@Test
	void failureIsNotKept() throws Throwable {
		CacheBench bench = CacheBench.with("armorer.cache.ttl=10s");
		bench.body = (call) -> {
			throw new IOException("down");
		};
		assertThatExceptionOfType(IOException.class).isThrownBy(bench::call);
		assertThatExceptionOfType(IOException.class).isThrownBy(bench::call);
		bench.body = (call) -> "up again";
		assertThat(bench.call()).isEqualTo("up again");
		assertThat(bench.runs).hasValue(3);
	}

	@Test
	void whatAnotherToolGaveInThisOnesPlaceIsNotKept() throws Throwable {
		for (boolean promised : new boolean[] { false, true }) {
			CacheBench bench = CacheBench.with("armorer.cache.ttl=10s");
			bench.body = (call) -> {
				call.note(CallNotes.SERVED_BY, "spare");
				return promised ? CompletableFuture.completedFuture("second best") : "second best";
			};
			bench.call();
			bench.call();
			assertThat(bench.runs.get()).isEqualTo(2);
		}
	}

	@Test
	void nothingIsKeptOnRequestOnly() throws Throwable {
		for (Object nothing : new Object[] { null, Optional.empty() }) {
			CacheBench bench = CacheBench.with("armorer.cache.ttl=10s");
			bench.body = (call) -> nothing;
			bench.call();
			bench.call();
			assertThat(bench.runs).hasValue(2);
			CacheBench keeping = CacheBench.with("armorer.cache.ttl=10s", "armorer.cache.cache-null=true");
			keeping.body = (call) -> nothing;
			keeping.call();
			assertThat(keeping.call()).isEqualTo(nothing);
			assertThat(keeping.last.notes()).containsEntry(CallNotes.CACHED, true);
			assertThat(keeping.runs).hasValue(1);
		}
	}

	@Test
	void neverKeepsMoreThanItMay() throws Throwable {
		CacheBench bench = CacheBench.with("armorer.cache.ttl=10s", "armorer.cache.max-size=10");
		for (int i = 0; i < 1000; i++) {
			bench.call(i);
		}
		assertThat(bench.look().size()).isEqualTo(10L);
		assertThat(bench.look().evictions()).isEqualTo(990L);
	}

	@Test
	void promisesAreKeptWhenTheySettleAndGivenInTheSameForm() throws Throwable {
		CacheBench bench = CacheBench.with("armorer.cache.ttl=10s");
		CompletableFuture<Object> promise = new CompletableFuture<>();
		bench.body = (call) -> promise;
		CompletableFuture<?> first = (CompletableFuture<?>) bench.call();
		assertThat(bench.look().size()).isZero();
		bench.time.advance(Duration.ofSeconds(60));
		promise.complete("found");
		assertThat(first.get(5, TimeUnit.SECONDS)).isEqualTo("found");
		bench.time.advance(Duration.ofSeconds(9));
		assertThat(((CompletableFuture<?>) bench.call()).get(5, TimeUnit.SECONDS)).isEqualTo("found");
		assertThat(bench.last.notes()).containsEntry(CallNotes.CACHE_AGE, 9000L);
		assertThat(bench.runs).hasValue(1);
		CacheBench reactive = CacheBench.with("armorer.cache.ttl=10s");
		reactive.body = (call) -> Mono.fromSupplier(() -> "found");
		Mono<?> mono = (Mono<?>) reactive.call();
		assertThat(reactive.look().size()).isZero();
		assertThat(mono.block()).isEqualTo("found");
		assertThat(((Mono<?>) reactive.call()).block()).isEqualTo("found");
		assertThat(reactive.last.notes()).containsEntry(CallNotes.CACHED, true);
		assertThat(reactive.runs).hasValue(1);
	}

	@Test
	void promisesThatFailAreNotKept() throws Throwable {
		CacheBench bench = CacheBench.with("armorer.cache.ttl=10s");
		bench.body = (call) -> CompletableFuture.failedFuture(new IOException("down"));
		assertThat((CompletableFuture<?>) bench.call()).isCompletedExceptionally();
		bench.body = (call) -> Mono.error(new IOException("down"));
		((Mono<?>) bench.call()).onErrorComplete().block();
		bench.body = (call) -> "up again";
		assertThat(bench.call()).isEqualTo("up again");
	}

	@Test
	void streamsAreNotKept() throws Throwable {
		CacheBench bench = CacheBench.with("armorer.cache.ttl=10s");
		bench.body = (call) -> Stream.of("a");
		assertThat((Stream<?>) bench.call()).hasSize(1);
		assertThat((Stream<?>) bench.call()).hasSize(1);
		bench.body = (call) -> Flux.just("a");
		assertThat(((Flux<?>) bench.call()).collectList().block()).hasSize(1);
		assertThat(bench.runs).hasValue(3);
		assertThat(bench.look().size()).isZero();
	}

	@Test
	void oneLoadPerKeyUnderLoad() throws Exception {
		ExecutorService threads = Executors.newFixedThreadPool(64);
		try {
			for (int round = 0; round < 200; round++) {
				CacheBench bench = CacheBench.with("armorer.cache.ttl=10s");
				bench.body = (call) -> {
					Thread.yield();
					return new Object();
				};
				CyclicBarrier start = new CyclicBarrier(64);
				List<Future<Object>> results = new ArrayList<>();
				for (int i = 0; i < 64; i++) {
					results.add(threads.submit(() -> {
						start.await(20, TimeUnit.SECONDS);
						return load(bench);
					}));
				}
				Set<Object> distinct = new HashSet<>();
				for (Future<Object> result : results) {
					distinct.add(result.get(20, TimeUnit.SECONDS));
				}
				assertThat(distinct).hasSize(1);
				assertThat(bench.runs).hasValue(1);
			}
		}
		finally {
			threads.shutdownNow();
		}
	}

	@Test
	void neverGivesOneUsersResultToAnotherUnderLoad() throws Exception {
		ExecutorService threads = Executors.newFixedThreadPool(16);
		try {
			CacheBench bench = CacheBench.with("armorer.cache.ttl=10s", "armorer.cache.max-size=20");
			bench.body = (call) -> call.context().userId() + call.arguments().get("q");
			Map<String, Object> wrong = new ConcurrentHashMap<>();
			List<Future<?>> all = new ArrayList<>();
			for (int t = 0; t < 16; t++) {
				String user = "user" + (t % 4);
				all.add(threads.submit(() -> {
					for (int i = 0; i < 5000; i++) {
						Object found = call(bench, user, i % 17);
						if (!(user + (i % 17)).equals(found)) {
							wrong.put(user, String.valueOf(found));
						}
					}
				}));
			}
			for (Future<?> each : all) {
				each.get(30, TimeUnit.SECONDS);
			}
			assertThat(wrong).isEmpty();
			assertThat(bench.look().size()).isLessThanOrEqualTo(20L);
		}
		finally {
			threads.shutdownNow();
		}
	}

	@Test
	void whatIsLoadedWhileAllIsDroppedIsNotKept() throws Throwable {
		CacheBench bench = CacheBench.with("armorer.cache.ttl=10s");
		bench.body = (call) -> {
			bench.caches.evict("search");
			return "stale";
		};
		assertThat(bench.call()).isEqualTo("stale");
		bench.body = (call) -> "fresh";
		assertThat(bench.call()).isEqualTo("fresh");
		assertThat(bench.call()).isEqualTo("fresh");
		assertThat(bench.runs).hasValue(2);
	}

	@Test
	void newCallDoesNotJoinALoadThatBeganBeforeAllWasDropped() throws Throwable {
		CacheBench bench = CacheBench.with("armorer.cache.ttl=10s");
		CompletableFuture<Object> stale = new CompletableFuture<>();
		bench.body = (call) -> stale;
		CompletableFuture<?> before = (CompletableFuture<?>) bench.call();
		bench.caches.clear();
		bench.body = (call) -> CompletableFuture.completedFuture("fresh");
		assertThat(((CompletableFuture<?>) bench.call()).join()).isEqualTo("fresh");
		stale.complete("stale");
		assertThat(before.join()).isEqualTo("stale");
		assertThat(((CompletableFuture<?>) bench.call()).join()).isEqualTo("fresh");
	}

	@Test
	void evictDropsTheResultsOfOneTool() throws Throwable {
		CacheBench bench = CacheBench.with("armorer.cache.ttl=10s");
		bench.call("ann", Map.of());
		bench.call("bob", Map.of());
		assertThat(bench.caches.evict("search")).isTrue();
		assertThat(bench.caches.evict("serach")).isFalse();
		assertThat(bench.look().size()).isZero();
		bench.call("ann", Map.of());
		assertThat(bench.runs).hasValue(3);
	}

	@Test
	void releasedToolLosesItsCache() {
		CacheBench bench = CacheBench.with("armorer.cache.ttl=10s", "armorer.cache.invalidated-by=change");
		assertThat(bench.caches.isInvalidator("change")).isTrue();
		bench.middleware.release(bench.tool);
		assertThat(bench.caches.all()).isEmpty();
		assertThat(bench.caches.isInvalidator("change")).isFalse();
	}

	@Test
	void appliesOnlyWhereItIsMeant() {
		assertThat(isCached(Effect.READ)).isFalse();
		assertThat(isCached(Effect.READ, "armorer.cache.ttl=10s")).isTrue();
		assertThat(isCached(Effect.READ, "armorer.cache.ttl=10s", "armorer.tools.search.cache.enabled=false"))
			.isFalse();
		assertThat(isCached(Effect.READ, "armorer.tools.search.cache.ttl=10s")).isTrue();
		assertThat(isCached(Effect.IDEMPOTENT, "armorer.cache.ttl=10s")).isFalse();
		assertThat(isCached(Effect.IDEMPOTENT, "armorer.tools.search.cache.ttl=10s")).isTrue();
		assertThat(isCached(Effect.EFFECTFUL, "armorer.cache.ttl=10s")).isFalse();
		assertThat(isCached(Effect.EFFECTFUL, "armorer.tools.search.cache.ttl=10s",
				"armorer.tools.search.cache.effectful=true"))
			.isTrue();
		assertThat(isCached(Effect.EFFECTFUL, "armorer.cache.ttl=10s", "armorer.tools.search.cache.effectful=true"))
			.isTrue();
	}

	@Test
	void costsNothingWhereItIsNotMeant() {
		CacheMiddleware middleware = CacheBench.with().middleware;
		ToolHandler next = (call) -> "found";
		assertThat(middleware.apply(Tool.builder("search").effect(Effect.READ).build((input, context) -> null), next))
			.isSameAs(next);
	}

	@Test
	void effectfulToolNeedsMoreThanATimeToLive() {
		assertThatExceptionOfType(InvalidSettingException.class)
			.isThrownBy(() -> CacheBench.with(Effect.EFFECTFUL, "armorer.tools.search.cache.ttl=10s"))
			.satisfies((ex) -> {
				assertThat(ex.key()).isEqualTo("armorer.tools.search.cache.ttl");
				assertThat(ex.action()).contains("armorer.tools.search.cache.effectful=true");
			});
		assertWrong("armorer.cache.effectful", "armorer.cache.effectful=true");
	}

	@Test
	void settingsThatCanNotBeAreRefused() {
		assertWrong("armorer.cache.ttl", "armorer.cache.ttl=0s");
		assertWrong("armorer.cache.ttl", "armorer.cache.ttl=-1s");
		assertWrong("armorer.tools.search.cache.ttl", "armorer.tools.search.cache.ttl=100000d");
		assertWrong("armorer.cache.max-size", "armorer.cache.max-size=0");
		assertWrong("armorer.tools.search.cache.invalidated-by", "armorer.cache.ttl=10s",
				"armorer.tools.search.cache.invalidated-by=search");
		assertWrong("armorer.cache.manager", "armorer.cache.ttl=10s", "armorer.cache.manager=nowhere");
	}

	@Test
	void unknownInvalidatorIsRefused() {
		CacheBench bench = CacheBench.with("armorer.tools.search.cache.ttl=10s",
				"armorer.tools.search.cache.invalidated-by=change,chnage");
		bench.middleware.checkInvalidators(Set.of("search", "change", "chnage"));
		assertThatExceptionOfType(InvalidSettingException.class)
			.isThrownBy(() -> bench.middleware.checkInvalidators(Set.of("search", "change")))
			.satisfies((ex) -> assertThat(ex.key()).isEqualTo("armorer.tools.search.cache.invalidated-by"))
			.withMessageContaining("'chnage'");
	}

	@Test
	void needsCaffeineUnlessThereIsAnotherCache() throws Throwable {
		assertThatExceptionOfType(MissingLibraryException.class)
			.isThrownBy(() -> CacheBench.withManager(null, "armorer.cache.ttl=10s"))
			.withMessageContaining("com.github.ben-manes.caffeine:caffeine");
		assertThat(CacheBench.withManager(null).caches.all()).isEmpty();
	}

	@Test
	void applicationsCacheManagerIsUsedOnRequest() throws Throwable {
		ConcurrentMapCacheManager manager = new ConcurrentMapCacheManager();
		CacheBench bench = CacheBench.withManager(manager, "armorer.cache.ttl=10s",
				"armorer.cache.manager=application");
		bench.call();
		assertThat(bench.call()).isEqualTo("found");
		assertThat(bench.runs).hasValue(1);
		Cache cache = manager.getCache("armorer.search");
		assertThat(cache).isNotNull();
		assertThat((Map<?, ?>) cache.getNativeCache()).hasSize(1).allSatisfy((key, value) -> {
			assertThat(key).isInstanceOf(String.class);
			assertThat(value).isInstanceOf(CachedResult.class);
		});
		bench.time.advance(Duration.ofSeconds(10));
		bench.call();
		assertThat(bench.runs).hasValue(2);
		bench.caches.clear();
		assertThat((Map<?, ?>) cache.getNativeCache()).isEmpty();
		assertThat(bench.look().size()).isNull();
	}

	@Test
	void cacheManagerWithoutTheCacheIsRefused() {
		ConcurrentMapCacheManager manager = new ConcurrentMapCacheManager("others");
		assertThatExceptionOfType(InvalidSettingException.class)
			.isThrownBy(
					() -> CacheBench.withManager(manager, "armorer.cache.ttl=10s", "armorer.cache.manager=application"))
			.withMessageContaining("'armorer.search'");
	}

	@Test
	void cacheThatFailsCostsNoCall() throws Throwable {
		Cache broken = (Cache) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] { Cache.class },
				(proxy, method, arguments) -> {
					throw new IllegalStateException("connection refused");
				});
		CacheBench bench = CacheBench.withManager(new NoOpCacheManager() {

			@Override
			public Cache getCache(String name) {
				return broken;
			}

		}, "armorer.cache.ttl=10s", "armorer.cache.manager=application");
		assertThat(bench.call()).isEqualTo("found");
		assertThat(bench.call()).isEqualTo("found");
		assertThat(bench.runs).hasValue(2);
		bench.caches.clear();
	}

	@Test
	void describesWhatIsInForce() {
		CacheBench bench = CacheBench.with("armorer.cache.ttl=10s", "armorer.tools.search.cache.scope=global");
		assertThat(bench.middleware.describe(bench.tool)).isEqualTo(Map.of("ttlMs", 10_000L, "maxSize", 10_000, "scope",
				"global", "cacheNull", false, "invalidatedBy", List.of(), "manager", "caffeine"));
	}

	private static boolean isCached(Effect effect, String... properties) {
		return CacheBench.with(effect, properties).caches.find("search").isPresent();
	}

	private static void assertWrong(String key, String... properties) {
		assertThatExceptionOfType(InvalidSettingException.class).isThrownBy(() -> CacheBench.with(properties))
			.satisfies((ex) -> assertThat(ex.key()).isEqualTo(key))
			.withMessageContaining(key);
	}

	private static Object load(CacheBench bench) {
		return call(bench, "ann", 1);
	}

	private static Object call(CacheBench bench, String user, int q) {
		AtomicReference<Object> found = new AtomicReference<>();
		try {
			found.set(bench.call(user, Map.of("q", q)));
		}
		catch (Throwable ex) {
			throw new IllegalStateException(ex);
		}
		return found.get();
	}

}
