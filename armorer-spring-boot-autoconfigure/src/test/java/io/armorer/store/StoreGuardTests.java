package io.armorer.store;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.armorer.testing.CapturedLog;
import io.armorer.testing.MovableTime;
import io.armorer.testing.Race;
import io.armorer.tool.ErrorCode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

@Timeout(60)
class StoreGuardTests {

	private final MovableTime time = new MovableTime();

	private final StoreGuard guard = new StoreGuard("quota", this.time);

	private final CapturedLog log = new CapturedLog(StoreGuard.class.getName(), Level.INFO);

	@AfterEach
	void close() {
		this.log.close();
	}

	@Test
	void passesOnWhatTheStoreAnswers() {
		assertThat(this.guard.<String>ask(OnStoreFailure.DENY, () -> "answer")).isEqualTo("answer");
		assertThat(this.guard.<String>ask(OnStoreFailure.DENY, () -> null)).isNull();
		assertThat(this.guard.tell(() -> {
		})).isTrue();
		assertThat(this.guard.failures()).isZero();
		assertThat(this.guard.isFailing()).isFalse();
		assertThat(this.guard.lastFailure()).isNull();
		assertThat(this.log.events()).isEmpty();
	}

	@Test
	void deniesTheCallAndKeepsTheCauseFromTheModel() {
		StoreException down = new StoreException("db-7.internal:5432 is down", null);
		assertThatExceptionOfType(StoreUnavailableException.class)
			.isThrownBy(() -> this.guard.ask(OnStoreFailure.DENY, () -> {
				throw down;
			}))
			.withCause(down)
			.satisfies((ex) -> {
				assertThat(ex.error()).matches((error) -> error.is(ErrorCode.STORE_UNAVAILABLE));
				assertThat(ex.error().message())
					.isEqualTo("The call was refused because its quota can't be checked now. Try again later.");
			});
		assertThat(this.guard.failures()).isOne();
		assertThat(this.guard.isFailing()).isTrue();
		assertThat(this.guard.lastFailure()).isEqualTo(MovableTime.START);
	}

	@Test
	void letsTheCallGoOn() {
		assertThat(fail()).isNull();
		assertThat(this.guard.failures()).isOne();
	}

	@Test
	void failureOfWhatIsOverChangesNothing() {
		assertThat(this.guard.tell(() -> {
			throw new StoreFullException("full");
		})).isFalse();
		assertThat(this.guard.failures()).isOne();
		assertThat(messages()).containsExactly("WARN The store of 'quota' fails (1 times so far)");
	}

	@Test
	void otherExceptionsAreNoFailuresOfTheStore() {
		assertThatIllegalStateException().isThrownBy(() -> this.guard.ask(OnStoreFailure.ALLOW, () -> {
			throw new IllegalStateException("a bug");
		}));
		assertThatIllegalStateException().isThrownBy(() -> this.guard.tell(() -> {
			throw new IllegalStateException("a bug");
		}));
		assertThat(this.guard.failures()).isZero();
	}

	@Test
	void logsWhenFailuresBeginOnceAMinuteAndWhenTheyEnd() {
		for (int i = 0; i < 50; i++) {
			fail();
			this.time.advance(Duration.ofSeconds(1));
		}
		assertThat(messages()).containsExactly("WARN The store of 'quota' fails (1 times so far)");
		for (int i = 0; i < 50; i++) {
			fail();
			this.time.advance(Duration.ofSeconds(1));
		}
		assertThat(messages()).hasSize(2).endsWith("WARN The store of 'quota' fails (61 times so far)");
		succeed();
		succeed();
		assertThat(this.guard.isFailing()).isFalse();
		assertThat(messages()).hasSize(3).endsWith("INFO The store of 'quota' answers again");
		assertThat(this.guard.failures()).isEqualTo(100);
		assertThat(this.guard.lastFailure()).isEqualTo(MovableTime.START.plusSeconds(99));
	}

	@Test
	void storeThatIsNowUpAndNowDownFillsNoDisk() {
		for (int i = 0; i < 600; i++) {
			fail();
			succeed();
			this.time.advance(Duration.ofSeconds(1));
		}
		assertThat(messages()).hasSize(20);
		assertThat(messages()).filteredOn((message) -> message.startsWith("WARN"))
			.hasSize(10)
			.startsWith("WARN The store of 'quota' fails (1 times so far)",
					"WARN The store of 'quota' fails (61 times so far)");
	}

	@Test
	void logsTheCauseForTheOperator() {
		fail();
		assertThat(this.log.text()).contains("db-7 is down");
	}

	@Test
	void countsEachFailureInAnyRaceAndEndsAsTheStoreDoes() throws Exception {
		List<Integer> failures = Race.run(8, (number) -> {
			int mine = 0;
			for (int i = 0; i < 1000; i++) {
				if (ThreadLocalRandom.current().nextBoolean()) {
					fail();
					mine++;
				}
				else {
					succeed();
				}
			}
			return mine;
		});
		assertThat(this.guard.failures()).isEqualTo(failures.stream().mapToInt(Integer::intValue).sum());
		assertThat(messages()).hasSizeLessThanOrEqualTo(2);
		succeed();
		assertThat(this.guard.isFailing()).isFalse();
	}

	@Test
	void patternHasOneGuard() throws Exception {
		StoreGuards guards = new StoreGuards(this.time);
		List<String> told = new CopyOnWriteArrayList<>();
		guards.addListener(told::add);
		StoreGuard first = guards.of("quota");
		assertThat(Race.run(8, (number) -> guards.of("quota"))).containsOnly(first);
		Race.run(8, (number) -> guards.of("audit"));
		assertThat(guards.all()).extracting(StoreGuard::pattern).containsExactly("audit", "quota");
		assertThat(guards.find("quota")).contains(first);
		assertThat(guards.find("cost")).isEmpty();
		assertThat(told).containsExactly("quota", "audit");
	}

	private @Nullable Object fail() {
		return this.guard.ask(OnStoreFailure.ALLOW, () -> {
			throw new StoreException("db-7 is down", null);
		});
	}

	private void succeed() {
		this.guard.ask(OnStoreFailure.ALLOW, () -> true);
	}

	private List<String> messages() {
		return this.log.events().stream().map(StoreGuardTests::message).toList();
	}

	private static String message(ILoggingEvent event) {
		return event.getLevel() + " " + event.getFormattedMessage();
	}

}
