package io.armorer.middleware;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import io.armorer.testing.TestInvocation;
import io.armorer.tool.Tool;
import io.armorer.tool.ToolContext;

import static org.assertj.core.api.Assertions.assertThat;

class ObservationMiddlewareTests {

	private final Tool tool = Tool.builder("search").build((input, context) -> "found");

	private final List<String> told = new ArrayList<>();

	private final Recording always = new Recording("always");

	private final Recording sometimes = new Occasional("sometimes");

	private Runnable inTool = () -> {
	};

	private final ToolHandler handler = new ObservationMiddleware(
			List.of((tool) -> this.always, (tool) -> this.sometimes))
		.apply(this.tool, (call) -> {
			this.told.add("tool");
			this.inTool.run();
			return "found";
		});

	@Test
	void tellsThoseWatchersOfACallWhoAreActive() throws Throwable {
		call();
		this.sometimes.active = false;
		call();
		assertThat(this.told).containsExactly("sometimes started", "always started", "tool", "sometimes finished",
				"always finished", "always started", "tool", "always finished");
	}

	@Test
	void tellsOfTheEndWhomItToldOfTheStart() throws Throwable {
		this.inTool = () -> this.sometimes.active = false;
		call();
		this.inTool = () -> this.sometimes.active = true;
		call();
		assertThat(this.told).containsExactly("sometimes started", "always started", "tool", "sometimes finished",
				"always finished", "always started", "tool", "always finished");
	}

	@Test
	void tellsAnyNumberOfWatchers() throws Throwable {
		List<ToolCallObserver> many = new ArrayList<>();
		for (int i = 0; i < 70; i++) {
			Recording watcher = new Recording("watcher " + i);
			watcher.active = i % 2 == 0;
			many.add((tool) -> watcher);
		}
		new ObservationMiddleware(many).apply(this.tool, (call) -> "found")
			.handle(new TestInvocation(this.tool, Map.of(), ToolContext.empty()));
		assertThat(this.told).filteredOn((line) -> line.endsWith("finished"))
			.contains("watcher 0 finished", "watcher 62 finished", "watcher 64 finished", "watcher 68 finished")
			.doesNotContain("watcher 1 finished", "watcher 61 finished");
	}

	@Test
	void passesCallsOnThatNobodyWatches() throws Throwable {
		this.always.active = false;
		this.sometimes.active = false;
		call();
		assertThat(this.told).containsExactly("tool");
	}

	@Test
	void aWatcherThatFailsToSayWhetherItIsActiveChangesNothing() throws Throwable {
		this.sometimes.active = null;
		assertThat(call()).isEqualTo("found");
		assertThat(this.told).containsExactly("always started", "tool", "always finished");
	}

	private Object call() throws Throwable {
		return this.handler.handle(new TestInvocation(this.tool, Map.of(), ToolContext.empty()));
	}

	private final class Occasional extends Recording implements ToolCallObserver.OccasionalWatch {

		Occasional(String name) {
			super(name);
		}

	}

	private class Recording implements ToolCallObserver.Watch {

		private final String name;

		private Boolean active = true;

		Recording(String name) {
			this.name = name;
		}

		@Override
		public boolean isActive() {
			return this.active;
		}

		@Override
		public void started(ToolInvocation call) {
			ObservationMiddlewareTests.this.told.add(this.name + " started");
		}

		@Override
		public void finished(ToolInvocation call, Settled settled) {
			ObservationMiddlewareTests.this.told.add(this.name + " finished");
		}

	}

}
