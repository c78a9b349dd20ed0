package io.armorer;

import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Currency;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import org.awaitility.Awaitility;

import org.springframework.context.ApplicationContext;
import org.springframework.context.event.EventListener;

import io.armorer.event.CostRecorded;
import io.armorer.event.ToolFinished;
import io.armorer.pattern.audit.AuditFormat;
import io.armorer.pattern.audit.AuditLog;
import io.armorer.pattern.audit.AuditQuery;
import io.armorer.pattern.audit.AuditRecord;
import io.armorer.pattern.audit.AuditTrail;
import io.armorer.pattern.bulkhead.Bulkheads;
import io.armorer.pattern.cost.CostTotals;
import io.armorer.pattern.cost.CostTracker;
import io.armorer.pattern.dedup.Deduplication;
import io.armorer.pattern.pool.ResourcePools;
import io.armorer.pattern.session.SessionInvocation;
import io.armorer.pattern.session.SessionManager;
import io.armorer.pattern.timeout.Timeouts;
import io.armorer.store.Balance;
import io.armorer.store.StoreBackend;
import io.armorer.testing.FailingStores;
import io.armorer.tool.Outcome;
import io.armorer.tool.ToolResult;

import static org.assertj.core.api.Assertions.assertThat;

/** What an application was told of its calls, to be held against its books. */
class Books {

	static final List<String> USERS = List.of("ann", "Ann", "a/b%~*", "\u0000\n\u2028", "ö\ud83d\ude00\ud800",
			"x".repeat(10_000), "(others)", " ");

	private final Queue<ToolFinished> finished = new ConcurrentLinkedQueue<>();

	private final Map<String, BigDecimal> charged = new ConcurrentHashMap<>();

	private final Queue<ToolResult> results = new ConcurrentLinkedQueue<>();

	private final Map<Class<?>, Object> beans = new ConcurrentHashMap<>();

	private final ApplicationContext context;

	Books(ApplicationContext context) {
		this.context = context;
	}

	static Books of(ApplicationContext context) {
		Books books = context.getBean(Books.class);
		// they are looked at after the application has ended, too
		List.of(Timeouts.class, Deduplication.class, Bulkheads.class, ResourcePools.class, AuditTrail.class,
				AuditLog.class, CostTracker.class, SessionManager.class, MeterRegistry.class, FailingStores.class)
			.forEach(books::bean);
		return books;
	}

	@EventListener
	void on(ToolFinished event) {
		this.finished.add(event);
	}

	@EventListener
	void on(CostRecorded event) {
		this.charged.merge(String.valueOf(event.call().userId()), event.amount(), BigDecimal::add);
	}

	/** A call that came back to its caller. */
	void known(ToolResult result) {
		this.results.add(result);
	}

	Map<String, BigDecimal> charged() {
		return this.charged;
	}

	/** Wait until nothing is under way. */
	void settle() {
		Awaitility.await().atMost(30, TimeUnit.SECONDS).untilAsserted(() -> {
			assertThat(bean(Timeouts.class).all()).allSatisfy((timeout) -> assertThat(timeout.orphans()).isEmpty());
			assertThat(bean(Deduplication.class).all())
				.allSatisfy((dedup) -> assertThat(dedup.inFlight()).as(dedup.tool()).isZero());
			assertThat(bean(Bulkheads.class).all()).allSatisfy((bulkhead) -> {
				assertThat(bulkhead.active()).isZero();
				assertThat(bulkhead.waiting()).isZero();
			});
			assertThat(bean(ResourcePools.class).all()).allSatisfy((pool) -> {
				assertThat(pool.leased()).isZero();
				assertThat(pool.waiting()).isZero();
				assertThat(pool.leaks()).isZero();
			});
			assertThat(bean(AuditTrail.class).backlog()).isZero();
			assertThat(bean(CostTracker.class).bookkeeping().waiting()).isZero();
			assertThat(records().size() + bean(AuditTrail.class).dropped()).isEqualTo(this.finished.size());
			assertThat(reserved()).isZero();
			assertThat(used()).isEqualByComparingTo(sum(this.charged));
		});
	}

	/** All books against one another. */
	void check() throws Exception {
		List<AuditRecord> records = records();
		assertThat(bean(AuditTrail.class).dropped()).isZero();
		assertThat(bean(AuditLog.class).verify().isIntact()).isTrue();
		ByteArrayOutputStream exported = new ByteArrayOutputStream();
		assertThat(bean(AuditLog.class).export(AuditFormat.NDJSON, exported)).isEqualTo(records.size());
		assertThat(exported.toString(StandardCharsets.UTF_8).lines()).hasSize(records.size());
		checkOutcomes(records);
		Map<String, Long> times = records.stream()
			.filter((record) -> record.callId().length() < 200)
			.collect(Collectors.groupingBy(AuditRecord::callId, Collectors.counting()));
		for (ToolResult result : this.results) {
			String id = result.callId();
			if (id.length() < 200 && id.indexOf('\0') < 0) {
				assertThat(times).as(result.toString()).containsEntry(id, 1L);
			}
			assertThat(result.content()).isNotNull();
		}
		checkCosts();
	}

	// Who cancels a stream just as it ends may be told of both.
	private void checkOutcomes(List<AuditRecord> records) {
		Map<Outcome, Long> audited = counts(records, AuditRecord::outcome);
		Map<Outcome, Long> told = counts(this.finished, ToolFinished::outcome);
		long cancelled = audited.getOrDefault(Outcome.CANCELLED, 0L) - told.getOrDefault(Outcome.CANCELLED, 0L);
		assertThat(Math.abs(cancelled)).as(audited + " and " + told).isLessThanOrEqualTo(records.size() / 100);
		assertThat(audited.get(Outcome.DENIED)).isEqualTo(told.get(Outcome.DENIED));
	}

	/** What was measured, of tools that are still there, against what was told. */
	void checkMeters() {
		assertThat(measured()).isEqualTo(
				counts(this.finished.stream().filter((call) -> !call.call().toolName().startsWith("passing-")).toList(),
						ToolFinished::outcome));
	}

	Map<Outcome, Long> measured() {
		Map<Outcome, Long> measured = new EnumMap<>(Outcome.class);
		for (Timer timer : bean(MeterRegistry.class).find("armorer.tool.calls").timers()) {
			Outcome outcome = Outcome
				.valueOf(timer.getId().getTag("outcome").toUpperCase(Locale.ROOT).replace('-', '_'));
			measured.merge(outcome, timer.count(), Long::sum);
		}
		return measured;
	}

	private void checkCosts() {
		CostTracker costs = bean(CostTracker.class);
		assertThat(amount(costs.total())).isEqualByComparingTo(sum(this.charged));
		this.charged.forEach((user, sum) -> assertThat(amount(costs.byUser(user))).as(user).isEqualByComparingTo(sum));
		BigDecimal byTool = costs.tools(null, 10_000)
			.items()
			.stream()
			.map(this::amount)
			.reduce(BigDecimal.ZERO, BigDecimal::add);
		assertThat(byTool).isEqualByComparingTo(sum(this.charged));
		BigDecimal byUser = costs.users(null, 10_000)
			.items()
			.stream()
			.map(this::amount)
			.reduce(BigDecimal.ZERO, BigDecimal::add);
		assertThat(byUser).isEqualByComparingTo(sum(this.charged));
	}

	/** What was recorded in the sessions against what the audit log says of them. */
	void checkSessions(List<String> sessions) {
		for (int i = 0; i < sessions.size(); i++) {
			String id = sessions.get(i);
			String user = USERS.get(i);
			List<String> invoked = bean(SessionManager.class).find(id)
				.orElseThrow()
				.invocations()
				.stream()
				.map(SessionInvocation::tool)
				.sorted()
				.toList();
			List<String> audited = this.finished.stream()
				.filter((call) -> id.equals(call.call().sessionId())
						&& (user.isBlank() || user.equals(call.call().userId())))
				.map((call) -> call.call().toolName())
				.map((tool) -> tool.substring(0, Math.min(200, tool.length())))
				.sorted()
				.toList();
			assertThat(invoked).hasSameSizeAs(audited);
		}
	}

	List<String> metersOf(String tool) {
		return bean(MeterRegistry.class).getMeters()
			.stream()
			.map(Meter::getId)
			.filter((id) -> id.getTag("tool") != null && id.getTag("tool").startsWith(tool))
			.map(Meter.Id::toString)
			.toList();
	}

	List<AuditRecord> records() {
		List<AuditRecord> records = new ArrayList<>();
		bean(AuditLog.class).read(AuditQuery.oldest(Integer.MAX_VALUE), records::add);
		return records;
	}

	private long reserved() {
		return balances().stream().mapToLong(Balance::reserved).sum();
	}

	/** By all users, in all windows. */
	BigDecimal used() {
		return BigDecimal.valueOf(balances().stream().mapToLong(Balance::used).sum(), 9);
	}

	private List<Balance> balances() {
		StoreBackend stores = bean(FailingStores.class);
		return stores.ledger("quota", 1).balances("", null, 100_000).items();
	}

	private BigDecimal amount(CostTotals totals) {
		return totals.amount(Currency.getInstance("USD"));
	}

	private static BigDecimal sum(Map<String, BigDecimal> amounts) {
		return amounts.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
	}

	private static <T> Map<Outcome, Long> counts(Collection<T> of, Function<T, Outcome> outcome) {
		return of.stream()
			.collect(Collectors.groupingBy(outcome, () -> new EnumMap<>(Outcome.class), Collectors.counting()));
	}

	private <T> T bean(Class<T> type) {
		return type.cast(this.beans.computeIfAbsent(type, this.context::getBean));
	}

}
