package io.armorer.pattern.pool;

import org.apache.commons.pool2.BasePooledObjectFactory;
import org.apache.commons.pool2.PooledObject;
import org.apache.commons.pool2.impl.DefaultPooledObject;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.armorer.tool.TimeSource;

/** A pool's factory as Commons Pool sees it. */
final class HeldFactory<T> extends BasePooledObjectFactory<Held<T>> {

	private static final Logger logger = LoggerFactory.getLogger(HeldFactory.class);

	private final String pool;

	private final ResourceFactory<T> factory;

	private final TimeSource time;

	HeldFactory(String pool, ResourceFactory<T> factory, TimeSource time) {
		this.pool = pool;
		this.factory = factory;
		this.time = time;
	}

	@Override
	public Held<T> create() throws CreationFailed {
		try {
			T resource = this.factory.create();
			if (resource == null) {
				throw new IllegalStateException("The ResourceFactory '" + this.pool + "' created null");
			}
			return new Held<>(resource, this.time.nanos());
		}
		catch (Exception ex) {
			throw new CreationFailed(ex);
		}
	}

	@Override
	public PooledObject<Held<T>> wrap(Held<T> held) {
		return new DefaultPooledObject<>(held);
	}

	/** Asked for what comes back. */
	@Override
	public boolean validateObject(PooledObject<Held<T>> object) {
		return !object.getObject().isDiscarded();
	}

	@Override
	public void destroyObject(PooledObject<Held<T>> object) {
		try {
			this.factory.destroy(object.getObject().resource());
		}
		catch (Exception | LinkageError ex) {
			logger.warn("A resource of pool '{}' could not be destroyed properly", this.pool, ex);
		}
	}

	boolean isWell(Held<T> held) {
		try {
			return this.factory.validate(held.resource());
		}
		catch (RuntimeException ex) {
			logger.debug("A resource of pool '{}' could not be validated", this.pool, ex);
			return false;
		}
	}

	boolean isBroken(Held<T> held, Throwable failure) {
		try {
			return this.factory.isBroken(held.resource(), failure);
		}
		catch (RuntimeException ex) {
			logger.warn("The ResourceFactory '{}' could not tell whether a resource is broken; it is destroyed",
					this.pool, ex);
			return true;
		}
	}

	/** Tells what the user's factory threw from what Commons Pool throws. */
	static final class CreationFailed extends Exception {

		private static final long serialVersionUID = 1L;

		private final Exception reason;

		CreationFailed(Exception reason) {
			super(null, reason, false, false);
			this.reason = reason;
		}

		Exception reason() {
			return this.reason;
		}

	}

}
