package io.armorer.store;

/**
 * Where state lives.
 */
public enum StoreType {

	/** In this process's memory: gone with it, and unseen by others. */
	MEMORY

}
