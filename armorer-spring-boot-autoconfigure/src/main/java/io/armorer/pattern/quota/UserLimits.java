package io.armorer.pattern.quota;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.armorer.store.KeyValueStore;
import io.armorer.store.OnStoreFailure;
import io.armorer.store.StoreException;
import io.armorer.store.StoreGuard;
import io.armorer.store.StoredValue;
import io.armorer.tool.TimeSource;

/**
 * Who has what limit: an operator's goes before the settings'. Operators' limits are in a
 * store that other machines write to, too; what was read of a user is good for a while,
 * and for longer where the store fails.
 */
final class UserLimits {

	private static final Logger logger = LoggerFactory.getLogger(UserLimits.class);

	private static final int MOST_REMEMBERED = 20_000;

	private final QuotaMeasure measure;

	private final @Nullable BigDecimal softThreshold;

	private final @Nullable QuotaLimit defaultLimit;

	private final Map<String, QuotaLimit> configured;

	private final KeyValueStore<OperatorLimit> store;

	private final StoreGuard guard;

	private final TimeSource time;

	private final long refreshNanos;

	private final RecentUsers users;

	private final QuotaUser nobody;

	UserLimits(QuotaMeasure measure, QuotaSettings settings, KeyValueStore<OperatorLimit> store, StoreGuard guard,
			TimeSource time) {
		this.measure = measure;
		this.softThreshold = SoftThreshold.parse(settings.getSoftThreshold());
		this.defaultLimit = limit(settings.getDefaultLimit());
		this.configured = settings.getUsers()
			.entrySet()
			.stream()
			.collect(Collectors.toUnmodifiableMap(Map.Entry::getKey,
					(user) -> Objects.requireNonNull(limit(user.getValue().getLimit()))));
		this.store = store;
		this.guard = guard;
		this.time = time;
		Duration refresh = settings.getLimitsRefresh();
		this.refreshNanos = refresh.toNanos();
		this.users = new RecentUsers(Math.min(settings.getMaxUsers(), MOST_REMEMBERED), this::fresh);
		this.nobody = new QuotaUser(null, AccountNames.NOBODY, this.defaultLimit);
		this.nobody.changed(null, time.nanos());
	}

	private @Nullable QuotaLimit limit(@Nullable BigDecimal amount) {
		return (amount != null) ? QuotaLimit.of(amount, this.softThreshold, this.measure) : null;
	}

	private QuotaUser fresh(String id) {
		return new QuotaUser(id, AccountNames.of(id), this.configured.getOrDefault(id, this.defaultLimit));
	}

	@Nullable BigDecimal softThreshold() {
		return this.softThreshold;
	}

	@Nullable QuotaLimit defaultLimit() {
		return this.defaultLimit;
	}

	/** Whether the settings name a user. */
	boolean isConfigured(String id) {
		return this.configured.containsKey(id);
	}

	QuotaUser user(@Nullable String id) {
		return (id != null) ? this.users.of(id) : this.nobody;
	}

	/** Find a user by the name that stands in keys; of a long one no more is known. */
	QuotaUser named(String name) {
		String id = AccountNames.read(name);
		if (id == null || AccountNames.of(id).equals(name)) {
			return user(id);
		}
		return this.configured.keySet()
			.stream()
			.filter((each) -> AccountNames.of(each).equals(name))
			.findFirst()
			.map(this::user)
			.orElseGet(() -> new QuotaUser(id, name, this.defaultLimit));
	}

	int remembered() {
		return this.users.size();
	}

	/**
	 * Return the limit of a user.
	 * @throws StoreException if nothing is known yet, and the store can't be asked
	 */
	QuotaUser.Known of(QuotaUser user) {
		QuotaUser.Known known = user.known();
		if (known == null) {
			return first(user);
		}
		if (user.id() == null || this.time.nanos() - known.readAt() < this.refreshNanos) {
			return known;
		}
		return again(user, known);
	}

	/**
	 * Return the limit of a user on behalf of a call.
	 * @return {@code null} if nothing is known yet, the store failed, and the call goes
	 * on nevertheless
	 */
	QuotaUser.@Nullable Known of(QuotaUser user, OnStoreFailure answer) {
		return (user.known() != null) ? of(user) : this.guard.ask(answer, () -> first(user));
	}

	/** One asks the store, and who comes meanwhile gets the same answer. */
	private QuotaUser.Known first(QuotaUser user) {
		CompletableFuture<QuotaUser.Known> answer = new CompletableFuture<>();
		CompletableFuture<QuotaUser.Known> asked = user.reading().compareAndExchange(null, answer);
		if (asked != null) {
			try {
				return asked.join();
			}
			catch (CompletionException ex) {
				if (ex.getCause() instanceof StoreException failure) {
					throw failure;
				}
				throw ex;
			}
		}
		try {
			QuotaUser.Known known = user.known();
			known = (known != null) ? known : read(user);
			answer.complete(known);
			return known;
		}
		catch (Throwable ex) {
			answer.completeExceptionally(ex);
			throw ex;
		}
		finally {
			user.reading().set(null);
		}
	}

	/** One asks the store, and who comes meanwhile goes on with what is known. */
	private QuotaUser.Known again(QuotaUser user, QuotaUser.Known known) {
		CompletableFuture<QuotaUser.Known> answer = new CompletableFuture<>();
		if (!user.reading().compareAndSet(null, answer)) {
			return known;
		}
		QuotaUser.Known present = known;
		try {
			if (!this.guard.tell(() -> read(user))) {
				user.unread(this.time.nanos());
			}
			QuotaUser.Known read = user.known();
			present = (read != null) ? read : known;
			return present;
		}
		finally {
			answer.complete(present);
			user.reading().set(null);
		}
	}

	private QuotaUser.Known read(QuotaUser user) {
		int changes = user.changes();
		Optional<StoredValue<OperatorLimit>> stored = this.store.find(key(user));
		QuotaLimit limit = stored.map((found) -> counted(found.value())).orElse(null);
		return user.read(limit, this.time.nanos(), changes);
	}

	/** What stands in a store may have been written by another version. */
	private @Nullable QuotaLimit counted(OperatorLimit stored) {
		try {
			return limit(stored.limit());
		}
		catch (ArithmeticException ex) {
			logger.warn("The stored limit {} of a user can't be counted; the settings' limit is in force",
					stored.limit(), ex);
			return null;
		}
	}

	/**
	 * Set the limit of a user.
	 * @throws ArithmeticException if it can't be counted
	 * @throws StoreException if the store failed
	 */
	void set(String id, BigDecimal amount) {
		QuotaLimit limit = QuotaLimit.of(amount, this.softThreshold, this.measure);
		QuotaUser user = user(id);
		OperatorLimit value = new OperatorLimit(limit.amount(), this.time.now());
		String key = key(user);
		while (this.store.update(key, (before) -> value, null).isEmpty()
				&& this.store.create(key, null, value, null).isEmpty()) {
			// somebody was faster with the one or the other
			Thread.onSpinWait();
		}
		user.changed(limit, this.time.nanos());
	}

	/**
	 * Go back to the settings' limit of a user.
	 * @return whether there was another one
	 * @throws StoreException if the store failed
	 */
	boolean clear(String id) {
		QuotaUser user = user(id);
		boolean removed = this.store.remove(key(user));
		user.changed(null, this.time.nanos());
		return removed;
	}

	private String key(QuotaUser user) {
		return this.measure.name() + "/" + user.name();
	}

}
