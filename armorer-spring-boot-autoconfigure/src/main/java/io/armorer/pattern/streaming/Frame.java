package io.armorer.pattern.streaming;

/**
 * One server-sent event. Nothing in it has a line break, so nothing can pass for the end
 * of it or for another.
 *
 * @param id the event's number within its stream, from 0
 * @param name the event's name
 * @param data JSON on one line
 */
record Frame(long id, String name, String data) {

	/** What a heartbeat says. */
	static final String HEARTBEAT = "heartbeat";

	/** The name of the last event. */
	static final String FINISHED = "finished";

	/** The event as it goes over the wire. */
	String text() {
		return "id:" + this.id + "\nevent:" + this.name + "\ndata:" + this.data + "\n\n";
	}

}
