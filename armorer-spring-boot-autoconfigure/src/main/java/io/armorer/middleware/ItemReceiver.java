package io.armorer.middleware;

/**
 * Takes the elements of what a tool returned one by one, where no list is made of them.
 */
public interface ItemReceiver {

	/**
	 * Take an element on a thread that may wait until there is room for it.
	 * @param item the element
	 * @throws java.util.concurrent.CancellationException if nobody takes any more
	 */
	void take(Object item);

	/**
	 * Take an element on a thread that must not wait: it may be needed to make the room.
	 * @param item the element
	 * @param onTaken run when there is room for another
	 */
	void take(Object item, Runnable onTaken);

	/**
	 * Return how many elements may be taken ahead on threads that must not wait.
	 * @return how many; at least 1
	 */
	int ahead();

}
