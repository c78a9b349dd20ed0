package io.armorer.actuate;

import java.util.Map;
import java.util.concurrent.CompletableFuture;

import io.micrometer.common.KeyValues;
import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistryAssert;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

import org.springframework.mock.env.MockEnvironment;

import io.armorer.config.ToolSettings;
import io.armorer.middleware.ToolHandler;
import io.armorer.tool.ErrorCode;
import io.armorer.tool.Tool;
import io.armorer.tool.ToolError;
import io.armorer.tool.ToolException;
import io.armorer.tool.ToolRefusedException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class ToolObservationMiddlewareTests {

	private final TestObservationRegistry registry = TestObservationRegistry.create();

	private final MockEnvironment environment = new MockEnvironment();

	private final Tool search = Calls.tool("search");

	@Test
	void observesACall() throws Throwable {
		Object value = observed((call) -> "found").handle(Calls.call(this.search));
		assertThat(value).isEqualTo("found");
		assertThatObservations().hasSingleObservationThat()
			.hasNameEqualTo("armorer.tool.call")
			.hasContextualNameEqualTo("execute_tool search")
			.hasLowCardinalityKeyValue("tool", "search")
			.hasLowCardinalityKeyValue("outcome", "success")
			.hasLowCardinalityKeyValue("error.type", "none")
			.hasHighCardinalityKeyValue("call.id", "call-4711")
			.doesNotHaveError()
			.hasBeenStarted()
			.hasBeenStopped();
	}

	@Test
	void failureIsAnErrorOfTheObservation() {
		IllegalStateException failure = new IllegalStateException("disk full");
		assertThatIllegalStateException().isThrownBy(() -> observed((call) -> {
			throw failure;
		}).handle(Calls.call(this.search)));
		assertThatObservations().hasSingleObservationThat()
			.hasLowCardinalityKeyValue("outcome", "error")
			.hasLowCardinalityKeyValue("error.type", "EXECUTION_FAILED")
			.hasError(failure)
			.hasBeenStopped();
	}

	@Test
	void refusalIsNoErrorOfTheObservation() {
		ToolError error = ToolError.of(ErrorCode.QUOTA_EXCEEDED, "Come back tomorrow");
		assertThatExceptionOfType(ToolRefusedException.class).isThrownBy(() -> observed((call) -> {
			throw new ToolRefusedException(error);
		}).handle(Calls.call(this.search)));
		assertThatObservations().hasSingleObservationThat()
			.hasLowCardinalityKeyValue("outcome", "denied")
			.hasLowCardinalityKeyValue("error.type", "QUOTA_EXCEEDED")
			.doesNotHaveError()
			.hasBeenStopped();
	}

	@Test
	void codesOfTheToolsOwnShareOneValue() {
		ToolError error = new ToolError("ORDER_4711_LOCKED", ErrorCode.EXECUTION_FAILED.category(), "Locked", false,
				null, Map.of());
		assertThatExceptionOfType(ToolException.class).isThrownBy(() -> observed((call) -> {
			throw new ToolException(error);
		}).handle(Calls.call(this.search)));
		assertThatObservations().hasSingleObservationThat().hasLowCardinalityKeyValue("error.type", "other");
	}

	@Test
	void nestedCallHasTheOuterOneAsParent() throws Throwable {
		ToolHandler inner = observed((call) -> "inner");
		ToolHandler outer = observed((call) -> inner.handle(Calls.call(Calls.tool("inner"))));
		outer.handle(Calls.call(Calls.tool("outer")));
		assertThatObservations().hasHandledContextsThatSatisfy((contexts) -> {
			assertThat(contexts).extracting(Observation.Context::getContextualName)
				.containsExactlyInAnyOrder("execute_tool outer", "execute_tool inner");
			Observation.Context child = contexts.stream()
				.filter((context) -> "execute_tool inner".equals(context.getContextualName()))
				.findFirst()
				.orElseThrow();
			assertThat(child.getParentObservation()).isNotNull();
			assertThat(child.getParentObservation().getContextView().getContextualName())
				.isEqualTo("execute_tool outer");
		});
		assertThatObservations().doesNotHaveAnyRemainingCurrentObservation();
	}

	@Test
	void whatTheMethodObservesIsAChild() throws Throwable {
		observed((call) -> {
			Observation.createNotStarted("jdbc.query", this.registry).observe(() -> {
			});
			return "";
		}).handle(Calls.call(this.search));
		assertThatObservations().hasObservationWithNameEqualTo("jdbc.query")
			.that()
			.hasParentObservationContextMatching((parent) -> "armorer.tool.call".equals(parent.getName()));
	}

	@Test
	void promiseStopsTheObservationWhenItSettles() throws Throwable {
		CompletableFuture<String> promise = new CompletableFuture<>();
		Object value = observed((call) -> promise).handle(Calls.call(this.search));
		assertThatObservations().doesNotHaveAnyRemainingCurrentObservation();
		assertThatObservations().hasSingleObservationThat().hasBeenStarted().isNotStopped();
		promise.complete("late");
		assertThat(value).asInstanceOf(InstanceOfAssertFactories.COMPLETABLE_FUTURE).isCompletedWithValue("late");
		assertThatObservations().hasSingleObservationThat()
			.hasLowCardinalityKeyValue("outcome", "success")
			.hasBeenStopped();
	}

	@Test
	void promiseThatFailsIsAnErrorOfTheObservation() throws Throwable {
		CompletableFuture<String> promise = new CompletableFuture<>();
		observed((call) -> promise).handle(Calls.call(this.search));
		IllegalStateException failure = new IllegalStateException("late");
		promise.completeExceptionally(failure);
		assertThatObservations().hasSingleObservationThat()
			.hasLowCardinalityKeyValue("outcome", "error")
			.hasError(failure)
			.hasBeenStopped();
	}

	@Test
	void monoThatIsCancelledStopsTheObservation() throws Throwable {
		Mono<?> mono = (Mono<?>) observed((call) -> Mono.never()).handle(Calls.call(this.search));
		assertThat(mono).isNotNull();
		mono.subscribe().dispose();
		assertThatObservations().hasSingleObservationThat()
			.hasLowCardinalityKeyValue("outcome", "cancelled")
			.doesNotHaveError()
			.hasBeenStopped();
	}

	@Test
	void conventionTakesThePlaceOfTheDefault() throws Throwable {
		ToolCallObservationConvention convention = new DefaultToolCallObservationConvention() {

			@Override
			public String getName() {
				return "acme.tool";
			}

			@Override
			public KeyValues getLowCardinalityKeyValues(ToolCallObservationContext context) {
				return KeyValues.of("title", "our " + context.getCall().tool().name());
			}

		};
		ToolObservationMiddleware middleware = new ToolObservationMiddleware(this.registry, convention, settings());
		middleware.apply(this.search, (call) -> "").handle(Calls.call(this.search));
		assertThatObservations().hasSingleObservationThat()
			.hasNameEqualTo("acme.tool")
			.hasLowCardinalityKeyValue("title", "our search");
		assertThat(middleware.describe(this.search)).containsEntry("convention", convention.getClass().getName());
	}

	@Test
	void brokenHandlerDoesNotChangeTheCall() throws Throwable {
		ObservationRegistry broken = ObservationRegistry.create();
		broken.observationConfig().observationHandler(new BrokenHandler(true));
		assertThat(observed(broken, (call) -> "found").handle(Calls.call(this.search))).isEqualTo("found");
		ObservationRegistry brokenAtTheEnd = ObservationRegistry.create();
		brokenAtTheEnd.observationConfig().observationHandler(new BrokenHandler(false));
		assertThat(observed(brokenAtTheEnd, (call) -> "found").handle(Calls.call(this.search))).isEqualTo("found");
	}

	@Test
	void costsNothingWhereNothingIsObserved() {
		ToolHandler next = (call) -> "";
		assertThat(observed(ObservationRegistry.NOOP, next)).isSameAs(next);
		assertThat(observed(ObservationRegistry.create(), next)).isSameAs(next);
	}

	@Test
	void canBeSwitchedOffForAllToolsOrForOne() {
		ToolHandler next = (call) -> "";
		this.environment.setProperty("armorer.tools.search.observation.enabled", "false");
		assertThat(observed(next)).isSameAs(next);
		this.environment.setProperty("armorer.tools.search.observation.enabled", "true");
		this.environment.setProperty("armorer.observation.enabled", "false");
		assertThat(observed(next)).isNotSameAs(next);
	}

	@Test
	void standsJustInsideTheObservers() {
		assertThat(new ToolObservationMiddleware(this.registry, null, settings()).getOrder()).isEqualTo(101);
		this.environment.setProperty("armorer.observation.order", "150");
		assertThat(new ToolObservationMiddleware(this.registry, null, settings()).getOrder()).isEqualTo(150);
	}

	@Test
	void doesNotRecordTheTimerOfTheMetricsAgain() throws Throwable {
		SimpleMeterRegistry meters = new SimpleMeterRegistry();
		ObservationRegistry registry = ObservationRegistry.create();
		registry.observationConfig().observationHandler(new DefaultMeterObservationHandler(meters));
		observed(registry, (call) -> "found").handle(Calls.call(this.search));
		assertThat(meters.find(ToolMetrics.CALLS).meters()).isEmpty();
		assertThat(meters.get("armorer.tool.call").timer().getId().getTags()).extracting("key")
			.containsExactly("error", "error.type", "outcome", "tool");
	}

	private ToolHandler observed(ToolHandler next) {
		return observed(this.registry, next);
	}

	private ToolHandler observed(ObservationRegistry registry, ToolHandler next) {
		return new ToolObservationMiddleware(registry, null, settings()).apply(this.search, next);
	}

	private ToolSettings settings() {
		return new ToolSettings(this.environment);
	}

	private TestObservationRegistryAssert assertThatObservations() {
		return TestObservationRegistryAssert.assertThat(this.registry);
	}

	private record BrokenHandler(boolean atStart) implements ObservationHandler<Observation.Context> {

		@Override
		public void onStart(Observation.Context context) {
			if (this.atStart) {
				throw new IllegalStateException("broken at the start");
			}
		}

		@Override
		public void onStop(Observation.Context context) {
			if (!this.atStart) {
				throw new IllegalStateException("broken at the end");
			}
		}

		@Override
		public boolean supportsContext(Observation.Context context) {
			return true;
		}

	}

}
