package io.armorer.pattern.session;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.json.JsonMapper;

import io.armorer.event.SessionCreated;
import io.armorer.event.SessionEnded;
import io.armorer.store.Page;
import io.armorer.store.StoreException;
import io.armorer.store.StoreGuard;
import io.armorer.testing.FailingStores;
import io.armorer.testing.MovableTime;
import io.armorer.testing.RecordedEvents;
import io.armorer.tool.ErrorCode;
import io.armorer.tool.Outcome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

@Timeout(60)
class SessionManagerTests {

	private static final Duration TTL = Duration.ofMinutes(30);

	private final MovableTime time = new MovableTime();

	private final RecordedEvents events = new RecordedEvents();

	private FailingStores stores = FailingStores.inMemory(this.time);

	private final SessionSettings settings = new SessionSettings();

	private SessionManager sessions = manager();

	@Test
	void createsASessionThatIsTheUsersAndCanBeFound() {
		Session session = this.sessions.create("ann", Map.of("theme", "dark"));
		assertThat(session.userId()).isEqualTo("ann");
		assertThat(session.createdAt()).isEqualTo(MovableTime.START);
		assertThat(session.lastUsedAt()).isEqualTo(MovableTime.START);
		assertThat(session.expiresAt()).isEqualTo(MovableTime.START.plus(TTL));
		assertThat(session.history()).isEmpty();
		assertThat(session.invocations()).isEmpty();
		assertThat(session.metadata()).containsExactly(Map.entry("theme", "dark"));
		assertThat(this.sessions.find(session.id())).contains(session);
		assertThat(this.sessions.find("no-such")).isEmpty();
		assertThat(this.sessions.count()).isEqualTo(1);
		assertThat(this.events.of(SessionCreated.class))
			.containsExactly(new SessionCreated(session.id(), "ann", MovableTime.START));
	}

	@Test
	void idsAreLongAndNeverTheSame() {
		Set<String> ids = new HashSet<>();
		for (int i = 0; i < 1000; i++) {
			ids.add(this.sessions.create(null).id());
		}
		assertThat(ids).hasSize(1000).allMatch((id) -> id.matches("[0-9a-f]{32}"));
	}

	@Test
	void sessionMayBeNobodysButNotABlanksUser() {
		assertThat(this.sessions.create(null).userId()).isNull();
		assertThatIllegalArgumentException().isThrownBy(() -> this.sessions.create(" "))
			.withMessageContaining("must not be blank");
	}

	@Test
	void snapshotStaysAsItWasWhenTheSessionGoesOn() {
		Session before = this.sessions.create("ann");
		Session after = this.sessions.appendMessage(before.id(), "user", "Hello");
		assertThat(before.history()).isEmpty();
		assertThat(after.history()).containsExactly(new SessionMessage("user", "Hello", MovableTime.START));
		assertThat(after.version()).isGreaterThan(before.version());
		assertThat(this.sessions.find(before.id())).contains(after);
	}

	@Test
	void snapshotCanNotBeChanged() {
		Session session = this.sessions.create("ann", Map.of("cart", Map.of("items", List.of(1, 2))));
		assertThatExceptionOfType(UnsupportedOperationException.class)
			.isThrownBy(() -> session.metadata().put("a", "b"));
		assertThatExceptionOfType(UnsupportedOperationException.class)
			.isThrownBy(() -> ((Map<?, ?>) session.metadata().get("cart")).clear());
		assertThatExceptionOfType(UnsupportedOperationException.class)
			.isThrownBy(() -> ((List<?>) ((Map<?, ?>) session.metadata().get("cart")).get("items")).clear());
		assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> session.history().clear());
		assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> session.invocations().clear());
	}

	@Test
	void metadataIsCopiedIn() {
		List<String> items = new ArrayList<>(List.of("tent"));
		Session session = this.sessions.create("ann", Map.of("items", items));
		items.add("stove");
		assertThat(find(session).metadata()).isEqualTo(Map.of("items", List.of("tent")));
		this.sessions.updateMetadata(session.id(), (metadata) -> Map.of("items", items));
		items.clear();
		assertThat(find(session).metadata()).isEqualTo(Map.of("items", List.of("tent", "stove")));
	}

	@Test
	void metadataIsWhatJsonKeepsOfIt() {
		Map<String, @Nullable Object> given = new LinkedHashMap<>();
		given.put("at", Instant.EPOCH);
		given.put("color", Color.DARK_RED);
		given.put("point", new Point(1, 2));
		given.put("nothing", null);
		Map<String, @Nullable Object> kept = find(this.sessions.create("ann", given)).metadata();
		Map<String, @Nullable Object> expected = new LinkedHashMap<>();
		expected.put("at", "1970-01-01T00:00:00Z");
		expected.put("color", "DARK_RED");
		expected.put("point", Map.of("x", 1, "y", 2));
		expected.put("nothing", null);
		assertThat(kept).isEqualTo(expected);
	}

	@Test
	void metadataThatIsNoJsonIsRefusedAndNothingChanged() {
		Session session = this.sessions.create("ann", Map.of("a", 1));
		Map<String, Object> cyclic = new HashMap<>();
		cyclic.put("self", cyclic);
		assertThatIllegalArgumentException().isThrownBy(() -> this.sessions.create("ann", cyclic))
			.withMessageStartingWith("A session's metadata must be values that can be written as JSON: ");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> this.sessions.updateMetadata(session.id(), (metadata) -> cyclic));
		assertThat(this.sessions.find(session.id())).contains(session);
		assertThat(this.sessions.count()).isEqualTo(1);
	}

	@Test
	void metadataIsChangedByAFunctionOfWhatIsThere() {
		Session session = this.sessions.create("ann", Map.of("cart", List.of("tent")));
		this.sessions.updateMetadata(session.id(), (metadata) -> {
			@SuppressWarnings("unchecked")
			List<Object> cart = (List<Object>) metadata.get("cart");
			cart.add("stove");
			metadata.put("paid", false);
			return metadata;
		});
		assertThat(find(session).metadata()).isEqualTo(Map.of("cart", List.of("tent", "stove"), "paid", false));
	}

	@Test
	void functionThatThrowsChangesNothing() {
		Session session = this.sessions.create("ann", Map.of("a", List.of(1)));
		assertThatIllegalStateException().isThrownBy(() -> this.sessions.updateMetadata(session.id(), (metadata) -> {
			((List<?>) metadata.get("a")).clear();
			throw new IllegalStateException("no");
		})).withMessage("no");
		assertThat(this.sessions.find(session.id())).contains(session);
	}

	@Test
	void neitherIdNorOwnerCanBeOverwritten() {
		Session session = this.sessions.create("ann");
		this.sessions.updateMetadata(session.id(),
				(metadata) -> Map.of("id", "other", "userId", "eve", "owner", "eve", "version", 99));
		Session after = find(session);
		assertThat(after.id()).isEqualTo(session.id());
		assertThat(after.userId()).isEqualTo("ann");
		assertThat(after.createdAt()).isEqualTo(session.createdAt());
		assertThat(this.sessions.listByUser("eve", null, 10).items()).isEmpty();
	}

	@Test
	void historyKeepsTheLatest() {
		this.settings.setHistoryLimit(3);
		this.sessions = fresh();
		Session session = this.sessions.create("ann");
		for (int i = 0; i < 10; i++) {
			this.sessions.appendMessage(session.id(), "user", "m" + i);
			assertThat(find(session).history()).hasSize(Math.min(3, i + 1));
		}
		assertThat(find(session).history()).extracting(SessionMessage::content).containsExactly("m7", "m8", "m9");
	}

	@Test
	void historyOfNothingKeepsNothing() {
		this.settings.setHistoryLimit(0);
		this.sessions = fresh();
		Session session = this.sessions.create("ann");
		assertThat(this.sessions.appendMessage(session.id(), "user", "Hello").history()).isEmpty();
	}

	@Test
	void messageNeedsARoleAndAContent() {
		Session session = this.sessions.create("ann");
		assertThatNullPointerException().isThrownBy(() -> this.sessions.appendMessage(session.id(), "user", none()));
		assertThatNullPointerException().isThrownBy(() -> this.sessions.appendMessage(session.id(), none(), "Hello"));
		assertThat(this.sessions.find(session.id())).contains(session);
	}

	@Test
	void changeOfNoSessionIsToldAndMakesNone() {
		assertThatExceptionOfType(InvalidSessionException.class)
			.isThrownBy(() -> this.sessions.appendMessage("no-such", "user", "Hello"))
			.matches((ex) -> ex.error().is(ErrorCode.SESSION_INVALID));
		assertThatExceptionOfType(InvalidSessionException.class)
			.isThrownBy(() -> this.sessions.updateMetadata("no-such", (metadata) -> metadata));
		assertThat(this.sessions.end("no-such")).isFalse();
		assertThat(this.sessions.count()).isZero();
	}

	@Test
	void expiresExactlyWhenItsTimeIsOver() {
		Session session = this.sessions.create("ann");
		this.time.advance(TTL.minusNanos(1));
		assertThat(this.sessions.find(session.id())).isPresent();
		this.time.advance(Duration.ofNanos(1));
		assertThat(this.sessions.find(session.id())).isEmpty();
		assertThat(this.sessions.count()).isZero();
		assertThat(this.sessions.list(null, 10).items()).isEmpty();
		assertThatExceptionOfType(InvalidSessionException.class)
			.isThrownBy(() -> this.sessions.appendMessage(session.id(), "user", "Hello"));
		assertThat(this.sessions.end(session.id())).isFalse();
	}

	@Test
	void changesBeginItsTimeAnewAndLookingDoesNot() {
		Session session = this.sessions.create("ann");
		this.time.advance(TTL.minusSeconds(1));
		this.sessions.appendMessage(session.id(), "user", "Hello");
		this.time.advance(TTL.minusSeconds(1));
		Session updated = this.sessions.updateMetadata(session.id(), (metadata) -> metadata);
		assertThat(updated.lastUsedAt()).isEqualTo(this.time.now());
		assertThat(updated.expiresAt()).isEqualTo(this.time.now().plus(TTL));
		assertThat(updated.createdAt()).isEqualTo(MovableTime.START);
		this.time.advance(TTL.minusSeconds(1));
		assertThat(this.sessions.find(session.id())).contains(updated);
		this.time.advance(Duration.ofSeconds(1));
		assertThat(this.sessions.find(session.id())).isEmpty();
	}

	@Test
	void expiryIsToldOnceWhenSomebodyAsks() {
		Session session = this.sessions.create("ann");
		this.time.advance(TTL);
		assertThat(this.events.of(SessionEnded.class)).isEmpty();
		for (int i = 0; i < 3; i++) {
			this.sessions.find(session.id());
		}
		assertThat(this.events.of(SessionEnded.class)).containsExactly(
				new SessionEnded(session.id(), "ann", SessionEnded.Reason.EXPIRED, MovableTime.START.plus(TTL)));
		assertThat(this.sessions.counts().expired()).isEqualTo(1);
	}

	@Test
	void expiryIsToldWhenAnotherSessionIsCreated() {
		Session left = this.sessions.create("ann");
		Session used = this.sessions.create("bob");
		this.time.advance(TTL.minusSeconds(1));
		this.sessions.appendMessage(used.id(), "user", "Hello");
		this.time.advance(Duration.ofSeconds(1));
		this.sessions.create("cem");
		assertThat(this.events.of(SessionEnded.class)).extracting(SessionEnded::sessionId).containsExactly(left.id());
	}

	@Test
	void sessionThatAnotherProcessKeptAliveHasNotExpired() {
		Session session = this.sessions.create("ann");
		SessionManager other = manager();
		this.time.advance(TTL.minusSeconds(1));
		other.appendMessage(session.id(), "user", "Hello");
		this.time.advance(Duration.ofMinutes(2));
		this.sessions.create("bob");
		assertThat(this.events.of(SessionEnded.class)).isEmpty();
	}

	@Test
	void sessionThatAnotherProcessEndedIsNotToldAgain() {
		Session session = this.sessions.create("ann");
		manager().end(session.id());
		assertThat(this.sessions.find(session.id())).isEmpty();
		this.time.advance(TTL.plusMinutes(1));
		this.sessions.create("bob");
		assertThat(this.events.of(SessionEnded.class)).extracting(SessionEnded::reason)
			.containsExactly(SessionEnded.Reason.ENDED);
	}

	@Test
	void endIsToldOnceAndTheSessionIsGone() {
		Session session = this.sessions.create("ann");
		assertThat(this.sessions.end(session.id())).isTrue();
		assertThat(this.sessions.end(session.id())).isFalse();
		assertThat(this.sessions.find(session.id())).isEmpty();
		this.time.advance(TTL);
		this.sessions.find(session.id());
		this.sessions.create("bob");
		assertThat(this.events.of(SessionEnded.class))
			.containsExactly(new SessionEnded(session.id(), "ann", SessionEnded.Reason.ENDED, MovableTime.START));
		assertThat(this.sessions.counts()).isEqualTo(new SessionCounts(2, 1, 0, 0, 0, 0, 0));
	}

	@Test
	void listsAUsersSessionsPageByPage() {
		Set<String> anns = new HashSet<>();
		for (int i = 0; i < 25; i++) {
			anns.add(this.sessions.create("ann").id());
			this.sessions.create((i % 2 == 0) ? "bob" : null);
		}
		List<String> found = new ArrayList<>();
		String after = null;
		int pages = 0;
		do {
			Page<Session> page = this.sessions.listByUser("ann", after, 10);
			page.items().forEach((session) -> found.add(session.id()));
			after = page.next();
			pages++;
		}
		while (after != null);
		assertThat(pages).isEqualTo(3);
		assertThat(found).isSorted().hasSize(25).containsExactlyInAnyOrderElementsOf(anns);
		assertThat(this.sessions.list(null, 100).items()).hasSize(50);
		assertThat(this.sessions.listByUser("nobody", null, 10).items()).isEmpty();
	}

	@Test
	void refusesMoreThanThereMayBeAndGivesUpNobodysSession() {
		this.settings.setMaxSessions(3);
		this.sessions = fresh();
		List<Session> alive = IntStream.range(0, 3).mapToObj((i) -> this.sessions.create("ann")).toList();
		for (int i = 0; i < 10; i++) {
			assertThatExceptionOfType(TooManySessionsException.class).isThrownBy(() -> this.sessions.create("bob"))
				.withMessage("There are 3 sessions, as many as 'armorer.session.max-sessions' allows,"
						+ " and none of them has expired. End sessions that are over, shorten"
						+ " 'armorer.session.ttl', or raise the limit.");
		}
		assertThat(alive).allSatisfy((session) -> assertThat(this.sessions.find(session.id())).isPresent());
		assertThat(this.sessions.counts().full()).isEqualTo(10);
		assertThat(this.sessions.counts().created()).isEqualTo(3);
		this.sessions.end(alive.get(0).id());
		assertThat(this.sessions.create("bob")).isNotNull();
	}

	@Test
	void whatHasExpiredMakesRoom() {
		this.settings.setMaxSessions(3);
		this.sessions = fresh();
		IntStream.range(0, 2).forEach((i) -> this.sessions.create("ann"));
		this.time.advance(TTL.minusSeconds(1));
		Session young = this.sessions.create("bob");
		this.time.advance(Duration.ofSeconds(1));
		this.sessions.create("cem");
		this.sessions.create("cem");
		assertThatExceptionOfType(TooManySessionsException.class).isThrownBy(() -> this.sessions.create("cem"));
		assertThat(this.sessions.find(young.id())).isPresent();
	}

	@Test
	void remembersNoMoreSessionsThanThereMayBe() {
		this.settings.setMaxSessions(10);
		KnownSessions known = new KnownSessions(10, this.time);
		this.sessions = fresh();
		for (int i = 0; i < 100; i++) {
			Session session = this.sessions.create("ann");
			known.seen(this.sessions.store().find(session.id()).orElseThrow());
			this.sessions.end(session.id());
		}
		assertThat(known.size()).isEqualTo(10);
	}

	@Test
	void storeThatFailsIsTold() {
		Session session = this.sessions.create("ann");
		this.stores.fail();
		assertThatExceptionOfType(StoreException.class).isThrownBy(() -> this.sessions.create("ann"));
		assertThatExceptionOfType(StoreException.class).isThrownBy(() -> this.sessions.find(session.id()));
		assertThatExceptionOfType(StoreException.class)
			.isThrownBy(() -> this.sessions.appendMessage(session.id(), "user", "Hello"));
		assertThatExceptionOfType(StoreException.class).isThrownBy(() -> this.sessions.end(session.id()));
		this.stores.recover();
		assertThat(this.sessions.find(session.id())).contains(session);
	}

	@Test
	void appendsAtTheSameTimeAllStay() throws Exception {
		for (int round = 0; round < 20; round++) {
			Session session = this.sessions.create("ann");
			race(64, (i) -> this.sessions.appendMessage(session.id(), "user", "m" + i));
			assertThat(find(session).history()).extracting(SessionMessage::content)
				.containsExactlyInAnyOrderElementsOf(IntStream.range(0, 64).mapToObj((i) -> "m" + i).toList());
		}
	}

	@Test
	void appendsRecordingsAndChangesAtTheSameTimeAllStay() throws Exception {
		this.settings.setHistoryLimit(1000);
		this.settings.setInvocationLimit(1000);
		this.sessions = fresh();
		Session session = this.sessions.create("ann", Map.of("count", 0));
		int each = 40;
		race(24, (i) -> {
			for (int k = 0; k < each; k++) {
				String id = i + "-" + k;
				switch (i % 3) {
					case 0 -> this.sessions.appendMessage(session.id(), "user", id);
					case 1 -> this.sessions.updateMetadata(session.id(), (metadata) -> {
						metadata.compute("count", (name, count) -> (count instanceof Integer n) ? n + 1 : 0);
						return metadata;
					});
					default -> this.sessions.store()
						.record(this.sessions.store().find(session.id()).orElseThrow(), new SessionInvocation("search",
								id, Outcome.SUCCESS, null, this.time.now(), Duration.ZERO));
				}
			}
		});
		Session after = find(session);
		assertThat(after.history()).extracting(SessionMessage::content).doesNotHaveDuplicates().hasSize(8 * each);
		assertThat(after.invocations()).extracting(SessionInvocation::callId).doesNotHaveDuplicates().hasSize(8 * each);
		assertThat(after.metadata()).isEqualTo(Map.of("count", 8 * each));
	}

	@Test
	void ofManyWhoEndASessionOneDoes() throws Exception {
		for (int round = 0; round < 50; round++) {
			Session session = this.sessions.create("ann");
			race(8, (i) -> {
				if (i % 2 == 0) {
					this.sessions.end(session.id());
				}
				else {
					this.sessions.find(session.id());
				}
			});
			assertThat(this.events.of(SessionEnded.class)).hasSize(round + 1);
		}
	}

	@Test
	void sessionThatIsEndedWhileItIsFirstSeenIsNotToldAgain() throws Exception {
		SessionManager creator = manager();
		for (int round = 0; round < 200; round++) {
			Session session = creator.create("ann");
			race(4, (i) -> {
				if (i == 0) {
					this.sessions.end(session.id());
				}
				else {
					this.sessions.find(session.id());
				}
			});
		}
		this.time.advance(TTL.plusMinutes(1));
		this.sessions.create("bob");
		assertThat(this.events.of(SessionEnded.class)).hasSize(200)
			.allMatch((event) -> event.reason() == SessionEnded.Reason.ENDED);
	}

	@Test
	void neverMoreThanThereMayBeHoweverManyCreateThem() throws Exception {
		this.settings.setMaxSessions(100);
		this.sessions = fresh();
		race(8, (i) -> {
			for (int k = 0; k < 50; k++) {
				try {
					this.sessions.create("ann");
				}
				catch (TooManySessionsException ex) {
					// as it should be
				}
			}
		});
		assertThat(this.sessions.count()).isEqualTo(100);
		assertThat(this.sessions.counts().created()).isEqualTo(100);
		assertThat(this.sessions.counts().full()).isEqualTo(300);
	}

	@Test
	void whatIsStoredIsTheSameAfterAJourneyThroughJson() {
		Map<String, @Nullable Object> metadata = new HashMap<>();
		metadata.put("list", List.of(1, 2.5, true, "text"));
		metadata.put("long", 1L << 40);
		metadata.put("nothing", null);
		Session session = this.sessions.create("ann", metadata);
		this.sessions.appendMessage(session.id(), "user", "Hello \"World\" \u00e4\u20ac");
		this.sessions.store()
			.record(this.sessions.store().find(session.id()).orElseThrow(), new SessionInvocation("search", "call-1",
					Outcome.DENIED, "POLICY_DENIED", this.time.now(), Duration.ofNanos(1234567)));
		SessionState state = this.sessions.store().find(session.id()).orElseThrow().value();
		JsonMapper mapper = JsonMapper.builder().build();
		assertThat(mapper.readValue(mapper.writeValueAsString(state), SessionState.class)).isEqualTo(state);
	}

	@Test
	void textsOfSessionsDoNotSayWhatWasSaid() {
		Session session = this.sessions.create("ann", Map.of("password", "canary"));
		Session after = this.sessions.appendMessage(session.id(), "user", "canary");
		assertThat(after.toString()).doesNotContain("canary").contains("ann");
		assertThat(after.history().get(0).toString()).doesNotContain("canary");
	}

	private SessionManager manager() {
		return new SessionManager(this.stores, new StoreGuard("session", this.time), this.settings, this.time,
				this.events, JsonMapper.builder().build());
	}

	private SessionManager fresh() {
		this.stores = FailingStores.inMemory(this.time);
		return manager();
	}

	private Session find(Session session) {
		return this.sessions.find(session.id()).orElseThrow();
	}

	@SuppressWarnings("NullAway")
	private static String none() {
		return (String) new HashMap<String, Object>().get("none");
	}

	private static void race(int threads, Step step) throws Exception {
		CyclicBarrier start = new CyclicBarrier(threads);
		ExecutorService executor = Executors.newFixedThreadPool(threads);
		try {
			List<Future<?>> done = new ArrayList<>();
			for (int i = 0; i < threads; i++) {
				int number = i;
				done.add(executor.submit(() -> {
					start.await();
					step.take(number);
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

	private interface Step {

		void take(int number);

	}

	private enum Color {

		DARK_RED

	}

	private record Point(int x, int y) {

	}

}
