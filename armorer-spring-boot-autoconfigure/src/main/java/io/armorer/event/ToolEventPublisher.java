package io.armorer.event;

/**
 * The way out for events. Whoever has an event to tell asks first whether anybody
 * listens, so that nobody listening costs next to nothing.
 */
public interface ToolEventPublisher {

	/** Tells nobody. */
	ToolEventPublisher NONE = new ToolEventPublisher() {

		@Override
		public boolean hasListeners(Class<? extends ArmorerEvent> type) {
			return false;
		}

		@Override
		public void publish(ArmorerEvent event) {
			// nobody to tell
		}

	};

	/**
	 * Whether anybody listens to events of a type.
	 * @param type the type
	 * @return {@code false} if it is certain that nobody does
	 */
	boolean hasListeners(Class<? extends ArmorerEvent> type);

	/**
	 * Tell everybody who listens. A listener that throws is logged and changes nothing
	 * for the caller or the other listeners.
	 * @param event what happened
	 */
	void publish(ArmorerEvent event);

}
