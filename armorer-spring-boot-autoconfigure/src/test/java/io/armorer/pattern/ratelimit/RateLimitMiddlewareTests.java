package io.armorer.pattern.ratelimit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.armorer.config.InvalidSettingException;
import io.armorer.config.ToolSettings;
import io.armorer.middleware.ToolHandler;
import io.armorer.testing.MovableTime;
import io.armorer.testing.TestInvocation;
import io.armorer.tool.ErrorCode;
import io.armorer.tool.Outcome;
import io.armorer.tool.Tool;
import io.armorer.tool.ToolContext;
import io.armorer.tool.ToolError;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

@Timeout(60)
class RateLimitMiddlewareTests {

	private static final ToolHandler BODY = (invocation) -> "found";

	private final MovableTime time = new MovableTime();

	private final RateLimits limits = new RateLimits(this.time);

	private final Tool search = Tool.builder("search").build((input, context) -> null);

	@Test
	void costsNothingUnlessALimitIsSet() {
		assertThat(middleware(Map.of()).apply(this.search, BODY)).isSameAs(BODY);
		assertThat(middleware(Map.of("armorer.ratelimit.limit", "5", "armorer.tools.search.ratelimit.enabled", "false"))
			.apply(this.search, BODY)).isSameAs(BODY);
		assertThat(this.limits.all()).isEmpty();
	}

	@Test
	void refusesTheCallBeyondTheLimitAndSaysWhenToTryAgain() throws Throwable {
		ToolHandler handler = handler("limit", "3", "period", "1m");
		for (int i = 0; i < 3; i++) {
			assertThat(handler.handle(call(ToolContext.empty()))).isEqualTo("found");
		}
		ToolError error = refusal(handler, ToolContext.empty()).error();
		assertThat(error.is(ErrorCode.RATE_LIMITED)).isTrue();
		assertThat(Outcome.of(error)).isEqualTo(Outcome.DENIED);
		assertThat(error.retryable()).isTrue();
		assertThat(error.retryAfter()).isEqualTo(Duration.ofSeconds(20));
		assertThat(error.message())
			.isEqualTo("Tool 'search' takes 3 calls in 60 seconds, and no more are left for now. "
					+ "Do not call it again within 20 seconds; do without it or tell the user.");
		assertThat(error.details()).containsExactly(Map.entry("limit", 3), Map.entry("periodMs", 60000L),
				Map.entry("scope", "global"));
		assertThat(this.limits.find("search")).map(RateLimitSnapshot::denied).contains(1L);
	}

	@Test
	void callsBecomeFreeOneByOne() {
		ToolHandler handler = handler("limit", "3", "period", "1m");
		assertThat(granted(handler, ToolContext.empty(), 10)).isEqualTo(3);
		this.time.advance(Duration.ofSeconds(20).minusNanos(1));
		assertThat(granted(handler, ToolContext.empty(), 10)).isZero();
		this.time.advance(Duration.ofNanos(1));
		assertThat(granted(handler, ToolContext.empty(), 10)).isEqualTo(1);
		this.time.advance(Duration.ofDays(1));
		assertThat(granted(handler, ToolContext.empty(), 10)).isEqualTo(3);
	}

	@Test
	void retryAfterIsWhenTheNextCallIsTaken() {
		ToolHandler handler = handler("limit", "7", "period", "13s");
		granted(handler, ToolContext.empty(), 7);
		for (int i = 0; i < 50; i++) {
			Duration retryAfter = refusal(handler, ToolContext.empty()).error().retryAfter();
			assertThat(retryAfter).isNotNull();
			this.time.advance(retryAfter);
			assertThat(granted(handler, ToolContext.empty(), 1)).isEqualTo(1);
		}
	}

	@Test
	void correctionOfTheClockGivesAndTakesNothing() {
		ToolHandler handler = handler("limit", "3");
		granted(handler, ToolContext.empty(), 3);
		this.time.correctDate(Duration.ofDays(1));
		assertThat(granted(handler, ToolContext.empty(), 1)).isZero();
		this.time.correctDate(Duration.ofDays(-2));
		this.time.advance(Duration.ofMinutes(1));
		assertThat(granted(handler, ToolContext.empty(), 9)).isEqualTo(3);
	}

	@Test
	void burstBoundsWhatAQuietTimeSaves() {
		ToolHandler handler = handler("limit", "60", "burst", "5");
		assertThat(granted(handler, ToolContext.empty(), 100)).isEqualTo(5);
		this.time.advance(Duration.ofSeconds(2));
		assertThat(granted(handler, ToolContext.empty(), 100)).isEqualTo(2);
		this.time.advance(Duration.ofHours(1));
		assertThat(granted(handler, ToolContext.empty(), 100)).isEqualTo(5);
	}

	@Test
	void oneUserLeavesTheOthersAlone() {
		ToolHandler handler = handler("limit", "2", "scope", "user");
		assertThat(granted(handler, ToolContext.ofUser("ann"), 9)).isEqualTo(2);
		assertThat(granted(handler, ToolContext.ofUser("bob"), 9)).isEqualTo(2);
		assertThat(refusal(handler, ToolContext.ofUser("ann")).error().message()).contains("2 calls from one user in");
	}

	@Test
	void thoseWithoutAUserShareOneBucketThatIsNoUsers() {
		ToolHandler handler = handler("limit", "2", "scope", "user");
		ToolContext one = ToolContext.builder().sessionId("one").build();
		ToolContext other = ToolContext.builder().sessionId("other").build();
		assertThat(granted(handler, one, 1) + granted(handler, other, 9)).isEqualTo(2);
		assertThat(granted(handler, ToolContext.ofUser("anonymous"), 9)).isEqualTo(2);
	}

	@Test
	void eachSessionHasItsOwn() {
		ToolHandler handler = handler("limit", "2", "scope", "session");
		assertThat(granted(handler, ToolContext.builder().userId("ann").sessionId("one").build(), 9)).isEqualTo(2);
		assertThat(granted(handler, ToolContext.builder().userId("ann").sessionId("other").build(), 9)).isEqualTo(2);
	}

	@Test
	void eachToolHasItsOwn() {
		RateLimitMiddleware middleware = middleware(Map.of("armorer.ratelimit.limit", "2"));
		Tool fetch = Tool.builder("fetch").build((input, context) -> null);
		assertThat(granted(middleware.apply(this.search, BODY), ToolContext.empty(), 9)).isEqualTo(2);
		assertThat(granted(middleware.apply(fetch, BODY), ToolContext.empty(), 9)).isEqualTo(2);
	}

	@Test
	void keepsNoMoreBucketsThanItMay() {
		ToolHandler handler = handler("limit", "5", "scope", "user", "max-buckets", "10");
		for (int i = 0; i < 1000; i++) {
			granted(handler, ToolContext.ofUser("user-" + i), 1);
		}
		assertThat(this.limits.find("search")).map(RateLimitSnapshot::buckets).contains(10);
	}

	@Test
	void usersBeyondTheBoundShareOneBucketAndNobodyGetsMore() {
		ToolHandler handler = handler("limit", "2", "scope", "user", "max-buckets", "2");
		assertThat(granted(handler, ToolContext.ofUser("ann"), 9)).isEqualTo(2);
		assertThat(granted(handler, ToolContext.ofUser("bob"), 9)).isEqualTo(2);
		assertThat(granted(handler, ToolContext.ofUser("cem"), 9)).isEqualTo(2);
		assertThat(granted(handler, ToolContext.ofUser("dan"), 9)).isZero();
		assertThat(granted(handler, ToolContext.ofUser("ann"), 9)).as("was not forgotten").isZero();
	}

	@Test
	void bucketThatIsFullAgainMakesRoom() {
		ToolHandler handler = handler("limit", "2", "scope", "user", "max-buckets", "2");
		granted(handler, ToolContext.ofUser("ann"), 2);
		this.time.advance(Duration.ofSeconds(45));
		granted(handler, ToolContext.ofUser("bob"), 2);
		this.time.advance(Duration.ofSeconds(15));
		assertThat(granted(handler, ToolContext.ofUser("cem"), 9)).as("took the place of ann").isEqualTo(2);
		assertThat(granted(handler, ToolContext.ofUser("dan"), 9)).as("the shared one").isEqualTo(2);
		assertThat(granted(handler, ToolContext.ofUser("ann"), 9)).as("the shared one, too").isZero();
	}

	@Test
	void grantsExactlyTheLimitToThreadsThatRace() throws Exception {
		for (String scope : List.of("global", "user")) {
			ToolHandler handler = handler("limit", "1000", "scope", scope);
			AtomicInteger granted = new AtomicInteger();
			race(8, () -> granted.addAndGet(granted(handler, ToolContext.ofUser("ann"), 500)));
			assertThat(granted).hasValue(1000);
			this.limits.release(this.search);
		}
	}

	@Test
	void manyUsersRacingForFewPlacesGetNoMoreThanTheirShare() throws Exception {
		ToolHandler handler = handler("limit", "3", "scope", "user", "max-buckets", "4");
		List<AtomicInteger> granted = new ArrayList<>();
		for (int i = 0; i < 50; i++) {
			granted.add(new AtomicInteger());
		}
		race(8, () -> {
			for (int i = 0; i < 5000; i++) {
				int user = (i * 31) % 50;
				granted.get(user).addAndGet(granted(handler, ToolContext.ofUser("user-" + user), 1));
			}
		});
		assertThat(granted).allSatisfy((each) -> assertThat(each.get()).isLessThanOrEqualTo(3));
		assertThat(granted.stream().mapToInt(AtomicInteger::get).sum()).as("four of their own and the shared one")
			.isLessThanOrEqualTo(3 * 5);
	}

	@Test
	void operatorCanForgetWhatWas() {
		ToolHandler handler = handler("limit", "2", "scope", "user");
		granted(handler, ToolContext.ofUser("ann"), 2);
		assertThat(this.limits.reset("search")).isTrue();
		assertThat(granted(handler, ToolContext.ofUser("ann"), 9)).isEqualTo(2);
		assertThat(this.limits.reset("saerch")).isFalse();
	}

	@Test
	void toolThatIsGoneHasNoLimitAndItsSuccessorANewOne() {
		RateLimitMiddleware middleware = middleware(Map.of("armorer.ratelimit.limit", "2"));
		granted(middleware.apply(this.search, BODY), ToolContext.empty(), 2);
		Tool successor = Tool.builder("search").build((input, context) -> "other");
		ToolHandler handler = middleware.apply(successor, BODY);
		middleware.release(this.search);
		assertThat(granted(handler, ToolContext.empty(), 9)).isEqualTo(2);
		middleware.release(successor);
		assertThat(this.limits.find("search")).isEmpty();
	}

	@Test
	void describesWhatIsInForce() {
		RateLimitMiddleware middleware = middleware(
				Map.of("armorer.ratelimit.limit", "5", "armorer.tools.search.ratelimit.scope", "user"));
		assertThat(middleware.describe(this.search)).containsExactly(Map.entry("limit", 5),
				Map.entry("periodMs", 60000L), Map.entry("burst", 5), Map.entry("scope", "user"),
				Map.entry("maxBuckets", 10000));
		assertThat(middleware.getOrder()).isEqualTo(700);
	}

	@ParameterizedTest
	@CsvSource({ "limit,0", "limit,-3", "period,0s", "period,-1m", "period,4000d", "burst,0", "max-buckets,0" })
	void refusesSettingsThatCanNotBe(String key, String value) {
		RateLimitMiddleware middleware = middleware(Map.of("armorer.tools.search.ratelimit." + key, value));
		assertThatExceptionOfType(InvalidSettingException.class).isThrownBy(() -> middleware.apply(this.search, BODY))
			.satisfies((ex) -> assertThat(ex.key()).isEqualTo("armorer.tools.search.ratelimit." + key));
	}

	@Test
	void refusesMoreThanOneCallPerNanosecond() {
		assertThatExceptionOfType(InvalidSettingException.class)
			.isThrownBy(() -> handler("limit", "11", "period", "10ns"))
			.withMessageContaining("more than one per nanosecond");
	}

	private RateLimitMiddleware middleware(Map<String, String> properties) {
		return new RateLimitMiddleware(this.limits, ToolSettings.of(properties));
	}

	private ToolHandler handler(String... settings) {
		Map<String, String> properties = new LinkedHashMap<>();
		for (int i = 0; i < settings.length; i += 2) {
			properties.put("armorer.ratelimit." + settings[i], settings[i + 1]);
		}
		return middleware(properties).apply(this.search, BODY);
	}

	private TestInvocation call(ToolContext context) {
		return new TestInvocation(this.search, Map.of(), context);
	}

	private RateLimitedException refusal(ToolHandler handler, ToolContext context) {
		return catchThrowableOfType(RateLimitedException.class, () -> handler.handle(call(context)));
	}

	private int granted(ToolHandler handler, ToolContext context, int calls) {
		int granted = 0;
		for (int i = 0; i < calls; i++) {
			try {
				handler.handle(call(context));
				granted++;
			}
			catch (RateLimitedException ex) {
				// not this one
			}
			catch (Throwable ex) {
				throw new AssertionError(ex);
			}
		}
		return granted;
	}

	private static void race(int threads, Runnable task) throws Exception {
		CyclicBarrier start = new CyclicBarrier(threads);
		ExecutorService executor = Executors.newFixedThreadPool(threads);
		try {
			List<Future<?>> done = new ArrayList<>();
			for (int i = 0; i < threads; i++) {
				done.add(executor.submit(() -> {
					start.await();
					task.run();
					return null;
				}));
			}
			for (Future<?> each : done) {
				each.get();
			}
		}
		finally {
			executor.shutdownNow();
		}
	}

}
