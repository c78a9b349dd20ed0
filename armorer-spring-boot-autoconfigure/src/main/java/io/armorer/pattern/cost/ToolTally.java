package io.armorer.pattern.cost;

import java.math.BigDecimal;
import java.util.Currency;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.armorer.tool.TimeSource;
import io.armorer.tool.Tool;

/** What this process counted of one tool since it started. */
final class ToolTally {

	private static final Logger logger = LoggerFactory.getLogger(ToolTally.class);

	private static final long QUIET_NANOS = 60_000_000_000L;

	private final String name;

	private final @Nullable Tool tool;

	private final TimeSource time;

	private final Runnable whenGrown;

	private final Map<Currency, LongAdder> billionths = new ConcurrentHashMap<>();

	private final Map<String, LongAdder> units = new ConcurrentHashMap<>();

	private final LongAdder charges = new LongAdder();

	private final LongAdder failures = new LongAdder();

	private final LongAdder unpriced = new LongAdder();

	private final AtomicLong loggedAt = new AtomicLong();

	private volatile @Nullable String lastProblem;

	ToolTally(String name, @Nullable Tool tool, TimeSource time, Runnable whenGrown) {
		this.name = name;
		this.tool = tool;
		this.time = time;
		this.whenGrown = whenGrown;
		this.loggedAt.set(time.nanos() - QUIET_NANOS);
	}

	@Nullable Tool tool() {
		return this.tool;
	}

	void charged(Charge charge, long amount) {
		this.charges.increment();
		boolean grown = false;
		LongAdder sum = this.billionths.get(charge.currency());
		if (sum == null) {
			sum = this.billionths.computeIfAbsent(charge.currency(), (key) -> new LongAdder());
			grown = true;
		}
		sum.add(amount);
		if (!charge.units().isEmpty()) {
			for (Map.Entry<String, Long> unit : charge.units().entrySet()) {
				LongAdder count = this.units.get(unit.getKey());
				if (count == null && this.units.size() < 2 * Cost.MAX_UNITS) {
					count = this.units.computeIfAbsent(unit.getKey(), (key) -> new LongAdder());
					grown = true;
				}
				if (count != null) {
					count.add(unit.getValue());
				}
			}
		}
		if (grown) {
			this.whenGrown.run();
		}
	}

	/** The cost could not be told. Not every time is worth a line in the log. */
	void failed(Throwable failure) {
		this.failures.increment();
		this.lastProblem = failure.toString();
		long now = this.time.nanos();
		long last = this.loggedAt.get();
		if (now - last >= QUIET_NANOS && this.loggedAt.compareAndSet(last, now)) {
			logger.warn("What a call of tool '{}' cost could not be told ({} times so far)", this.name,
					this.failures.sum(), failure);
		}
	}

	void unpriced(String why) {
		this.unpriced.increment();
		this.lastProblem = why;
	}

	ToolCosts look() {
		return new ToolCosts(this.name, this.charges.sum(),
				this.billionths.entrySet()
					.stream()
					.collect(Collectors.toMap(Map.Entry::getKey,
							(entry) -> Billionths.toAmount(entry.getValue().sum()))),
				this.units.entrySet()
					.stream()
					.collect(Collectors.toMap(Map.Entry::getKey, (entry) -> entry.getValue().sum(), (one, other) -> one,
							TreeMap::new)),
				this.failures.sum(), this.unpriced.sum(), this.lastProblem);
	}

	BigDecimal amount(Currency currency) {
		LongAdder sum = this.billionths.get(currency);
		return (sum != null) ? Billionths.toAmount(sum.sum()) : BigDecimal.ZERO;
	}

}
