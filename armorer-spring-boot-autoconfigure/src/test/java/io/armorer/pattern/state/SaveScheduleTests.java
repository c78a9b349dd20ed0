package io.armorer.pattern.state;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import io.armorer.testing.MovableTime;

import static org.assertj.core.api.Assertions.assertThat;

class SaveScheduleTests {

	private final MovableTime time = new MovableTime();

	private final SaveSchedule schedule = new SaveSchedule(
			StateBench.settings("state.persistence.retry-delay=2s", "state.persistence.max-retry-delay=10s")
				.getPersistence(),
			this.time);

	@Test
	void nothingIsDueUntilSomethingChanges() {
		assertThat(this.schedule.untilDue()).isEqualTo(SaveSchedule.NEVER);
		assertThat(this.schedule.changed(null)).isTrue();
		assertThat(due()).hasMillis(1000);
		this.schedule.begin();
		this.schedule.saved();
		assertThat(this.schedule.untilDue()).isEqualTo(SaveSchedule.NEVER);
		assertThat(this.schedule.pending()).isZero();
	}

	@Test
	void eachChangeStartsTheDebounceAgain() {
		this.schedule.changed(null);
		advance(900);
		assertThat(due()).hasMillis(100);
		assertThat(this.schedule.changed(null)).isFalse();
		assertThat(due()).hasMillis(1000);
		advance(1000);
		assertThat(due()).isZero();
		assertThat(this.schedule.pending()).isEqualTo(2);
	}

	@Test
	void noChangeWaitsForLongerThanTheLongestWait() {
		this.schedule.changed(null);
		for (int i = 0; i < 9; i++) {
			advance(500);
			this.schedule.changed(null);
		}
		assertThat(due()).hasMillis(500);
		advance(500);
		this.schedule.changed(null);
		assertThat(due()).isZero();
		advance(100);
		assertThat(due()).hasMillis(-100);
	}

	@Test
	void aCallThatChangedSomethingHoldsTheSaveUntilItSettles() {
		Object call = new Object();
		this.schedule.changed(call);
		advance(3000);
		assertThat(due()).hasMillis(2000);
		assertThat(this.schedule.settled(call)).isTrue();
		assertThat(due()).hasMillis(1000);
		assertThat(this.schedule.settled(call)).isFalse();
	}

	@Test
	void allCallsHaveToSettle() {
		Object one = new Object();
		Object other = new Object();
		this.schedule.changed(one);
		this.schedule.changed(other);
		this.schedule.changed(one);
		assertThat(this.schedule.settled(one)).isFalse();
		assertThat(due()).hasMillis(5000);
		assertThat(this.schedule.settled(other)).isTrue();
		assertThat(due()).hasMillis(1000);
	}

	@Test
	void aCallThatNeverSettlesHoldsNoFurtherSave() {
		this.schedule.changed(new Object());
		advance(5000);
		assertThat(due()).isZero();
		this.schedule.begin();
		this.schedule.saved();
		this.schedule.changed(null);
		assertThat(due()).hasMillis(1000);
	}

	@Test
	void whatChangesDuringASaveIsForTheNextOne() {
		this.schedule.changed(null);
		advance(1000);
		assertThat(this.schedule.begin()).isTrue();
		assertThat(this.schedule.isDisturbed()).isFalse();
		this.schedule.changed(null);
		assertThat(this.schedule.isDisturbed()).isTrue();
		assertThat(this.schedule.pending()).isEqualTo(2);
		this.schedule.saved();
		assertThat(this.schedule.pending()).isOne();
		assertThat(due()).hasMillis(1000);
	}

	@Test
	void aPostponedSaveForgetsNothing() {
		this.schedule.changed(null);
		advance(1000);
		this.schedule.begin();
		this.schedule.changed(null);
		this.schedule.postpone();
		assertThat(this.schedule.pending()).isEqualTo(2);
		assertThat(due()).hasMillis(1000);
		advance(3900);
		this.schedule.changed(null);
		assertThat(due()).as("counted from the first change of all").hasMillis(100);
		advance(100);
		assertThat(this.schedule.begin()).as("can wait").isFalse();
	}

	@Test
	void aFailedSaveIsTriedAgainLaterAndLater() {
		this.schedule.changed(null);
		advance(1000);
		for (int seconds : new int[] { 2, 4, 8, 10, 10 }) {
			this.schedule.begin();
			assertThat(this.schedule.failed()).hasSeconds(seconds);
			assertThat(due()).hasSeconds(seconds);
			this.schedule.changed(null);
			assertThat(due()).as("whatever changes").hasSeconds(seconds);
			advance(seconds * 1000);
			assertThat(due()).isZero();
		}
		assertThat(this.schedule.failures()).isEqualTo(5);
		assertThat(this.schedule.pending()).isEqualTo(6);
		assertThat(this.schedule.begin()).as("can wait").isFalse();
		this.schedule.saved();
		assertThat(this.schedule.failures()).isZero();
		this.schedule.changed(null);
		assertThat(due()).hasMillis(1000);
	}

	@Test
	void theDateDoesNotMatter() {
		this.schedule.changed(null);
		this.time.correctDate(Duration.ofDays(-1));
		assertThat(due()).hasMillis(1000);
	}

	private void advance(int millis) {
		this.time.advance(Duration.ofMillis(millis));
	}

	private Duration due() {
		return Duration.ofNanos(this.schedule.untilDue());
	}

}
