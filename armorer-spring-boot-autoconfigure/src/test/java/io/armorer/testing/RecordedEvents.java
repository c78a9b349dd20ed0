package io.armorer.testing;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.armorer.event.ArmorerEvent;
import io.armorer.event.ToolEventPublisher;

/**
 * Keeps what is published.
 */
public class RecordedEvents implements ToolEventPublisher {

	private final List<ArmorerEvent> events = new CopyOnWriteArrayList<>();

	@Override
	public boolean hasListeners(Class<? extends ArmorerEvent> type) {
		return true;
	}

	@Override
	public void publish(ArmorerEvent event) {
		this.events.add(event);
	}

	/**
	 * Forget what was published so far.
	 */
	public void clear() {
		this.events.clear();
	}

	/**
	 * Return what was published so far.
	 * @return the events, oldest first
	 */
	public List<ArmorerEvent> all() {
		return List.copyOf(this.events);
	}

	/**
	 * Return what was published so far of one type.
	 * @param <E> the type
	 * @param type the type
	 * @return the events, oldest first
	 */
	public <E extends ArmorerEvent> List<E> of(Class<E> type) {
		return this.events.stream().filter(type::isInstance).map(type::cast).toList();
	}

}
