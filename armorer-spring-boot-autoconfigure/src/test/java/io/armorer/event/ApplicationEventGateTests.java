package io.armorer.event;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import org.springframework.context.ApplicationEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.PayloadApplicationEvent;
import org.springframework.context.event.EventListener;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

/**
 * Events reach whoever listens, and nobody listening is known without publishing.
 */
class ApplicationEventGateTests {

	private static final ToolStarted STARTED = new ToolStarted(new CallIdentity("c", null, "t", null, null, null),
			Instant.EPOCH);

	@Test
	void knowsThatNobodyListens() {
		try (GenericApplicationContext context = new AnnotationConfigApplicationContext(OnlyFinished.class)) {
			ApplicationEventGate gate = new ApplicationEventGate(context);
			assertThat(gate.hasListeners(ToolStarted.class)).isFalse();
			assertThat(gate.hasListeners(ToolFinished.class)).isTrue();
		}
	}

	@Test
	void findsListenersToTheInterface() {
		try (GenericApplicationContext context = new AnnotationConfigApplicationContext(Everything.class)) {
			ApplicationEventGate gate = new ApplicationEventGate(context);
			assertThat(gate.hasListeners(ToolStarted.class)).isTrue();
			gate.publish(STARTED);
			assertThat(context.getBean(Everything.class).events).containsExactly(STARTED);
		}
	}

	@Test
	void findsListenersThatAreAddedLater() {
		try (GenericApplicationContext context = new AnnotationConfigApplicationContext(OnlyFinished.class)) {
			ApplicationEventGate gate = new ApplicationEventGate(context);
			assertThat(gate.hasListeners(ToolStarted.class)).isFalse();
			List<Object> seen = new ArrayList<>();
			ApplicationListener<PayloadApplicationEvent<ToolStarted>> late = new Late(seen);
			context.addApplicationListener(late);
			assertThat(gate.hasListeners(ToolStarted.class)).isTrue();
			gate.publish(STARTED);
			assertThat(seen).containsExactly(STARTED);
		}
	}

	@Test
	void findsListenersInTheParentContext() {
		try (GenericApplicationContext parent = new AnnotationConfigApplicationContext(Everything.class);
				GenericApplicationContext child = new GenericApplicationContext(parent)) {
			child.refresh();
			assertThat(new ApplicationEventGate(child).hasListeners(ToolStarted.class)).isTrue();
		}
	}

	@Test
	void findsListenersToAllApplicationEvents() {
		try (GenericApplicationContext context = new GenericApplicationContext()) {
			context.refresh();
			context.addApplicationListener(new ApplicationListener<ApplicationEvent>() {

				@Override
				public void onApplicationEvent(ApplicationEvent event) {
				}

			});
			assertThat(new ApplicationEventGate(context).hasListeners(ToolStarted.class)).isTrue();
		}
	}

	@Test
	void swallowsWhatAListenerThrows() {
		try (GenericApplicationContext context = new AnnotationConfigApplicationContext(Broken.class)) {
			assertThatCode(() -> new ApplicationEventGate(context).publish(STARTED)).doesNotThrowAnyException();
		}
	}

	static class OnlyFinished {

		@EventListener
		void on(ToolFinished event) {
		}

	}

	static class Everything {

		final List<Object> events = new ArrayList<>();

		@EventListener
		void on(ToolEvent event) {
			this.events.add(event);
		}

	}

	static class Broken {

		@EventListener
		void on(ToolStarted event) {
			throw new IllegalStateException("broken listener");
		}

	}

	record Late(List<Object> seen) implements ApplicationListener<PayloadApplicationEvent<ToolStarted>> {

		@Override
		public void onApplicationEvent(PayloadApplicationEvent<ToolStarted> event) {
			this.seen.add(event.getPayload());
		}

	}

}
