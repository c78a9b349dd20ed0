package io.armorer.pattern.pool;

/**
 * Makes the resources of a pool. Each bean of this type makes a pool of its own name,
 * with what {@code armorer.pools.<name>} says. Called by many threads.
 *
 * @param <T> the type of the resources
 */
@FunctionalInterface
public interface ResourceFactory<T> {

	/**
	 * Make a resource, for one user at a time.
	 * @return the resource
	 * @throws Exception if it can't be made now; the next call tries again
	 */
	T create() throws Exception;

	/**
	 * Whether a resource that has been idle can still be used. One that can't is
	 * destroyed, and so is one for which this throws.
	 * @param resource the resource
	 * @return whether it is well
	 */
	default boolean validate(T resource) {
		return true;
	}

	/**
	 * Whether a resource is no good after a tool failed with it. It is destroyed then,
	 * and not handed on.
	 * @param resource the resource
	 * @param failure what the tool threw; a
	 * {@link java.util.concurrent.CancellationException} where the caller gave up on a
	 * future or a stream
	 * @return whether it is broken
	 */
	default boolean isBroken(T resource, Throwable failure) {
		return false;
	}

	/**
	 * Let go of a resource. Closes what can be closed unless told otherwise.
	 * @param resource the resource
	 * @throws Exception if that fails; logged, and the resource counts as gone
	 */
	default void destroy(T resource) throws Exception {
		if (resource instanceof AutoCloseable closeable) {
			closeable.close();
		}
	}

}
