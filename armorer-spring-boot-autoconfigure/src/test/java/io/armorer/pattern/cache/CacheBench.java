package io.armorer.pattern.cache;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;

import org.springframework.cache.CacheManager;

import io.armorer.config.ToolSettings;
import io.armorer.middleware.ToolHandler;
import io.armorer.testing.MovableTime;
import io.armorer.testing.TestInvocation;
import io.armorer.tool.Effect;
import io.armorer.tool.Tool;
import io.armorer.tool.ToolContext;

/** A tool behind a cache, without deduplication. */
final class CacheBench {

	final MovableTime time = new MovableTime();

	final AtomicInteger runs = new AtomicInteger();

	final ToolCaches caches = new ToolCaches();

	final Tool tool;

	final CacheMiddleware middleware;

	final ToolHandler handler;

	volatile ToolHandler body = (call) -> "found";

	TestInvocation last;

	private CacheBench(Effect effect, @Nullable CacheManager manager, boolean caffeine, String... properties) {
		this.tool = Tool.builder("search").effect(effect).build((input, context) -> null);
		this.last = TestInvocation.of(this.tool);
		this.middleware = new CacheMiddleware(this.caches,
				new CacheStores(this.time, caffeine, (name) -> name.equals("application") ? manager : null),
				settings(properties));
		this.handler = this.middleware.apply(this.tool, (call) -> {
			this.runs.incrementAndGet();
			return this.body.handle(call);
		});
	}

	static CacheBench with(String... properties) {
		return new CacheBench(Effect.READ, null, true, properties);
	}

	static CacheBench with(Effect effect, String... properties) {
		return new CacheBench(effect, null, true, properties);
	}

	static CacheBench withManager(@Nullable CacheManager manager, String... properties) {
		return new CacheBench(Effect.READ, manager, false, properties);
	}

	static ToolSettings settings(String... properties) {
		Map<String, String> values = new LinkedHashMap<>();
		for (String property : properties) {
			String[] pair = property.split("=", 2);
			values.put(pair[0], pair[1]);
		}
		return ToolSettings.of(values);
	}

	@Nullable Object call() throws Throwable {
		return call("ann", Map.of());
	}

	@Nullable Object call(Object q) throws Throwable {
		return call("ann", Map.of("q", q));
	}

	@Nullable Object call(@Nullable String user, Map<String, @Nullable Object> arguments) throws Throwable {
		TestInvocation call = new TestInvocation(this.tool, arguments, ToolContext.builder().userId(user).build());
		this.last = call;
		return this.handler.handle(call);
	}

	CacheSnapshot look() {
		return this.caches.find("search").orElseThrow();
	}

}
