package io.armorer.pattern.state;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.springframework.core.ParameterizedTypeReference;

import io.armorer.redact.Sensitive;
import io.armorer.store.StoreUnavailableException;
import io.armorer.tool.ErrorCategory;
import io.armorer.tool.ErrorCode;
import io.armorer.tool.ToolContext;
import io.armorer.tool.ToolException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

@Timeout(60)
class StateStoreTests {

	private static final ParameterizedTypeReference<List<Item>> ITEMS = new ParameterizedTypeReference<>() {
	};

	// Pairs that a careless key would make one of, or that something on the way breaks.
	private static final List<String> HOSTILE = List.of("a/b", "a", "b", "a:b", "a:", ":a", "..", ".", "/", "//", "%",
			"_", "a_b", "axb", "a%", "a%2Fb", "a~b", "~", "~~", "~002F", "~~0", " ", " a", "a ", "\t", "\n", "\r\n",
			"\u0000", "a\u0000b", "é", "e\u0301", "É", "A", "ı", "i", "İ", "ß", "ss", "日本", "😀", "\uD83D", "\uDE00",
			"\uD800", "?", "\uFFFD", "'", "\"", "'; DROP TABLE state; --", "null", "global", "user", "*", "[a]", "{a}",
			"$a", "\\", "\\\\", "a".repeat(96), "a".repeat(97), "a".repeat(98), "a".repeat(10_000),
			"a".repeat(9_999) + "b", "é".repeat(19), "é".repeat(20), "é".repeat(5_000), "\uD800".repeat(200),
			"\uD801".repeat(200), "-", "--", "#", "?a=b", "&", ";", "user:a:b");

	private final StateBench bench = StateBench.with();

	private final StateStore state = this.bench.state;

	@Test
	void givesBackWhatWasSet() {
		State global = this.state.global();
		assertThat(global.get("counter", Integer.class)).isEmpty();
		global.set("counter", 10);
		assertThat(global.get("counter", Integer.class)).contains(10);
		global.set("counter", 11);
		assertThat(global.get("counter", Integer.class)).contains(11);
		assertThat(global.keys()).containsExactly("counter");
		assertThat(global.delete("counter")).isTrue();
		assertThat(global.delete("counter")).isFalse();
		assertThat(global.get("counter", Integer.class)).isEmpty();
	}

	@Test
	void keepsWhatHasTypeArguments() {
		State global = this.state.global();
		global.set("items", List.of(new Item("tent", 1), new Item("rope", 2)));
		assertThat(global.get("items", ITEMS)).contains(List.of(new Item("tent", 1), new Item("rope", 2)));
		List<Item> updated = global.update("items", ITEMS, (items) -> {
			List<Item> more = new ArrayList<>(items.orElse(List.of()));
			more.add(new Item("stove", 1));
			return more;
		});
		assertThat(updated).hasSize(3);
		assertThat(global.get("items", ITEMS)).contains(updated);
	}

	@Test
	void valuesAreCopiedInAndOut() {
		State global = this.state.global();
		List<String> mine = new ArrayList<>(List.of("a"));
		Map<String, Object> value = new LinkedHashMap<>(Map.of("list", mine));
		global.set("value", value);
		mine.add("b");
		value.put("more", 1);
		assertThat(global.get("value", Map.class)).contains(Map.of("list", List.of("a")));
		@SuppressWarnings("unchecked")
		Map<String, List<String>> got = global.get("value", Map.class).orElseThrow();
		got.get("list").add("c");
		got.clear();
		assertThat(global.get("value", Map.class)).contains(Map.of("list", List.of("a")));
		@SuppressWarnings("unchecked")
		List<String> updated = global.update("list", List.class, (present) -> mine);
		updated.add("d");
		mine.add("e");
		assertThat(global.get("list", List.class)).contains(List.of("a", "b"));
	}

	@Test
	void whatAChangeDoesToThePresentValueStaysOutsideUnlessReturned() {
		State global = this.state.global();
		global.set("list", List.of("a"));
		assertThatIllegalStateException().isThrownBy(() -> global.update("list", List.class, (present) -> {
			present.orElseThrow().clear();
			throw new IllegalStateException("no");
		}));
		assertThat(global.get("list", List.class)).contains(List.of("a"));
	}

	@Test
	void scopesAreApart() {
		Map<String, State> all = new LinkedHashMap<>();
		all.put("global", this.state.global());
		for (String id : List.of("ann", "bob")) {
			all.put("tool " + id, this.state.forTool(id));
			all.put("user " + id, this.state.forUser(id));
			all.put("session " + id, this.state.forSession(id));
		}
		all.forEach((name, scope) -> scope.set("key", name));
		all.forEach((name, scope) -> {
			assertThat(scope.get("key", String.class)).contains(name);
			assertThat(scope.keys()).containsExactly("key");
		});
		assertThat(all.get("user ann").clear()).isOne();
		all.forEach((name, scope) -> assertThat(scope.get("key", String.class).isPresent())
			.isEqualTo(!name.equals("user ann")));
	}

	@Test
	void noIdAndNoKeyReachesAnother() {
		for (String id : HOSTILE) {
			for (State scope : List.of(this.state.forUser(id), this.state.forSession(id), this.state.forTool(id))) {
				scope.set("own", scope + id);
			}
			for (String key : HOSTILE) {
				this.state.forUser("keys").set(key, key);
			}
		}
		this.state.forUser("keys").set("", "none");
		for (String id : HOSTILE) {
			for (State scope : List.of(this.state.forUser(id), this.state.forSession(id), this.state.forTool(id))) {
				assertThat(scope.get("own", String.class)).contains(scope + id);
				assertThat(scope.keys()).containsExactly("own");
			}
			assertThat(this.state.forUser("keys").get(id, String.class)).contains(id);
		}
		assertThat(this.state.forUser("keys").keys()).hasSize(HOSTILE.size() + 1).containsAll(HOSTILE);
		for (String id : HOSTILE) {
			assertThat(this.state.forUser(id).clear()).isOne();
			assertThat(this.state.forSession(id).keys()).hasSize(1);
		}
		assertThat(this.state.forUser("keys").keys()).hasSize(HOSTILE.size() + 1);
	}

	@Test
	void theStoresKeysFitAnyDatabase() {
		for (String id : HOSTILE) {
			for (String key : HOSTILE) {
				assertThat(new StateEntry(StateScope.SESSION, id, key, "1", false).name()).hasSizeLessThanOrEqualTo(210)
					.matches("session:[A-Za-z0-9.~-]+:[A-Za-z0-9.~-]+");
			}
		}
	}

	@Test
	void differentNamesHaveDifferentKeys() {
		Set<String> names = new HashSet<>();
		for (String id : HOSTILE) {
			for (String key : HOSTILE) {
				names.add(new StateEntry(StateScope.USER, id, key, "1", false).name());
			}
		}
		assertThat(names).hasSize(HOSTILE.size() * HOSTILE.size());
	}

	@Test
	void hostileValuesSurvive() {
		State user = this.state.forUser("ann");
		for (String value : HOSTILE) {
			user.set("value", value);
			assertThat(user.get("value", String.class)).contains(value);
			assertThat(this.state.find("user:ann:value").orElseThrow().json()).matches("[\\x20-\\x7e]+");
		}
	}

	@Test
	void aUserIsTakenFromTheContext() {
		ToolContext ann = ToolContext.builder().userId("ann").sessionId("s-1").build();
		this.state.user(ann).set("key", "ann's");
		this.state.session(ann).set("key", "session's");
		assertThat(this.state.forUser("ann").get("key", String.class)).contains("ann's");
		assertThat(this.state.forSession("s-1").get("key", String.class)).contains("session's");
	}

	@Test
	void whoHasNoUserOrSessionIsToldSo() {
		for (ToolContext nobody : List.of(ToolContext.empty(),
				ToolContext.builder().userId("").sessionId("").build())) {
			assertThatExceptionOfType(ToolException.class).isThrownBy(() -> this.state.user(nobody))
				.matches((ex) -> ex.error().is(ErrorCode.USER_REQUIRED));
			assertThatExceptionOfType(ToolException.class).isThrownBy(() -> this.state.session(nobody))
				.matches((ex) -> ex.error().is(ErrorCode.SESSION_REQUIRED));
		}
		assertThatIllegalArgumentException().isThrownBy(() -> this.state.tool(ToolContext.empty()));
		assertThatIllegalStateException().isThrownBy(this.state::currentUser);
		assertThatIllegalStateException().isThrownBy(this.state::currentSession);
		assertThatIllegalStateException().isThrownBy(this.state::currentTool);
		assertThatIllegalArgumentException().isThrownBy(() -> this.state.forUser(""));
		assertThatIllegalArgumentException().isThrownBy(() -> this.state.forSession(""));
		assertThatIllegalArgumentException().isThrownBy(() -> this.state.forTool(""));
	}

	@Test
	void noUpdateIsLost() throws Exception {
		int threads = 8;
		int rounds = 2_000;
		ExecutorService executor = Executors.newFixedThreadPool(threads);
		try {
			CyclicBarrier start = new CyclicBarrier(threads);
			List<Future<?>> futures = new ArrayList<>();
			for (int t = 0; t < threads; t++) {
				futures.add(executor.submit(() -> {
					start.await();
					State mine = this.state.forUser("ann");
					for (int i = 0; i < rounds; i++) {
						mine.update("counter", Integer.class, (count) -> count.orElse(0) + 1);
						if (i % 100 == 0) {
							mine.update("other", Integer.class, (count) -> count.orElse(0) - 1);
						}
					}
					return null;
				}));
			}
			for (Future<?> future : futures) {
				future.get();
			}
		}
		finally {
			executor.shutdownNow();
		}
		assertThat(this.state.forUser("ann").get("counter", Integer.class)).contains(threads * rounds);
		assertThat(this.state.forUser("ann").get("other", Integer.class)).contains(-threads * rounds / 100);
	}

	@Test
	void updatesAreWholeWhileOthersSetAndDelete() throws Exception {
		int threads = 6;
		ExecutorService executor = Executors.newFixedThreadPool(threads);
		State global = this.state.global();
		try {
			CyclicBarrier start = new CyclicBarrier(threads);
			List<Future<?>> futures = new ArrayList<>();
			for (int t = 0; t < threads; t++) {
				int kind = t % 3;
				futures.add(executor.submit(() -> {
					start.await();
					for (int i = 0; i < 2_000; i++) {
						switch (kind) {
							case 0 -> global.set("pair", List.of(i, i));
							case 1 -> global.delete("pair");
							default -> {
								List<?> pair = global.update("pair", List.class, (present) -> {
									int n = present.map((p) -> (Integer) p.get(0)).orElse(0) + 1;
									return List.of(n, n);
								});
								assertThat(pair.get(0)).isEqualTo(pair.get(1));
							}
						}
						global.get("pair", List.class)
							.ifPresent((pair) -> assertThat(pair.get(0)).isEqualTo(pair.get(1)));
					}
					return null;
				}));
			}
			for (Future<?> future : futures) {
				future.get();
			}
		}
		finally {
			executor.shutdownNow();
		}
	}

	@Test
	void thereIsNoMoreRoomThanAllowed() {
		StateStore small = StateBench.with("state.max-entries=2").state;
		small.forUser("ann").set("a", 1);
		small.forUser("bob").set("b", 1);
		assertThatExceptionOfType(StateFullException.class).isThrownBy(() -> small.global().set("c", 1))
			.satisfies((ex) -> assertThat(ex.error()).satisfies((error) -> {
				assertThat(error.code()).isEqualTo("STATE_FULL");
				assertThat(error.category()).isEqualTo(ErrorCategory.EXHAUSTED);
			}));
		assertThatExceptionOfType(StateFullException.class)
			.isThrownBy(() -> small.global().update("c", Integer.class, (c) -> 1));
		small.forUser("ann").set("a", 2);
		small.forUser("bob").delete("b");
		small.global().set("c", 1);
		assertThat(small.size()).isEqualTo(2);
	}

	@Test
	void aFullStoreIsNoFailingStore() {
		StateBench allowing = StateBench.with("state.on-store-failure=allow");
		allowing.stores.fill();
		assertThatExceptionOfType(StateFullException.class).isThrownBy(() -> allowing.state.global().set("a", 1));
		assertThat(allowing.state.dropped()).isZero();
	}

	@Test
	void aValueThatIsTooLargeIsRefusedAndTheOldOneStays() {
		StateStore small = StateBench.with("state.max-value-size=20B").state;
		State ann = small.forUser("ann");
		ann.set("note", "123456789ab");
		assertThatExceptionOfType(StateTooLargeException.class).isThrownBy(() -> ann.set("note", "123456789abc"))
			.satisfies((ex) -> {
				assertThat(ex.error().code()).isEqualTo("STATE_TOO_LARGE");
				assertThat(ex.error().category()).isEqualTo(ErrorCategory.VALIDATION);
				assertThat(ex.error().message()).contains("20 bytes");
			});
		assertThatExceptionOfType(StateTooLargeException.class)
			.isThrownBy(() -> ann.update("note", String.class, (note) -> note.orElse("") + "c"));
		assertThatExceptionOfType(StateTooLargeException.class).isThrownBy(() -> ann.set("k".repeat(18), 1));
		assertThatExceptionOfType(StateTooLargeException.class).isThrownBy(() -> ann.set("k".repeat(50), 1));
		assertThatExceptionOfType(StateTooLargeException.class)
			.isThrownBy(() -> small.forUser("u".repeat(30)).set("k", 1));
		assertThat(ann.get("note", String.class)).contains("123456789ab");
	}

	@Test
	void whatIsNoValueIsRefused() {
		State global = this.state.global();
		assertThatExceptionOfType(StateValueException.class).isThrownBy(() -> global.set("a", Optional.empty()));
		List<Object> cycle = new ArrayList<>();
		cycle.add(cycle);
		assertThatExceptionOfType(StateValueException.class).isThrownBy(() -> global.set("a", cycle));
		assertThatExceptionOfType(StateValueException.class).isThrownBy(() -> global.set("a", new Broken("x")));
		assertThatExceptionOfType(StateValueException.class)
			.isThrownBy(() -> global.update("a", Integer.class, (present) -> nothing()));
		assertThat(global.keys()).isEmpty();
	}

	@SuppressWarnings("NullAway")
	private static <T> T nothing() {
		return (T) null;
	}

	@Test
	void whatCanNotBeReadAsTheTypeSaysSoWithoutTheValue() {
		State global = this.state.global();
		global.set("key", "c4n4ry");
		assertThatExceptionOfType(StateValueException.class).isThrownBy(() -> global.get("key", Integer.class))
			.withMessageContaining("java.lang.Integer")
			.withNoCause()
			.satisfies((ex) -> assertThat(ex.getMessage()).doesNotContain("c4n4ry"));
		assertThatExceptionOfType(StateValueException.class)
			.isThrownBy(() -> global.update("key", Integer.class, (present) -> 1))
			.withNoCause()
			.satisfies((ex) -> assertThat(ex.getMessage()).doesNotContain("c4n4ry"));
		assertThatExceptionOfType(StateValueException.class).isThrownBy(() -> global.set("key", new Broken("c4n4ry")))
			.withNoCause()
			.satisfies((ex) -> assertThat(ex.getMessage()).doesNotContain("c4n4ry"));
		assertThat(global.get("key", String.class)).contains("c4n4ry");
	}

	@Test
	void whatIsMarkedSensitiveIsRemembered() {
		State global = this.state.global();
		global.set("login", new Login("ann", "1234"));
		global.set("logins", List.of(Map.of("first", new Login("ann", "1234"))));
		global.set("item", new Item("tent", 1));
		assertThat(this.state.page(StateScope.GLOBAL, null, null, 10).items())
			.extracting(StateEntry::key, StateEntry::sensitive)
			.containsExactlyInAnyOrder(org.assertj.core.groups.Tuple.tuple("login", true),
					org.assertj.core.groups.Tuple.tuple("logins", true),
					org.assertj.core.groups.Tuple.tuple("item", false));
		assertThat(global.get("login", Login.class)).contains(new Login("ann", "1234"));
	}

	@Test
	void aScopeIsBroughtBackToWhatItWas() {
		State ann = this.state.forUser("ann");
		ann.set("a", 1);
		ann.set("b", "two");
		this.state.forUser("bob").set("a", "bob's");
		StateSnapshot snapshot = StateSnapshot.ofJson(ann.snapshot().toJson());
		assertThat(snapshot.size()).isEqualTo(2);
		ann.set("a", 2);
		ann.delete("b");
		ann.set("c", 3);
		this.state.forUser("bob").set("b", "later");
		ann.restore(snapshot);
		assertThat(ann.keys()).containsExactly("a", "b");
		assertThat(ann.get("a", Integer.class)).contains(1);
		assertThat(ann.get("b", String.class)).contains("two");
		assertThat(this.state.forUser("bob").keys()).containsExactly("a", "b");
	}

	@Test
	void everythingIsBroughtBackToWhatItWas() {
		this.state.global().set("a", 1);
		this.state.forUser("a/b").set("\uD800", "\uD800");
		StateSnapshot snapshot = StateSnapshot.ofJson(this.state.snapshot().toJson());
		this.state.global().clear();
		this.state.forSession("s").set("x", 1);
		this.state.restore(snapshot);
		assertThat(this.state.size()).isEqualTo(2);
		assertThat(this.state.global().get("a", Integer.class)).contains(1);
		assertThat(this.state.forUser("a/b").get("\uD800", String.class)).contains("\uD800");
	}

	@Test
	void aSnapshotIsNotChangedByWhatComesAfter() {
		this.state.global().set("a", 1);
		StateSnapshot snapshot = this.state.global().snapshot();
		this.state.global().set("a", 2);
		this.state.global().restore(snapshot);
		assertThat(this.state.global().get("a", Integer.class)).contains(1);
		assertThat(snapshot.toString()).isEqualTo("StateSnapshot[1 values]");
	}

	@Test
	void aSnapshotFitsOnlyWhereItWasTaken() {
		State ann = this.state.forUser("ann");
		ann.set("a", "ann's");
		assertThatIllegalArgumentException().isThrownBy(() -> this.state.forUser("bob").restore(ann.snapshot()));
		assertThatIllegalArgumentException().isThrownBy(() -> this.state.restore(ann.snapshot()));
		assertThatIllegalArgumentException().isThrownBy(() -> ann.restore(this.state.snapshot()));
		StateSnapshot forged = new StateSnapshot("user:bob:", ann.snapshot().entries());
		assertThatIllegalArgumentException().isThrownBy(() -> this.state.forUser("bob").restore(forged));
		assertThat(this.state.forUser("bob").keys()).isEmpty();
	}

	@Test
	void aRestoreThatFailsHalfWayIsUndone() {
		FailingWrites stores = new FailingWrites();
		State ann = StateBench.store(stores, StateBench.settings(), null).forUser("ann");
		for (int i = 0; i < 5; i++) {
			ann.set("key-" + i, "old " + i);
		}
		StateSnapshot wanted = ann.snapshot();
		for (int i = 2; i < 5; i++) {
			ann.set("key-" + i, "new " + i);
		}
		ann.delete("key-0");
		ann.delete("key-1");
		ann.set("more", 1);
		String now = ann.snapshot().toJson();
		// one to remove, two to add, three to replace
		for (int write = 1; write <= 6; write++) {
			stores.between(write, write);
			assertThatExceptionOfType(StateRestoreException.class).isThrownBy(() -> ann.restore(wanted))
				.matches(StateRestoreException::isUndone)
				.withMessageContaining("as it was before");
			assertThat(ann.snapshot().toJson()).as("after write %d failed", write).isEqualTo(now);
		}
		stores.between(3, 100);
		assertThatExceptionOfType(StateRestoreException.class).isThrownBy(() -> ann.restore(wanted))
			.matches((ex) -> !ex.isUndone())
			.withMessageContaining("a part of it is in place");
		stores.between(0, 0);
		ann.restore(wanted);
		assertThat(ann.snapshot().toJson()).isEqualTo(wanted.toJson());
	}

	@Test
	void aRestoreWithoutRoomIsUndone() {
		StateStore small = StateBench.with("state.max-entries=3").state;
		State ann = small.forUser("ann");
		ann.set("a", 1);
		ann.set("b", 1);
		StateSnapshot wanted = ann.snapshot();
		ann.clear();
		ann.set("c", 1);
		small.global().set("d", 1);
		small.global().set("e", 1);
		String now = small.snapshot().toJson();
		assertThatExceptionOfType(StateRestoreException.class).isThrownBy(() -> ann.restore(wanted))
			.matches(StateRestoreException::isUndone)
			.withCauseInstanceOf(StateFullException.class);
		assertThat(small.snapshot().toJson()).isEqualTo(now);
	}

	@Test
	void nothingIsTouchedForASnapshotThatCanNotBe() {
		State ann = StateBench.with("state.max-value-size=20B").state.forUser("ann");
		ann.set("a", 1);
		for (String json : List.of("\"123456789abcdefghij\"", "{\"c4n4ry", "")) {
			StateSnapshot snapshot = new StateSnapshot("user:ann:",
					List.of(new StateEntry(StateScope.USER, "ann", "b", json, false)));
			assertThatExceptionOfType(RuntimeException.class).isThrownBy(() -> ann.restore(snapshot))
				.satisfies((ex) -> assertThat(ex.toString()).doesNotContain("c4n4ry"));
			assertThat(ann.keys()).containsExactly("a");
		}
	}

	@Test
	void aDamagedSnapshotIsRefusedWithoutQuotingIt() {
		this.state.global().set("a", "c4n4ry");
		String json = this.state.snapshot().toJson();
		assertThat(StateSnapshot.ofJson(json).size()).isOne();
		for (String damaged : List.of("", "c4n4ry", json.replace("c4n4ry", "c4n4rz"),
				json.substring(0, json.length() - 10), json.replace("\"version\":1", "\"version\":2"))) {
			assertThatIllegalArgumentException().isThrownBy(() -> StateSnapshot.ofJson(damaged))
				.withMessageStartingWith("The text is no snapshot: it")
				.withNoCause()
				.satisfies((ex) -> assertThat(ex.getMessage()).doesNotContain("c4n4r"));
		}
	}

	@Test
	void aStoreThatFailsRefusesTheCall() {
		State global = this.state.global();
		global.set("a", 1);
		this.bench.stores.fail();
		assertThatExceptionOfType(StoreUnavailableException.class).isThrownBy(() -> global.get("a", Integer.class))
			.matches((ex) -> ex.error().is(ErrorCode.STORE_UNAVAILABLE));
		assertThatExceptionOfType(StoreUnavailableException.class).isThrownBy(() -> global.set("a", 2));
		assertThatExceptionOfType(StoreUnavailableException.class)
			.isThrownBy(() -> global.update("a", Integer.class, (a) -> 2));
		assertThatExceptionOfType(StoreUnavailableException.class).isThrownBy(() -> global.delete("a"));
		assertThatExceptionOfType(StoreUnavailableException.class).isThrownBy(global::clear);
		assertThatExceptionOfType(StoreUnavailableException.class).isThrownBy(global::keys);
		assertThatExceptionOfType(StoreUnavailableException.class).isThrownBy(global::snapshot);
		this.bench.stores.recover();
		assertThat(global.get("a", Integer.class)).contains(1);
		assertThat(this.state.dropped()).isZero();
	}

	@Test
	void whereAllowedAStoreThatFailsFindsNothingAndDropsWhatIsSet() {
		StateBench allowing = StateBench.with("state.on-store-failure=allow");
		State global = allowing.state.global();
		global.set("a", 1);
		StateSnapshot snapshot = global.snapshot();
		allowing.stores.fail();
		assertThat(global.get("a", Integer.class)).isEmpty();
		assertThat(global.keys()).isEmpty();
		assertThat(allowing.state.dropped()).isZero();
		global.set("a", 2);
		assertThat(global.<Integer>update("a", Integer.class, (a) -> a.orElse(40) + 2)).isEqualTo(42);
		assertThat(global.delete("a")).isFalse();
		assertThat(global.clear()).isZero();
		assertThat(allowing.state.dropped()).isEqualTo(4);
		// never an empty snapshot, and nothing removed for one
		assertThatExceptionOfType(StoreUnavailableException.class).isThrownBy(global::snapshot);
		assertThatExceptionOfType(StoreUnavailableException.class).isThrownBy(() -> global.restore(snapshot));
		allowing.stores.recover();
		assertThat(global.get("a", Integer.class)).contains(1);
	}

	@Test
	void toSetWhatIsThereWritesNothing() {
		State global = this.state.global();
		global.set("a", List.of(1, 2));
		this.bench.stores.failWrites();
		global.set("a", List.of(1, 2));
		assertThat(global.update("a", List.class, Optional::orElseThrow)).isEqualTo(List.of(1, 2));
	}

	record Item(String name, int count) {

	}

	record Login(String user, @Sensitive String pin) {

	}

	record Broken(String secret) {

		public @Nullable String getOther() {
			throw new IllegalStateException("no " + this.secret);
		}

	}

}
