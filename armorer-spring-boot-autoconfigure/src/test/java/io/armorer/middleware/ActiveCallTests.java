package io.armorer.middleware;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.armorer.event.ToolEventPublisher;
import io.armorer.redact.Redactor;
import io.armorer.tool.TimeSource;
import io.armorer.tool.Tool;

import static org.assertj.core.api.Assertions.assertThat;

class ActiveCallTests {

	private final Ticking time = new Ticking();

	private final CallRuntime runtime = new CallRuntime(this.time, new ErrorTranslation(List.of(), false),
			ToolEventPublisher.NONE, new ObservationMiddleware(List.of()), List.of(), Redactor.withDefaults());

	@Test
	void tellsAllWhoKnowItsDurationTheSameStart() {
		ActiveCall call = new ActiveCall(this.runtime, Tool.builder("search").build((input, context) -> ""), null, null,
				null, null);
		Instant startedAt = call.startedAt(Duration.ofSeconds(3));
		assertThat(startedAt).isEqualTo(Instant.ofEpochSecond(-2));
		ToolInvocation view = new ForwardingInvocation(call) {
		};
		assertThat(view.startedAt(Duration.ofSeconds(5))).isEqualTo(startedAt);
		assertThat(this.time.reads).as("looks at the date").isOne();
	}

	@Test
	void tellsWhoKnowsNoDurationByTheDateOfNow() {
		ActiveCall call = new ActiveCall(this.runtime, Tool.builder("search").build((input, context) -> ""), null, null,
				null, null);
		call.startedAt(Duration.ZERO);
		assertThat(call.startedAt()).isEqualTo(Instant.ofEpochSecond(2));
	}

	/** A date that moves when it is looked at, while no time passes. */
	private static final class Ticking implements TimeSource {

		private int reads;

		@Override
		public Instant now() {
			this.reads++;
			return Instant.ofEpochSecond(this.reads);
		}

		@Override
		public long nanos() {
			return 0;
		}

	}

}
