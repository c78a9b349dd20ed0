package io.armorer.pattern.state;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import io.armorer.middleware.ToolHandler;
import io.armorer.store.memory.MemoryStoreBackend;
import io.armorer.testing.MovableTime;
import io.armorer.testing.TestInvocation;
import io.armorer.tool.Tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

@Timeout(60)
class StateMiddlewareTests {

	private final Tool tool = Tool.builder("count").build((input, context) -> null);

	@TempDir
	private Path directory;

	private StatePersistence persistence;

	@BeforeEach
	void open() {
		MovableTime time = new MovableTime();
		this.persistence = new StatePersistence(new MemoryStoreBackend(time),
				StateBench.settings("state.persistence.file=" + this.directory.resolve("state.json")), time,
				(event) -> {
				});
	}

	@AfterEach
	void close() {
		this.persistence.destroy();
	}

	@Test
	void doesNothingWhereNothingIsSaved() {
		ToolHandler next = (invocation) -> 1;
		StateMiddleware middleware = new StateMiddleware(null, StateBench.toolSettings());
		assertThat(middleware.apply(this.tool, next)).isSameAs(next);
		assertThat(middleware.describe(this.tool)).isEmpty();
	}

	@Test
	void doesNothingForAToolThatItIsOffFor() {
		ToolHandler next = (invocation) -> 1;
		StateMiddleware middleware = new StateMiddleware(this.persistence,
				StateBench.toolSettings("tools.count.state.enabled=false"));
		assertThat(middleware.apply(this.tool, next)).isSameAs(next);
		assertThat(middleware.apply(Tool.builder("other").build((input, context) -> null), next)).isNotSameAs(next);
	}

	@Test
	void standsWhereItIsTold() {
		assertThat(new StateMiddleware(null, StateBench.toolSettings()).getOrder()).isEqualTo(1600);
		assertThat(new StateMiddleware(null, StateBench.toolSettings("state.order=7")).getOrder()).isEqualTo(7);
	}

	@Test
	void saysWhatIsInForce() {
		assertThat(new StateMiddleware(this.persistence, StateBench.toolSettings("state.persistence.max-wait=7s"))
			.describe(this.tool))
			.isEqualTo(Map.of("file", this.directory.resolve("state.json").toString(), "debounceMs", 1000L, "maxWaitMs",
					7000L));
	}

	@Test
	void aCallIsOverWhenItsResultSettles() throws Throwable {
		TestInvocation call = TestInvocation.of(this.tool);
		CompletableFuture<String> promise = new CompletableFuture<>();
		ToolHandler handler = handler((invocation) -> promise);
		handler.handle(call);
		CallChanges changes = call.attached(CallChanges.class);
		assertThat(changes).isNotNull().matches((each) -> !each.isOver());
		promise.complete("done");
		assertThat(changes).matches(CallChanges::isOver);
	}

	@Test
	void aCallThatFailsIsOverToo() {
		TestInvocation call = TestInvocation.of(this.tool);
		assertThatIllegalStateException().isThrownBy(() -> {
			try {
				handler((invocation) -> {
					throw new IllegalStateException("broken");
				}).handle(call);
			}
			catch (RuntimeException | Error ex) {
				throw ex;
			}
			catch (Throwable ex) {
				throw new AssertionError(ex);
			}
		}).withMessage("broken");
		assertThat(call.attached(CallChanges.class)).matches(CallChanges::isOver);
	}

	private ToolHandler handler(ToolHandler body) {
		return new StateMiddleware(this.persistence, StateBench.toolSettings()).apply(this.tool, body);
	}

}
