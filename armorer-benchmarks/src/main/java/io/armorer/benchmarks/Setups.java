package io.armorer.benchmarks;

import java.util.ArrayList;
import java.util.List;

import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * The applications that are measured, but for the one that keeps accounts.
 */
public final class Setups {

	private Setups() {
	}

	/** Nothing on. */
	@State(Scope.Benchmark)
	public static class Bare extends Armored {

		@Override
		String[] properties() {
			return only(patterns());
		}

		@Override
		String[] patterns() {
			return new String[0];
		}

	}

	/** Every pattern there, and switched off for this one tool. */
	@State(Scope.Benchmark)
	public static class Off extends Armored {

		@Override
		String[] properties() {
			List<String> off = new ArrayList<>(PATTERNS.stream()
				.map((pattern) -> "armorer.tools.calculate." + pattern + ".enabled=false")
				.toList());
			off.addAll(List.of(FOUR));
			off.addAll(List.of(ACCOUNTS));
			return off.toArray(String[]::new);
		}

		@Override
		String[] patterns() {
			return new String[0];
		}

	}

	/** The starter as it comes: nothing is set. */
	@State(Scope.Benchmark)
	public static class Unconfigured extends Armored {

		@Override
		String[] properties() {
			return new String[0];
		}

		@Override
		String[] patterns() {
			return new String[] { "audit", "circuit", "dedup", "logging", "session" };
		}

	}

	/** A circuit. */
	@State(Scope.Benchmark)
	public static class Circuit extends Armored {

		@Override
		String[] properties() {
			return only(patterns());
		}

		@Override
		String[] patterns() {
			return new String[] { "circuit" };
		}

	}

	/** What Resilience4j's four annotations do. */
	@State(Scope.Benchmark)
	public static class Four extends Armored {

		@Override
		String[] properties() {
			return only(patterns(), FOUR);
		}

		@Override
		String[] patterns() {
			return new String[] { "circuit", "ratelimit", "bulkhead", "retry" };
		}

	}

	/** Costs and a budget. */
	@State(Scope.Benchmark)
	public static class Quota extends Armored {

		@Override
		String[] properties() {
			return only(patterns(), ACCOUNTS);
		}

		@Override
		String[] patterns() {
			return new String[] { "cost", "quota" };
		}

	}

	/** The answer is in the cache. */
	@State(Scope.Benchmark)
	public static class CacheHit extends Armored {

		@Override
		String[] properties() {
			return only(patterns(), new String[] { "armorer.cache.ttl=1h", "armorer.cache.scope=global" });
		}

		@Override
		String[] patterns() {
			return new String[] { "cache" };
		}

		/** What was worked out once is there again, and not worked out again. */
		@Override
		public void start() {
			super.start();
			Checks.same(calculate() == calculate(), true);
		}

		private Answer calculate() {
			return this.calculator.calculate(Answer.NUMBER, Answer.TEXT);
		}

	}

	/** Deduplication, with no twin in flight. */
	@State(Scope.Benchmark)
	public static class Dedup extends Armored {

		@Override
		String[] properties() {
			return only(patterns(), new String[] { "armorer.dedup.scope=global" });
		}

		@Override
		String[] patterns() {
			return new String[] { "dedup" };
		}

		/** Nobody's calls would have no twins. */
		@Override
		public void start() {
			super.start();
			Checks.setting(this.context, "armorerDedupMiddleware", "scope", "global");
		}

	}

}
