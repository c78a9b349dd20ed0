package io.armorer.pattern.ratelimit;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A bucket for each user or session, as many as fit. When there is no room for another,
 * the one that was not used for longest makes room, provided it is full again: a new one
 * would hold no more, so that to forget it gives nothing away. If it is not, the newcomer
 * is counted in a bucket that all latecomers share, which is strict but never generous.
 */
final class ScopedBuckets {

	private static final Logger logger = LoggerFactory.getLogger(ScopedBuckets.class);

	private final String tool;

	private final RateLimitRules rules;

	private final BucketTime time;

	private final Map<String, Bucket> byKey = new LinkedHashMap<>(16, 0.75f, true);

	// Tokens are taken under it, too: a bucket must not be forgotten between being found
	// and being used.
	private final Lock lock = new ReentrantLock();

	private Bucket shared;

	private boolean overflown;

	ScopedBuckets(String tool, RateLimitRules rules, BucketTime time) {
		this.tool = tool;
		this.rules = rules;
		this.time = time;
		this.shared = rules.bucket(time);
	}

	ConsumptionProbe consume(String key) {
		this.lock.lock();
		try {
			return find(key).tryConsumeAndReturnRemaining(1);
		}
		finally {
			this.lock.unlock();
		}
	}

	private Bucket find(String key) {
		Bucket known = this.byKey.get(key);
		if (known != null) {
			return known;
		}
		if (this.byKey.size() >= this.rules.maxBuckets() && !makeRoom()) {
			if (!this.overflown) {
				this.overflown = true;
				logger.warn("The rate limit of tool '{}' has more than max-buckets={} of scope {} to count at a time; "
						+ "the rest share one count", this.tool, this.rules.maxBuckets(), this.rules.scope());
			}
			return this.shared;
		}
		Bucket fresh = this.rules.bucket(this.time);
		this.byKey.put(key, fresh);
		return fresh;
	}

	private boolean makeRoom() {
		Iterator<Bucket> buckets = this.byKey.values().iterator();
		if (buckets.next().getAvailableTokens() < this.rules.burst()) {
			return false;
		}
		buckets.remove();
		return true;
	}

	int size() {
		this.lock.lock();
		try {
			return this.byKey.size();
		}
		finally {
			this.lock.unlock();
		}
	}

	void reset() {
		this.lock.lock();
		try {
			this.byKey.clear();
			this.shared = this.rules.bucket(this.time);
			this.overflown = false;
		}
		finally {
			this.lock.unlock();
		}
	}

}
