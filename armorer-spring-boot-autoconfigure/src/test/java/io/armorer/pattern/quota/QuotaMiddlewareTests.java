package io.armorer.pattern.quota;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.SubmissionPublisher;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import io.armorer.event.QuotaExceeded;
import io.armorer.event.QuotaThresholdReached;
import io.armorer.middleware.ToolHandler;
import io.armorer.pattern.cost.ChargeSink;
import io.armorer.testing.TestInvocation;
import io.armorer.tool.ErrorCode;
import io.armorer.tool.Outcome;
import io.armorer.tool.Tool;
import io.armorer.tool.ToolContext;
import io.armorer.tool.ToolError;
import io.armorer.tool.ToolRefusedException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

@Timeout(60)
class QuotaMiddlewareTests {

	private static final ToolHandler BODY = (call) -> "found";

	@Test
	void costsNothingUnlessALimitIsSet() {
		assertThat(Quotas.of().handler(BODY)).isSameAs(BODY);
		assertThat(Quotas.of("default-limit=5", "armorer.tools.search.quota.enabled=false").handler(BODY))
			.isSameAs(BODY);
		assertThat(Quotas.of("default-limit=5").handler(BODY)).isNotSameAs(BODY);
		assertThat(Quotas.of("users.ann.limit=5").handler(BODY)).isNotSameAs(BODY);
		assertThat(Quotas.of("enabled=true").handler(BODY)).isNotSameAs(BODY);
	}

	@Test
	void leavesAloneWhatCanUseUpNothing() {
		Quotas free = Quotas.of("default-limit=5");
		free.charged = false;
		assertThat(free.handler(BODY)).isSameAs(BODY);
		Quotas estimated = Quotas.of("default-limit=5", "estimate=0.1");
		estimated.charged = false;
		assertThat(estimated.handler(BODY)).isNotSameAs(BODY);
		Quotas counted = Quotas.of("default-limit=5", "unit=calls");
		counted.charged = false;
		assertThat(counted.handler(BODY)).isNotSameAs(BODY);
	}

	@Test
	void callAsksForTheTimeOnceBeforeAndOnceAfter() throws Throwable {
		Quotas quotas = Quotas.of("default-limit=1.00", "window=day", "estimate=0.3");
		ToolHandler handler = quotas.handler((call) -> quotas.time.timesAsked());
		long before = quotas.time.timesAsked();

		assertThat(handler.handle(quotas.call("ann"))).isEqualTo(before + 1);
		assertThat(quotas.time.timesAsked()).isEqualTo(before + 2);
	}

	@Test
	void refusesTheCallThatDoesNotFitAndSaysWhy() throws Throwable {
		Quotas quotas = Quotas.of("default-limit=1.00", "window=day", "estimate=0.3");
		ToolHandler handler = quotas.handler(Quotas.costing("0.25"));
		for (int i = 0; i < 3; i++) {
			assertThat(handler.handle(quotas.call("ann"))).isEqualTo("found");
		}
		ToolError error = refusal(handler, quotas, "ann");
		assertThat(error.is(ErrorCode.QUOTA_EXCEEDED)).isTrue();
		assertThat(Outcome.of(error)).isEqualTo(Outcome.DENIED);
		assertThat(error.message()).isEqualTo("The user's quota of 1 USD does not allow this call of 'search': "
				+ "0.75 used, 0.25 remaining, while it may need 0.3. The quota resets at 2026-02-01T00:00:00Z. "
				+ "Do not call it before that; do without it or tell the user.");
		assertThat(error.retryAfter()).isEqualTo(Duration.ofHours(12));
		assertThat(error.details()).containsExactly(Map.entry("limit", new BigDecimal("1")),
				Map.entry("used", new BigDecimal("0.75")), Map.entry("reserved", new BigDecimal("0")),
				Map.entry("remaining", new BigDecimal("0.25")), Map.entry("unit", "USD"),
				Map.entry("resetsAt", "2026-02-01T00:00:00Z"));
		assertThat(quotas.tools.find("search")).map(ToolQuotaSnapshot::denied).contains(1L);
	}

	@Test
	void saysToTryAgainSoonWhereOtherCallsHoldWhatIsLeft() throws Throwable {
		Quotas quotas = Quotas.of("default-limit=1", "estimate=0.6", "window=month");
		quotas.handler((call) -> {
			ToolError error = refusal(quotas.handler(BODY), quotas, "ann");
			assertThat(error.message()).contains("0 used, 0.6 held by calls under way, 0.4 remaining")
				.endsWith("Try again in a moment, when those calls have ended.");
			assertThat(error.retryable()).isTrue();
			assertThat(error.retryAfter()).isEqualTo(Duration.ofSeconds(1));
			Quotas.charge(call, "0.5");
			return "found";
		}).handle(quotas.call("ann"));
		assertThat(refusal(quotas.handler(BODY), quotas, "ann").message()).contains("Do not call it before that");
	}

	@Test
	void withoutWindowThereIsNothingToWaitFor() throws Throwable {
		Quotas quotas = Quotas.of("default-limit=1", "unit=calls");
		ToolHandler handler = quotas.handler(BODY);
		handler.handle(quotas.call("ann"));
		ToolError error = refusal(handler, quotas, "ann");
		assertThat(error.message()).isEqualTo("The user's quota of 1 call does not allow this call of 'search': "
				+ "1 used, 0 remaining. Do not call it again; do without it or tell the user.");
		assertThat(error.retryable()).isFalse();
		assertThat(error.retryAfter()).isNull();
		assertThat(error.details()).containsEntry("unit", "calls").doesNotContainKey("resetsAt");
	}

	@Test
	void settlesToWhatWasCharged() throws Throwable {
		Quotas quotas = Quotas.of("default-limit=10", "estimate=2");
		quotas.handler((call) -> {
			assertThat(quotas.reserved("ann")).isEqualTo("2");
			assertThat(quotas.manager.remaining("ann")).contains(new BigDecimal("8"));
			Quotas.charge(call, "0.1");
			Quotas.charge(call, "0.000000001");
			assertThat(quotas.used("ann")).isEqualTo("0");
			return "found";
		}).handle(quotas.call("ann"));
		assertThat(quotas.used("ann")).isEqualTo("0.100000001");
		assertThat(quotas.reserved("ann")).isEqualTo("0");
		assertThat(quotas.tools.all()).singleElement()
			.isEqualTo(new ToolQuotaSnapshot("search", new BigDecimal("2"), true, "USD", new BigDecimal("0.100000001"),
					0));
	}

	@Test
	void tenTimesATenthIsOne() throws Throwable {
		Quotas quotas = Quotas.of("default-limit=1");
		ToolHandler handler = quotas.handler(Quotas.costing("0.1"));
		for (int i = 0; i < 10; i++) {
			handler.handle(quotas.call("ann"));
		}
		assertThat(quotas.used("ann")).isEqualTo("1");
		refusal(handler, quotas, "ann");
	}

	@Test
	void releasesWhatWasNotUsed() {
		Quotas quotas = Quotas.of("default-limit=10", "estimate=2");
		ToolHandler handler = quotas.handler((call) -> {
			throw new IOException("down");
		});
		assertThat(catchThrowable(() -> handler.handle(quotas.call("ann")))).isInstanceOf(IOException.class);
		assertThat(quotas.used("ann")).isEqualTo("0");
		assertThat(quotas.reserved("ann")).isEqualTo("0");
	}

	@Test
	void whatWasChargedBeforeAFailureIsCharged() {
		Quotas quotas = Quotas.of("default-limit=10");
		ToolHandler handler = quotas.handler((call) -> {
			Quotas.charge(call, "1.5");
			throw new IOException("down");
		});
		catchThrowable(() -> handler.handle(quotas.call("ann")));
		assertThat(quotas.used("ann")).isEqualTo("1.5");
	}

	@Test
	void overshootsByNoMoreThanTheEstimateWasTooLowAndRefusesTheNext() throws Throwable {
		Quotas quotas = Quotas.of("default-limit=1", "estimate=0.5");
		ToolHandler handler = quotas.handler(Quotas.costing("0.9"));
		handler.handle(quotas.call("ann"));
		assertThat(refusal(handler, quotas, "ann").details()).containsEntry("used", new BigDecimal("0.9"));
		Quotas exact = Quotas.of("default-limit=1");
		ToolHandler unestimated = exact.handler(Quotas.costing("3"));
		unestimated.handle(exact.call("ann"));
		assertThat(exact.manager.usage("ann").remaining()).isEqualTo("0");
		assertThat(refusal(unestimated, exact, "ann").message()).contains("3 used, 0 remaining.");
	}

	@Test
	void saysWhatIsHeldByOthers() {
		Quotas quotas = Quotas.of("default-limit=1", "estimate=0.6");
		ToolHandler nested = quotas.handler(BODY);
		ToolHandler handler = quotas.handler((call) -> nested.handle(quotas.call("ann")));
		ToolError error = catchThrowableOfType(QuotaExceededException.class, () -> handler.handle(quotas.call("ann")))
			.error();
		assertThat(error.message())
			.contains(": 0 used, 0.6 held by calls under way, 0.4 remaining, while it may need 0.6.");
		assertThat(error.details()).containsEntry("reserved", new BigDecimal("0.6"));
	}

	@Test
	void oneUserLeavesTheOthersAlone() throws Throwable {
		Quotas quotas = Quotas.of("default-limit=1", "users.bob.limit=3", "unit=calls");
		assertThat(granted(quotas, "ann", 9)).isEqualTo(1);
		assertThat(granted(quotas, "bob", 9)).isEqualTo(3);
		assertThat(granted(quotas, "cem", 9)).isEqualTo(1);
	}

	@Test
	void usersWithoutALimitAreNotCounted() throws Throwable {
		Quotas quotas = Quotas.of("users.ann.limit=1", "unit=calls");
		assertThat(granted(quotas, "ann", 9)).isEqualTo(1);
		assertThat(granted(quotas, "bob", 9)).isEqualTo(9);
		assertThat(quotas.manager.limit("bob")).isEmpty();
		assertThat(quotas.manager.remaining("bob")).isEmpty();
		assertThat(quotas.used("bob")).isEqualTo("0");
	}

	@Test
	void limitOfNothingAllowsNothing() throws Throwable {
		Quotas quotas = Quotas.of("default-limit=0");
		refusal(quotas.handler(BODY), quotas, "ann");
	}

	@Test
	void toolsShareTheUsersQuota() throws Throwable {
		Quotas quotas = Quotas.of("default-limit=2", "unit=calls", "armorer.tools.fetch.quota.estimate=2");
		Tool fetch = Tool.builder("fetch").build((input, context) -> null);
		ToolHandler heavy = quotas.middleware.apply(fetch, BODY);
		heavy.handle(new TestInvocation(fetch, Map.of(), ToolContext.ofUser("ann")));
		assertThat(quotas.used("ann")).isEqualTo("2");
		refusal(quotas.handler(BODY), quotas, "ann");
	}

	@Test
	void callsOfNobodyAreRefusedUnlessAllowed() throws Throwable {
		Quotas quotas = Quotas.of("default-limit=2", "unit=calls");
		ToolHandler handler = quotas.handler(BODY);
		ToolError error = catchThrowableOfType(UserRequiredException.class,
				() -> handler.handle(quotas.call((String) null)))
			.error();
		assertThat(error.is(ErrorCode.USER_REQUIRED)).isTrue();
		assertThat(error.message()).isEqualTo("Tool 'search' is called on a user's quota, and it is not known who the "
				+ "user is. Do not call it again; tell the user to sign in.");
		assertThat(quotas.tools.find("search")).map(ToolQuotaSnapshot::denied).contains(1L);
	}

	@Test
	void allowedCallsOfNobodyShareOneQuotaThatIsNoUsers() throws Throwable {
		Quotas quotas = Quotas.of("default-limit=2", "unit=calls", "anonymous=allow");
		assertThat(granted(quotas, null, 9)).isEqualTo(2);
		for (String user : List.of("anonymous", "*", "null")) {
			assertThat(granted(quotas, user, 9)).as(user).isEqualTo(2);
		}
		assertThat(quotas.used(null)).isEqualTo("2");
		assertThat(quotas.manager.reset(null)).isTrue();
		assertThat(granted(quotas, null, 9)).isEqualTo(2);
	}

	@Test
	void allowedCallsOfNobodyAreFreeWithoutADefaultLimit() throws Throwable {
		Quotas quotas = Quotas.of("users.ann.limit=2", "unit=calls", "anonymous=allow");
		assertThat(granted(quotas, null, 9)).isEqualTo(9);
	}

	@Test
	void callThatReachedNoToolCountsOnlyIfItWasAnswered() throws Throwable {
		Quotas quotas = Quotas.of("default-limit=2", "unit=calls");
		ToolHandler refused = quotas.handler((call) -> {
			throw new ToolRefusedException(ToolError.of(ErrorCode.RATE_LIMITED, "Too many."));
		});
		catchThrowable(() -> refused.handle(quotas.callThatReachesNoTool("ann")));
		assertThat(quotas.used("ann")).isEqualTo("0");
		// a tool that passes a refusal on did run
		catchThrowable(() -> refused.handle(quotas.call("ann")));
		assertThat(quotas.used("ann")).isEqualTo("1");
		// from the cache
		quotas.handler(BODY).handle(quotas.callThatReachesNoTool("ann"));
		assertThat(quotas.used("ann")).isEqualTo("2");
	}

	@Test
	void toolWithoutPriceCostsItsEstimateWhenItRuns() throws Throwable {
		Quotas quotas = Quotas.of("default-limit=2", "armorer.tools.search.quota.estimate=0.5");
		quotas.charged = false;
		quotas.handler(BODY).handle(quotas.call("ann"));
		assertThat(quotas.used("ann")).isEqualTo("0.5");
		quotas.handler(BODY).handle(quotas.callThatReachesNoTool("ann"));
		assertThat(quotas.used("ann")).isEqualTo("0.5");
		assertThat(quotas.tools.find("search")).map(ToolQuotaSnapshot::priced).contains(false);
	}

	@Test
	void priceThatIsKnownBeforeIsTheEstimate() throws Throwable {
		Quotas quotas = Quotas.of("default-limit=1");
		quotas.perCall = new BigDecimal("0.7");
		ToolHandler handler = quotas.handler(Quotas.costing("0.7"));
		handler.handle(quotas.call("ann"));
		assertThat(refusal(handler, quotas, "ann").message()).contains("while it may need 0.7");
	}

	@Test
	void chargesOfAnotherCurrencyAreNotCounted() throws Throwable {
		Quotas quotas = Quotas.of("default-limit=1");
		quotas.handler((call) -> {
			ChargeSink sink = call.attached(ChargeSink.class);
			assertThat(sink).isNotNull();
			sink.charged(Quotas.charge("100", Currency.getInstance("JPY")));
			return null;
		}).handle(quotas.call("ann"));
		assertThat(quotas.used("ann")).isEqualTo("0");
	}

	@Test
	void chargeTooFineToCountIsRounded() throws Throwable {
		Quotas quotas = Quotas.of("default-limit=1");
		quotas.handler(Quotas.costing("0.1234567895")).handle(quotas.call("ann"));
		assertThat(quotas.used("ann")).isEqualTo("0.12345679");
	}

	@Test
	void chargeTooLargeToCountUsesUpAnyQuotaAndNothingBreaks() throws Throwable {
		Quotas quotas = Quotas.of("default-limit=9223372036");
		ToolHandler handler = quotas.handler(Quotas.costing("99999999999999999999"));
		handler.handle(quotas.call("ann"));
		handler = quotas.handler((call) -> {
			Quotas.charge(call, "9223372036");
			Quotas.charge(call, "9223372036");
			return null;
		});
		handler.handle(quotas.call("bob"));
		refusal(handler, quotas, "ann");
		refusal(handler, quotas, "bob");
		assertThat(quotas.reserved("ann")).isEqualTo("0");
		assertThat(quotas.used("bob")).isEqualTo("9223372036.854775807");
	}

	@Test
	void sumsTooLargeToCountFillTheAccount() throws Throwable {
		Quotas quotas = Quotas.of("default-limit=9223372036");
		ToolHandler nested = quotas.handler(Quotas.costing("9000000000"));
		quotas.handler((call) -> {
			nested.handle(quotas.call("ann"));
			Quotas.charge(call, "9000000000");
			return null;
		}).handle(quotas.call("ann"));
		assertThat(quotas.used("ann")).isEqualTo("9223372036.854775807");
		assertThat(quotas.reserved("ann")).isEqualTo("0");
		refusal(nested, quotas, "ann");
	}

	@Test
	void tellsTheSinkOfALinkFurtherOut() throws Throwable {
		Quotas quotas = Quotas.of("default-limit=1");
		List<BigDecimal> told = new ArrayList<>();
		TestInvocation call = quotas.call("ann");
		call.attach(ChargeSink.class, (charge) -> told.add(charge.amount()));
		quotas.handler(Quotas.costing("0.4")).handle(call);
		assertThat(told).containsExactly(new BigDecimal("0.4"));
		assertThat(quotas.used("ann")).isEqualTo("0.4");
	}

	@Test
	void chargesAfterSettlementAreBookedAtOnceAndOnce() throws Throwable {
		Quotas quotas = Quotas.of("default-limit=1", "estimate=0.5");
		TestInvocation call = quotas.call("ann");
		quotas.handler(Quotas.costing("0.25")).handle(call);
		Quotas.charge(call, "0.125");
		assertThat(quotas.used("ann")).isEqualTo("0.375");
		assertThat(quotas.reserved("ann")).isEqualTo("0");
		Quotas.charge(call, "2");
		assertThat(quotas.used("ann")).isEqualTo("2.375");
		refusal(quotas.handler(BODY), quotas, "ann");
	}

	@Test
	@SuppressWarnings("unchecked")
	void futureSettlesWhenItCompletes() throws Throwable {
		Quotas quotas = Quotas.of("default-limit=1", "estimate=0.5");
		CompletableFuture<Object> future = new CompletableFuture<>();
		TestInvocation call = quotas.call("ann");
		Object result = quotas.handler((invocation) -> future).handle(call);
		assertThat(quotas.reserved("ann")).isEqualTo("0.5");
		Quotas.charge(call, "0.2");
		future.complete("found");
		assertThat(((CompletableFuture<Object>) result).join()).isEqualTo("found");
		assertThat(quotas.used("ann")).isEqualTo("0.2");
		assertThat(quotas.reserved("ann")).isEqualTo("0");
	}

	@Test
	void cancelledFutureSettles() throws Throwable {
		Quotas quotas = Quotas.of("default-limit=1", "estimate=0.5");
		Object result = quotas.handler((invocation) -> new CompletableFuture<>()).handle(quotas.call("ann"));
		((CompletableFuture<?>) result).cancel(true);
		assertThat(quotas.reserved("ann")).isEqualTo("0");
		assertThat(quotas.used("ann")).isEqualTo("0");
	}

	@Test
	void reactiveResultsSettleAtTheirEnd() throws Throwable {
		Quotas quotas = Quotas.of("default-limit=1", "estimate=0.5");
		Object mono = quotas.handler((call) -> Mono.fromSupplier(() -> {
			Quotas.charge(call, "0.1");
			return "found";
		})).handle(quotas.call("ann"));
		assertThat(quotas.reserved("ann")).isEqualTo("0.5");
		((Mono<?>) mono).block();
		assertThat(quotas.used("ann")).isEqualTo("0.1");
		assertThat(quotas.reserved("ann")).isEqualTo("0");
		Object flux = quotas.handler((call) -> Flux.range(0, 10).doOnNext((i) -> Quotas.charge(call, "0.01")))
			.handle(quotas.call("ann"));
		((Flux<?>) flux).take(3).blockLast();
		assertThat(quotas.used("ann")).isEqualTo("0.13");
		assertThat(quotas.reserved("ann")).isEqualTo("0");
		Object failing = quotas.handler((call) -> Flux.error(new IOException("down"))).handle(quotas.call("ann"));
		catchThrowable(((Flux<?>) failing)::blockLast);
		assertThat(quotas.reserved("ann")).isEqualTo("0");
	}

	@Test
	void streamsSettleAtTheirEndOrWhenClosed() throws Throwable {
		Quotas quotas = Quotas.of("default-limit=1", "estimate=0.1");
		ToolHandler handler = quotas.handler((call) -> Stream.of(1, 2, 3).peek((i) -> Quotas.charge(call, "0.01")));
		((Stream<?>) handler.handle(quotas.call("ann"))).toList();
		assertThat(quotas.used("ann")).isEqualTo("0.03");
		try (Stream<?> stream = (Stream<?>) handler.handle(quotas.call("ann"))) {
			assertThat(quotas.reserved("ann")).isEqualTo("0.1");
			stream.iterator().next();
		}
		assertThat(quotas.used("ann")).isEqualTo("0.04");
		assertThat(quotas.reserved("ann")).isEqualTo("0");
	}

	@Test
	void publisherThatIsCancelledSettles() throws Throwable {
		Quotas quotas = Quotas.of("default-limit=1", "estimate=0.1");
		try (SubmissionPublisher<Object> publisher = new SubmissionPublisher<>(Runnable::run, 16)) {
			Object result = quotas.handler((call) -> publisher).handle(quotas.call("ann"));
			assertThat(quotas.reserved("ann")).isEqualTo("0.1");
			((Flow.Publisher<?>) result).subscribe(new Flow.Subscriber<Object>() {

				@Override
				public void onSubscribe(Flow.Subscription subscription) {
					subscription.cancel();
				}

				@Override
				public void onNext(Object item) {
				}

				@Override
				public void onError(Throwable failure) {
				}

				@Override
				public void onComplete() {
				}

			});
			assertThat(quotas.reserved("ann")).isEqualTo("0");
		}
	}

	@Test
	void reservationOfADeadHolderExpires() throws Throwable {
		Quotas quotas = Quotas.of("default-limit=1", "estimate=1", "hold=10m");
		ToolHandler dead = quotas.handler((call) -> new CompletableFuture<>());
		dead.handle(quotas.call("ann"));
		refusal(dead, quotas, "ann");
		quotas.time.advance(Duration.ofMinutes(10).minusNanos(1));
		refusal(dead, quotas, "ann");
		quotas.time.advance(Duration.ofNanos(1));
		dead.handle(quotas.call("ann"));
		assertThat(quotas.reserved("ann")).isEqualTo("1");
	}

	@Test
	void holderThatWasOnlyLateIsChargedStill() throws Throwable {
		Quotas quotas = Quotas.of("default-limit=1", "estimate=1");
		CompletableFuture<Object> future = new CompletableFuture<>();
		TestInvocation call = quotas.call("ann");
		quotas.handler((invocation) -> future).handle(call);
		quotas.time.advance(Duration.ofHours(1));
		Quotas.charge(call, "0.75");
		future.complete("found");
		assertThat(quotas.used("ann")).isEqualTo("0.75");
		assertThat(quotas.reserved("ann")).isEqualTo("0");
	}

	@Test
	void reservationLastsAsLongAsTheCallMayTake() throws Throwable {
		Quotas quotas = Quotas.of("default-limit=1", "estimate=1");
		Instant deadline = quotas.time.now().plus(Duration.ofHours(2));
		ToolHandler dead = quotas.handler((call) -> new CompletableFuture<>());
		dead.handle(quotas.call(ToolContext.builder().userId("ann").deadline(deadline).build()));
		quotas.time.advance(Duration.ofHours(2).minusNanos(1));
		refusal(dead, quotas, "ann");
		quotas.time.advance(Duration.ofNanos(1));
		dead.handle(quotas.call("ann"));
	}

	@Test
	void tellsOfEachRefusal() throws Throwable {
		Quotas quotas = Quotas.of("default-limit=1", "unit=calls", "window=hour");
		assertThat(granted(quotas, "ann", 3)).isEqualTo(1);
		assertThat(quotas.events.of(QuotaExceeded.class)).hasSize(2).first().satisfies((event) -> {
			assertThat(event.call().userId()).isEqualTo("ann");
			assertThat(event.toolName()).isEqualTo("search");
			assertThat(event.unit()).isEqualTo("calls");
			assertThat(event.limit()).isEqualTo("1");
			assertThat(event.used()).isEqualTo("1");
			assertThat(event.reserved()).isEqualTo("0");
			assertThat(event.resetsAt()).isEqualTo("2026-01-31T13:00:00Z");
			assertThat(event.at()).isEqualTo(quotas.time.now());
		});
	}

	@Test
	void tellsOnceInAWindowThatTheThresholdWasCrossed() throws Throwable {
		Quotas quotas = Quotas.of("default-limit=10", "unit=calls", "window=hour");
		granted(quotas, "ann", 7);
		assertThat(quotas.events.of(QuotaThresholdReached.class)).isEmpty();
		granted(quotas, "ann", 1);
		granted(quotas, "ann", 9);
		granted(quotas, "bob", 3);
		assertThat(quotas.events.of(QuotaThresholdReached.class)).singleElement().satisfies((event) -> {
			assertThat(event.call().userId()).isEqualTo("ann");
			assertThat(event.threshold()).isEqualTo("0.8");
			assertThat(event.used()).isEqualTo("8");
			assertThat(event.limit()).isEqualTo("10");
			assertThat(event.resetsAt()).isEqualTo("2026-01-31T13:00:00Z");
		});
		quotas.time.advance(Duration.ofHours(1));
		granted(quotas, "ann", 10);
		assertThat(quotas.events.of(QuotaThresholdReached.class)).hasSize(2);
	}

	@Test
	void lateChargeMayCrossTheThreshold() throws Throwable {
		Quotas quotas = Quotas.of("default-limit=1", "soft-threshold=0.5");
		TestInvocation call = quotas.call("ann");
		quotas.handler(Quotas.costing("0.25")).handle(call);
		Quotas.charge(call, "0.25");
		assertThat(quotas.events.of(QuotaThresholdReached.class)).singleElement()
			.satisfies((event) -> assertThat(event.used()).isEqualTo("0.5"));
	}

	@Test
	void thresholdCanBeSwitchedOff() throws Throwable {
		Quotas quotas = Quotas.of("default-limit=1", "unit=calls", "soft-threshold=none");
		granted(quotas, "ann", 3);
		assertThat(quotas.events.of(QuotaThresholdReached.class)).isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "Europe/Berlin,day,2026-03-28T23:00:00Z,2026-03-29T22:00:00Z",
			"Europe/Berlin,day,2026-10-24T22:00:00Z,2026-10-25T23:00:00Z",
			"Europe/Berlin,month,2026-02-28T23:00:00Z,2026-03-31T22:00:00Z",
			"America/New_York,day,2026-03-08T05:00:00Z,2026-03-09T04:00:00Z",
			"America/New_York,day,2026-11-01T04:00:00Z,2026-11-02T05:00:00Z",
			"America/New_York,week,2026-11-02T05:00:00Z,2026-11-09T05:00:00Z",
			"America/New_York,hour,2026-11-01T05:00:00Z,2026-11-01T06:00:00Z" })
	void windowFollowsTheClocksOfItsZone(String zone, String window, Instant start, Instant end) throws Throwable {
		Quotas quotas = Quotas.of("default-limit=2", "unit=calls", "window=" + window, "zone=" + zone);
		quotas.time.advance(Duration.between(quotas.time.now(), start).minusNanos(1));
		assertThat(granted(quotas, "ann", 9)).isEqualTo(2);
		quotas.time.advance(Duration.ofNanos(1));
		assertThat(granted(quotas, "ann", 1)).isEqualTo(1);
		assertThat(quotas.manager.usage("ann").since()).isEqualTo(start);
		assertThat(quotas.manager.usage("ann").resetsAt()).isEqualTo(end);
		quotas.time.advance(Duration.between(quotas.time.now(), end).minusNanos(1));
		assertThat(granted(quotas, "ann", 9)).isEqualTo(1);
		assertThat(refusal(quotas.handler(BODY), quotas, "ann").retryAfter()).isEqualTo(Duration.ofMillis(1));
		quotas.time.advance(Duration.ofNanos(1));
		assertThat(granted(quotas, "ann", 9)).isEqualTo(2);
	}

	@Test
	void callThatStraddlesTheEndOfAWindowIsChargedToItsOwn() throws Throwable {
		Quotas quotas = Quotas.of("default-limit=1", "estimate=1", "window=hour", "hold=10m");
		quotas.time.advance(Duration.ofMinutes(59));
		CompletableFuture<Object> future = new CompletableFuture<>();
		TestInvocation call = quotas.call("ann");
		quotas.handler((invocation) -> future).handle(call);
		quotas.time.advance(Duration.ofMinutes(5));
		assertThat(quotas.manager.remaining("ann")).contains(BigDecimal.ONE);
		Quotas.charge(call, "0.75");
		future.complete("found");
		Quotas.charge(call, "0.125");
		assertThat(quotas.used("ann")).isEqualTo("0");
		quotas.time.correctDate(Duration.ofMinutes(-5));
		assertThat(quotas.used("ann")).isEqualTo("0.875");
	}

	@Test
	void describesWhatIsInForce() {
		Quotas quotas = Quotas.of("default-limit=10.50", "window=week", "anonymous=allow",
				"armorer.tools.search.quota.estimate=0.05");
		assertThat(quotas.middleware.describe(quotas.search)).containsExactly(
				Map.entry("defaultLimit", new BigDecimal("10.5")), Map.entry("unit", "USD"),
				Map.entry("window", "week"), Map.entry("estimate", new BigDecimal("0.05")), Map.entry("priced", true),
				Map.entry("anonymous", "allow"), Map.entry("onStoreFailure", "deny"), Map.entry("holdMs", 600000L));
	}

	@Test
	void toolThatIsReleasedIsForgotten() {
		Quotas quotas = Quotas.of("default-limit=1");
		quotas.handler(BODY);
		quotas.middleware.release(quotas.search);
		assertThat(quotas.tools.all()).isEmpty();
	}

	static ToolError refusal(ToolHandler handler, Quotas quotas, String user) {
		QuotaExceededException refusal = catchThrowableOfType(QuotaExceededException.class,
				() -> handler.handle(quotas.call(user)));
		assertThat(refusal).as("refusal").isNotNull();
		return refusal.error();
	}

	static int granted(Quotas quotas, String user, int calls) throws Throwable {
		ToolHandler handler = quotas.handler(BODY);
		int granted = 0;
		for (int i = 0; i < calls; i++) {
			try {
				handler.handle(quotas.call(user));
				granted++;
			}
			catch (QuotaExceededException ex) {
				// counted by its absence
			}
		}
		return granted;
	}

}
