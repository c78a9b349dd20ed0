package io.armorer.pattern.policy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.springframework.mock.env.MockEnvironment;

import io.armorer.config.InvalidSettingException;
import io.armorer.config.ToolSettings;
import io.armorer.middleware.ToolHandler;
import io.armorer.middleware.ToolInvocation;
import io.armorer.testing.TestInvocation;
import io.armorer.tool.CallMetadata;
import io.armorer.tool.Effect;
import io.armorer.tool.ErrorCode;
import io.armorer.tool.Outcome;
import io.armorer.tool.Tool;
import io.armorer.tool.ToolBuilder;
import io.armorer.tool.ToolContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class PolicyMiddlewareTests {

	private final ToolHandler next = (call) -> {
		this.reached.add(call.tool().name());
		return "done";
	};

	private final List<String> reached = new ArrayList<>();

	private final List<String> asked = new ArrayList<>();

	private final MockEnvironment environment = new MockEnvironment();

	@Test
	void costsNothingWhereNothingApplies() {
		Tool tool = tool("search", Effect.EFFECTFUL, false);
		assertThat(middleware().apply(tool, this.next)).isSameAs(this.next);
		this.environment.setProperty("armorer.tools.search.policy.enabled", "false");
		assertThat(middleware(policy("no", PolicyDecision.deny("no"))).apply(tool, this.next)).isSameAs(this.next);
	}

	@Test
	void refusesDangerousToolsUnlessTheyAreAllowed() throws Throwable {
		Tool tool = tool("drop", Effect.EFFECTFUL, true);
		PolicyDeniedException refusal = refusal(tool);
		assertThat(refusal.error().is(ErrorCode.POLICY_DENIED)).isTrue();
		assertThat(refusal.error().message()).contains("dangerous").contains("Don't try again");
		assertThat(refusal.policy()).isEqualTo("armorer.policy.allow-dangerous");
		assertThat(this.reached).isEmpty();
		this.environment.setProperty("armorer.tools.drop.policy.allow-dangerous", "true");
		assertThat(middleware().apply(tool, this.next)).isSameAs(this.next);
		assertThat(refusal(tool("other", Effect.READ, true)).policy()).isEqualTo("armorer.policy.allow-dangerous");
	}

	@Test
	void refusesWhatMayChangeSomethingUnderReadOnly() {
		this.environment.setProperty("armorer.policy.read-only", "true");
		assertThat(refusal(tool("pay", Effect.EFFECTFUL, false)).policy()).isEqualTo("armorer.policy.read-only");
		assertThat(refusal(tool("set", Effect.IDEMPOTENT, false)).policy()).isEqualTo("armorer.policy.read-only");
		assertThat(middleware().apply(tool("get", Effect.READ, false), this.next)).isSameAs(this.next);
		this.environment.setProperty("armorer.tools.pay.policy.read-only", "false");
		assertThat(middleware().apply(tool("pay", Effect.EFFECTFUL, false), this.next)).isSameAs(this.next);
	}

	@Test
	void letsNamesInAndKeepsNamesOut() {
		this.environment.setProperty("armorer.policy.allow", "search-*,get");
		this.environment.setProperty("armorer.policy.deny", "*-secret");
		assertThat(middleware().apply(tool("search-web", Effect.READ, false), this.next)).isSameAs(this.next);
		assertThat(middleware().apply(tool("get", Effect.READ, false), this.next)).isSameAs(this.next);
		assertThat(refusal(tool("search-secret", Effect.READ, false)).policy()).isEqualTo("armorer.policy.deny");
		assertThat(refusal(tool("pay", Effect.READ, false)).policy()).isEqualTo("armorer.policy.allow");
		assertThat(refusal(tool("get-all", Effect.READ, false)).policy()).isEqualTo("armorer.policy.allow");
	}

	@Test
	void asksNobodyAboutWhatTheSettingsRuleOut() {
		refusal(tool("drop", Effect.EFFECTFUL, true), policy("first", PolicyDecision.allow()));
		assertThat(this.asked).isEmpty();
	}

	@Test
	void asksAllInOrderAndLetsTheCallHappenIfNobodyStopsIt() throws Throwable {
		assertThat(call(policy("first", PolicyDecision.allow()), policy("second", PolicyDecision.abstain()),
				policy("third", PolicyDecision.allow())))
			.isEqualTo("done");
		assertThat(this.asked).containsExactly("first", "second", "third");
		assertThat(this.reached).containsExactly("search");
	}

	@Test
	void isStoppedByTheFirstThatDenies() {
		PolicyDeniedException refusal = refusal(policy("first", PolicyDecision.allow()),
				policy("second", PolicyDecision.deny("Not on Sundays.")), policy("third", PolicyDecision.allow()));
		assertThat(refusal.error().code()).isEqualTo("POLICY_DENIED");
		assertThat(refusal.error().message()).isEqualTo("Not on Sundays.");
		assertThat(refusal.error().details()).containsEntry("policy", "second");
		assertThat(Outcome.of(refusal.error())).isEqualTo(Outcome.DENIED);
		assertThat(refusal.policy()).isEqualTo("second");
		assertThat(refusal).hasNoCause();
		assertThat(this.asked).containsExactly("first", "second");
		assertThat(this.reached).isEmpty();
	}

	@Test
	void isStoppedByTheFirstThatAsks() {
		PolicyDeniedException refusal = refusal(policy("first", PolicyDecision.ask("Pay 500 EUR?")),
				policy("second", PolicyDecision.deny("no")));
		assertThat(refusal.error().is(ErrorCode.ACTION_REQUIRED)).isTrue();
		assertThat(refusal.error().message()).isEqualTo("Pay 500 EUR?");
		assertThat(Outcome.of(refusal.error())).isEqualTo(Outcome.ACTION_REQUIRED);
		assertThat(this.asked).containsExactly("first");
	}

	@Test
	void deniesWhenAPolicyBreaks() {
		for (Throwable bug : List.of(new IllegalStateException("secret detail"),
				new java.io.IOException("secret detail"), new StackOverflowError("secret detail"))) {
			PolicyDeniedException refusal = refusal(new NamedPolicy("broken", (call) -> {
				if (bug instanceof Error error) {
					throw error;
				}
				throw (Exception) bug;
			}));
			assertThat(refusal.error().is(ErrorCode.POLICY_DENIED)).isTrue();
			assertThat(refusal.error().message()).doesNotContain("secret detail");
			assertThat(refusal).hasCause(bug);
		}
		assertThat(this.reached).isEmpty();
	}

	@Test
	void deniesWhenAPolicyDecidesNothing() {
		PolicyDeniedException refusal = refusal(new NamedPolicy("mute", (call) -> null));
		assertThat(refusal.error().is(ErrorCode.POLICY_DENIED)).isTrue();
		assertThat(refusal.getCause()).hasMessageContaining("mute");
	}

	@Test
	void staysInterruptedWhenAPolicyWas() {
		refusal(new NamedPolicy("interrupted", (call) -> {
			throw new InterruptedException();
		}));
		assertThat(Thread.interrupted()).isTrue();
	}

	@Test
	void seesWhoCallsWithWhat() throws Throwable {
		AtomicReference<String> seen = new AtomicReference<>();
		Tool tool = tool("search", Effect.READ, false);
		ToolPolicy policy = (call) -> {
			seen.set(call.tool().name() + call.context().userId() + call.arguments());
			return PolicyDecision.allow();
		};
		middleware(new NamedPolicy("p", policy)).apply(tool, this.next)
			.handle(new TestInvocation(tool, Map.of("query", "x"), ToolContext.ofUser("ada")));
		assertThat(seen).hasValue("searchada{query=x}");
	}

	@Test
	void canNotChangeTheCall() throws Throwable {
		List<Object> list = new ArrayList<>(List.of(1));
		Set<Object> set = new HashSet<>(Set.of(1));
		Object[] array = { 1 };
		int[] ints = { 1 };
		Tool tool = tool("search", Effect.READ, false);
		TestInvocation call = new TestInvocation(tool,
				Map.of("list", list, "set", set, "array", array, "ints", ints, "map", Map.of("inner", list)),
				ToolContext.empty());
		List<Consumer<ToolInvocation>> attempts = List.of((view) -> view.supply(0, "x"), (view) -> view.note("a", "b"),
				(view) -> view.note(CallMetadata.NONE.with("a", "b")), ToolInvocation::cancel,
				(view) -> view.onCancel(() -> {
				}), (view) -> view.arguments().put("a", "b"), (view) -> ((List<?>) at(view, "list")).clear(),
				(view) -> ((Set<?>) at(view, "set")).clear(),
				(view) -> ((List<?>) ((Map<?, ?>) at(view, "map")).get("inner")).clear());
		for (Consumer<ToolInvocation> attempt : attempts) {
			middleware(new NamedPolicy("p", (view) -> {
				assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> attempt.accept(view));
				((Object[]) at(view, "array"))[0] = 2;
				((int[]) at(view, "ints"))[0] = 2;
				return PolicyDecision.allow();
			})).apply(tool, this.next).handle(call);
		}
		assertThat(this.reached).hasSize(attempts.size());
		assertThat(list).containsExactly(1);
		assertThat(array).containsExactly(1);
		assertThat(ints).containsExactly(1);
		assertThat(call.notes()).isEmpty();
		assertThat(call.supplied()).isEmpty();
		assertThat(call.context().isCancelled()).isFalse();
	}

	@Test
	void tellsTheSettingsInForce() {
		this.environment.setProperty("armorer.policy.read-only", "true");
		this.environment.setProperty("armorer.tools.pay.policy.allow-dangerous", "true");
		assertThat(middleware(policy("hours", PolicyDecision.allow())).describe(tool("pay", Effect.EFFECTFUL, true)))
			.containsExactly(Map.entry("readOnly", true), Map.entry("allowDangerous", true),
					Map.entry("allow", List.of()), Map.entry("deny", List.of()),
					Map.entry("refusedBy", "armorer.policy.read-only"), Map.entry("policies", List.of("hours")));
	}

	@Test
	void refusesPatternsThatNoToolCanHave() {
		this.environment.setProperty("armorer.policy.deny", "drop table");
		assertThatExceptionOfType(InvalidSettingException.class).isThrownBy(this::middleware)
			.satisfies((ex) -> assertThat(ex.key()).isEqualTo("armorer.policy.deny"));
	}

	private static Object at(ToolInvocation view, String name) {
		Object value = view.arguments().get(name);
		assertThat(value).isNotNull();
		return value;
	}

	private @Nullable Object call(NamedPolicy... policies) throws Throwable {
		Tool tool = tool("search", Effect.READ, false);
		return middleware(policies).apply(tool, this.next).handle(TestInvocation.of(tool));
	}

	private PolicyDeniedException refusal(NamedPolicy... policies) {
		return refusal(tool("search", Effect.READ, false), policies);
	}

	private PolicyDeniedException refusal(Tool tool, NamedPolicy... policies) {
		ToolHandler handler = middleware(policies).apply(tool, this.next);
		PolicyDeniedException refusal = catchThrowableOfType(PolicyDeniedException.class,
				() -> handler.handle(TestInvocation.of(tool)));
		assertThat(refusal).isNotNull();
		return refusal;
	}

	private NamedPolicy policy(String name, PolicyDecision decision) {
		return new NamedPolicy(name, (call) -> {
			this.asked.add(name);
			return decision;
		});
	}

	private PolicyMiddleware middleware(NamedPolicy... policies) {
		return new PolicyMiddleware(new ToolSettings(this.environment), Arrays.asList(policies));
	}

	private static Tool tool(String name, Effect effect, boolean dangerous) {
		ToolBuilder<?> builder = Tool.builder(name).effect(effect).dangerous(dangerous);
		return builder.build((input, context) -> null);
	}

}
