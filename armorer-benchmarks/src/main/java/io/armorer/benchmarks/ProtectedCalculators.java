package io.armorer.benchmarks;

import io.github.resilience4j.bulkhead.annotation.Bulkhead;
import io.github.resilience4j.circuitbreaker.annotation.CircuitBreaker;
import io.github.resilience4j.ratelimiter.annotation.RateLimiter;
import io.github.resilience4j.retry.annotation.Retry;

import org.springframework.ai.tool.annotation.Tool;
import org.springframework.cache.annotation.Cacheable;

/**
 * The same work behind other libraries' annotations.
 */
final class ProtectedCalculators {

	private ProtectedCalculators() {
	}

	/** Resilience4j's circuit breaker. */
	public static class One {

		/**
		 * Do the work.
		 * @param number a number
		 * @param text a text
		 * @return both
		 */
		@CircuitBreaker(name = "calculator")
		public Answer calculate(int number, String text) {
			return new Answer(number + 1, text);
		}

	}

	/** Resilience4j's circuit breaker, rate limiter, bulkhead and retry. */
	public static class Four {

		/**
		 * Do the work.
		 * @param number a number
		 * @param text a text
		 * @return both
		 */
		@CircuitBreaker(name = "calculator")
		@RateLimiter(name = "calculator")
		@Bulkhead(name = "calculator")
		@Retry(name = "calculator")
		@Tool(name = "calculate", description = "Calculates")
		public Answer calculate(int number, String text) {
			return new Answer(number + 1, text);
		}

	}

	/** Spring's cache. */
	public static class Cached {

		/**
		 * Do the work, once.
		 * @param number a number
		 * @param text a text
		 * @return both
		 */
		@Cacheable("answers")
		public Answer calculate(int number, String text) {
			return new Answer(number + 1, text);
		}

	}

}
