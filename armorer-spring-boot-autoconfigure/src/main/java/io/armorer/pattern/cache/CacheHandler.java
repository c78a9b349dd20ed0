package io.armorer.pattern.cache;

import org.jspecify.annotations.Nullable;

import io.armorer.middleware.CallFingerprint;
import io.armorer.middleware.Settlement;
import io.armorer.middleware.ToolHandler;
import io.armorer.middleware.ToolInvocation;
import io.armorer.middleware.flight.ResultKind;
import io.armorer.pattern.cache.ToolCache.Generation;
import io.armorer.tool.CallNotes;

/** The cache's link in a tool's chain. */
final class CacheHandler implements ToolHandler {

	private final ToolCache cache;

	private final ToolHandler next;

	CacheHandler(ToolCache cache, ToolHandler next) {
		this.cache = cache;
		this.next = next;
	}

	@Override
	public @Nullable Object handle(ToolInvocation invocation) throws Throwable {
		CallFingerprint key = this.cache.fingerprint(invocation);
		if (key == null) {
			return this.next.handle(invocation);
		}
		// before the look: what is cleared from here on must not be kept
		Generation now = this.cache.generation();
		CachedResult found = this.cache.find(key);
		return (found != null) ? give(found, invocation)
				: now.loads().join(key, invocation, (call) -> load(key, call, now));
	}

	private @Nullable Object load(CallFingerprint key, ToolInvocation call, Generation since) throws Throwable {
		// another load may have ended since the first look
		CachedResult found = this.cache.find(key);
		if (found != null) {
			return give(found, call);
		}
		this.cache.miss();
		Object result = this.next.handle(call);
		ResultKind kind = ResultKind.of(result);
		if (kind == ResultKind.VALUE) {
			keep(key, result, kind, since, call);
			return result;
		}
		if (kind == ResultKind.ONE_SHOT || result == null) {
			return result;
		}
		return Settlement.whenSettled(result, (value, failure) -> {
			if (failure == null) {
				keep(key, value, kind, since, call);
			}
		});
	}

	/** What another tool gave in this one's place is second best, and is not kept. */
	private void keep(CallFingerprint key, @Nullable Object value, ResultKind kind, Generation since,
			ToolInvocation call) {
		if (!call.notes().containsKey(CallNotes.SERVED_BY)) {
			this.cache.keep(key, value, kind, since);
		}
	}

	private @Nullable Object give(CachedResult found, ToolInvocation call) {
		this.cache.hit();
		call.note(CallNotes.CACHED, true);
		call.note(CallNotes.CACHE_AGE, this.cache.age(found).toMillis());
		return found.kind().settled(found.value());
	}

}
