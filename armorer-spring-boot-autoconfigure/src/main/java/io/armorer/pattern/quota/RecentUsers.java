package io.armorer.pattern.quota;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/**
 * Remembers the users that called lately, up to a bound. In two generations: when the
 * younger is full, the older is forgotten, and who is asked for again is young again. So
 * a bound costs those that are found nothing.
 */
final class RecentUsers {

	private final int perGeneration;

	private final Function<String, QuotaUser> fresh;

	private volatile ConcurrentHashMap<String, QuotaUser> young = new ConcurrentHashMap<>();

	private Map<String, QuotaUser> old = Map.of();

	RecentUsers(int bound, Function<String, QuotaUser> fresh) {
		this.perGeneration = Math.max(1, bound / 2);
		this.fresh = fresh;
	}

	QuotaUser of(String id) {
		QuotaUser user = this.young.get(id);
		return (user != null) ? user : remember(id);
	}

	private synchronized QuotaUser remember(String id) {
		QuotaUser user = this.young.get(id);
		if (user != null) {
			return user;
		}
		if (this.young.size() >= this.perGeneration) {
			this.old = this.young;
			this.young = new ConcurrentHashMap<>();
		}
		@Nullable QuotaUser before = this.old.get(id);
		user = (before != null) ? before : this.fresh.apply(id);
		this.young.put(id, user);
		return user;
	}

	synchronized int size() {
		return this.young.size() + this.old.size();
	}

}
