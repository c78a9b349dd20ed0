package io.armorer.middleware;

import java.time.Instant;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.armorer.tool.ToolContext;

import static org.assertj.core.api.Assertions.assertThat;

/** A header that is there but empty makes nobody somebody. */
class BlankIdsTests {

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "\t\n" })
	void aBlankIdIsNone(String blank) {
		assertNone(ToolContext.builder().userId(blank).sessionId(blank).runId(blank).build());
		assertNone(ToolContext.ofUser(blank));
		assertNone(new Own(blank).mutate().build());
		assertNone(new OnBehalf(new Own(blank)) {

			@Override
			public String callId() {
				return "c-1";
			}

			@Override
			public @Nullable String parentCallId() {
				return null;
			}

			@Override
			public void progress(double percent, @Nullable String message) {
			}

			@Override
			public void emit(Object chunk) {
			}

			@Override
			public boolean isCancelled() {
				return false;
			}
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " " })
	void aBlankIdLeavesAGapToFill(String blank) {
		ToolContext found = ToolContext.builder().userId("ann").sessionId("s-1").runId("r-1").build();
		ToolContext merged = ContextMerge.into(new Own(blank), found);
		assertThat(merged.userId()).isEqualTo("ann");
		assertThat(merged.sessionId()).isEqualTo("s-1");
		assertThat(merged.runId()).isEqualTo("r-1");
	}

	private static void assertNone(ToolContext context) {
		assertThat(context.userId()).isNull();
		assertThat(context.sessionId()).isNull();
		assertThat(context.runId()).isNull();
	}

	/** An application's own context. */
	private record Own(String id) implements ToolContext {

		@Override
		public String callId() {
			return "";
		}

		@Override
		public @Nullable String parentCallId() {
			return null;
		}

		@Override
		public String userId() {
			return this.id;
		}

		@Override
		public String sessionId() {
			return this.id;
		}

		@Override
		public String runId() {
			return this.id;
		}

		@Override
		public @Nullable Instant deadline() {
			return null;
		}

		@Override
		public Map<String, Object> attributes() {
			return Map.of();
		}

		@Override
		public void progress(double percent, @Nullable String message) {
		}

		@Override
		public void emit(Object chunk) {
		}

		@Override
		public boolean isCancelled() {
			return false;
		}

	}

}
