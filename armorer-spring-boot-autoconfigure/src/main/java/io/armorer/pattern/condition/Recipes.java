package io.armorer.pattern.condition;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import io.armorer.middleware.LaterFailures;
import io.armorer.tool.CallNotes;
import io.armorer.tool.Effect;
import io.armorer.tool.ToolError;

/** The ways to make a tool of others, but for those that branch. */
final class Recipes {

	private Recipes() {
	}

	/** One after the other, each with what the one before gave. */
	record Pipe(List<Step> steps) implements Recipe {

		@Override
		public String kind() {
			return "pipe";
		}

		@Override
		public @Nullable Object run(Run run, Map<String, @Nullable Object> arguments) throws Throwable {
			Object value = arguments;
			for (int i = 0; i < this.steps.size(); i++) {
				Step step = this.steps.get(i);
				try {
					value = run.call(step, (i == 0) ? arguments : Piped.arguments(run, step, value));
				}
				catch (Exception ex) {
					throw run.failed(this.steps, i, ex);
				}
			}
			return value;
		}

		@Override
		public Facts facts(List<Facts> parts, String name) {
			return parts.stream().reduce(Facts::and).orElseThrow().giving(parts.get(parts.size() - 1).output());
		}

	}

	/** Side by side, all with the same arguments. */
	record Parallel(List<Step> steps) implements Recipe {

		@Override
		public String kind() {
			return "parallel";
		}

		@Override
		public @Nullable Object run(Run run, Map<String, @Nullable Object> arguments) throws Throwable {
			return run.callAll(this.steps, arguments);
		}

		@Override
		public Facts facts(List<Facts> parts, String name) {
			return SchemaMerge.allOf(parts).giving(null);
		}

	}

	/** The first that does not fail. */
	record Fallback(List<Step> steps) implements Recipe {

		@Override
		public String kind() {
			return "fallback";
		}

		@Override
		public @Nullable Object run(Run run, Map<String, @Nullable Object> arguments) throws Throwable {
			Throwable first = null;
			for (Step step : this.steps) {
				try {
					Object value = run.call(step, arguments);
					if (first != null) {
						run.note(CallNotes.SERVED_BY, step.label());
					}
					return value;
				}
				catch (Throwable ex) {
					if (first == null) {
						first = ex;
					}
					else {
						LaterFailures.add(first, ex);
					}
					if (run.isCancelled()) {
						throw ex;
					}
					boolean due = first != ex || run.errorOf(ex).category().speaksOfHealth();
					if (!due || run.isLate()) {
						throw first;
					}
				}
			}
			throw (first != null) ? first : new IllegalStateException("No steps");
		}

		@Override
		public Facts facts(List<Facts> parts, String name) {
			return SchemaMerge.allOf(parts);
		}

	}

	/** Several times, as long as that makes sense. */
	record Retry(Step step, int attempts, boolean effectful) implements Recipe {

		@Override
		public String kind() {
			return "retry";
		}

		@Override
		public List<Step> steps() {
			return List.of(this.step);
		}

		Retry evenIfEffectful() {
			return new Retry(this.step, this.attempts, true);
		}

		@Override
		public @Nullable Object run(Run run, Map<String, @Nullable Object> arguments) throws Throwable {
			boolean harmless = this.effectful
					|| this.step.facts(run.workshop(), run.owner()).effect() != Effect.EFFECTFUL;
			for (int attempt = 1;; attempt++) {
				try {
					if (attempt > 1) {
						run.note(CallNotes.ATTEMPTS, attempt);
					}
					return run.call(this.step, arguments);
				}
				catch (Throwable ex) {
					if (!harmless || attempt >= this.attempts || run.isCancelled() || run.isLate()
							|| !isWorthAnother(run.errorOf(ex))) {
						throw ex;
					}
				}
			}
		}

		// what has to wait fails again at once; the retry pattern can wait
		private static boolean isWorthAnother(ToolError error) {
			return error.retryable() && (error.retryAfter() == null || error.retryAfter().isZero());
		}

		@Override
		public Facts facts(List<Facts> parts, String name) {
			Facts part = parts.get(0);
			if (part.effect() == Effect.EFFECTFUL && !this.effectful && this.attempts > 1 && part.isKnown()) {
				throw new InvalidCompositionException(
						"Tool '" + name + "' would try '" + this.step.label()
								+ "' again, which changes something each time it runs.",
						"Mark '" + this.step.label() + "' with its effect if it is harmless, or say .evenIfEffectful() "
								+ "where '" + name + "' is made.");
			}
			return part;
		}

	}

	/** As it is, and somebody gets to see the value. */
	record Tap(Step step, ToolTap tap) implements Recipe {

		@Override
		public String kind() {
			return "tap";
		}

		@Override
		public List<Step> steps() {
			return List.of(this.step);
		}

		@Override
		public @Nullable Object run(Run run, Map<String, @Nullable Object> arguments) throws Throwable {
			Object value = run.call(this.step, arguments);
			this.tap.look(value, run.context());
			return value;
		}

		@Override
		public Facts facts(List<Facts> parts, String name) {
			return parts.get(0);
		}

	}

	/** With some of the arguments given already. */
	record Bind(Step step, Map<String, Object> bound) implements Recipe {

		@Override
		public String kind() {
			return "bind";
		}

		@Override
		public List<Step> steps() {
			return List.of(this.step);
		}

		@Override
		public @Nullable Object run(Run run, Map<String, @Nullable Object> arguments) throws Throwable {
			Map<String, @Nullable Object> all = new LinkedHashMap<>(arguments);
			all.putAll(this.bound);
			return run.call(this.step, all);
		}

		@Override
		public Facts facts(List<Facts> parts, String name) {
			Facts part = parts.get(0);
			ObjectNode input = part.input().deepCopy();
			if (input.get("properties") instanceof ObjectNode properties) {
				boolean closed = !input.path("additionalProperties").asBoolean(true);
				for (String bound : this.bound.keySet()) {
					if (properties.remove(bound) == null && closed) {
						throw new InvalidCompositionException(
								"Tool '" + name + "' fixes the argument '" + bound + "', which '" + this.step.label()
										+ "' does not take.",
								"Correct the argument's name where '" + name + "' is made.");
					}
				}
			}
			if (input.get("required") instanceof ArrayNode required) {
				Set<String> left = new LinkedHashSet<>(required.valueStream().map(JsonNode::asString).toList());
				left.removeAll(this.bound.keySet());
				ArrayNode others = input.putArray("required");
				left.forEach(others::add);
			}
			return part.with(input);
		}

	}

	/** With other arguments. */
	record MapInput(Step step,
			Function<Map<String, @Nullable Object>, ? extends Map<String, ?>> mapping) implements Recipe {

		@Override
		public String kind() {
			return "mapInput";
		}

		@Override
		public List<Step> steps() {
			return List.of(this.step);
		}

		@Override
		public @Nullable Object run(Run run, Map<String, @Nullable Object> arguments) throws Throwable {
			return run.call(this.step, new LinkedHashMap<>(this.mapping.apply(arguments)));
		}

		@Override
		public Facts facts(List<Facts> parts, String name) {
			// what the function takes, only the application knows
			return parts.get(0).with(Facts.unknown().input());
		}

	}

	/** Giving something else. */
	record MapOutput(Step step, Function<@Nullable Object, ? extends @Nullable Object> mapping) implements Recipe {

		@Override
		public String kind() {
			return "mapOutput";
		}

		@Override
		public List<Step> steps() {
			return List.of(this.step);
		}

		@Override
		public @Nullable Object run(Run run, Map<String, @Nullable Object> arguments) throws Throwable {
			return this.mapping.apply(run.call(this.step, arguments));
		}

		@Override
		public Facts facts(List<Facts> parts, String name) {
			return parts.get(0).giving(null);
		}

	}

}
