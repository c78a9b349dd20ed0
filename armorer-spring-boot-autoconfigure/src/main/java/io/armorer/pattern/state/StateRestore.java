package io.armorer.pattern.state;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.armorer.store.StoreException;

/**
 * Puts a snapshot in the place of what there is: checks all first, then removes, then
 * writes, and takes everything back if something fails on the way.
 */
final class StateRestore {

	private static final Logger logger = LoggerFactory.getLogger(StateRestore.class);

	private final StateEntries entries;

	private final StateJson json;

	StateRestore(StateEntries entries, StateJson json) {
		this.entries = entries;
		this.json = json;
	}

	void restore(String prefix, StateSnapshot snapshot) {
		if (!snapshot.prefix().equals(prefix)) {
			throw new IllegalArgumentException("The snapshot is not one of this scope, so it can't be restored to it");
		}
		Map<String, StateEntry> wanted = byName(snapshot.entries());
		if (wanted.keySet().stream().anyMatch((name) -> !name.startsWith(prefix))) {
			throw new IllegalArgumentException("The snapshot has values that are not of its scope");
		}
		wanted.values().forEach(this.json::check);
		Map<String, StateEntry> before = this.entries.sure(() -> byName(this.entries.all(prefix)));
		Set<String> touched = new HashSet<>();
		try {
			put(before, wanted, touched);
		}
		catch (StoreException | StateFullException ex) {
			throw new StateRestoreException(undo(before, touched), ex);
		}
	}

	private void put(Map<String, StateEntry> before, Map<String, StateEntry> wanted, Set<String> touched) {
		// what goes makes room for what comes
		for (String name : before.keySet()) {
			if (!wanted.containsKey(name)) {
				touched.add(name);
				this.entries.removed(name);
			}
		}
		wanted.forEach((name, entry) -> {
			touched.add(name);
			this.entries.written(name, entry);
		});
	}

	private boolean undo(Map<String, StateEntry> before, Set<String> touched) {
		boolean undone = true;
		for (String name : touched) {
			if (!before.containsKey(name)) {
				undone &= attempt(() -> this.entries.removed(name));
			}
		}
		for (StateEntry entry : before.values()) {
			if (touched.contains(entry.name())) {
				undone &= attempt(() -> this.entries.written(entry.name(), entry));
			}
		}
		return undone;
	}

	private static boolean attempt(Runnable step) {
		try {
			step.run();
			return true;
		}
		catch (StoreException | StateFullException ex) {
			logger.debug("A step of a restore could not be undone", ex);
			return false;
		}
	}

	private static Map<String, StateEntry> byName(List<StateEntry> entries) {
		Map<String, StateEntry> byName = new LinkedHashMap<>();
		entries.forEach((entry) -> byName.put(entry.name(), entry));
		return byName;
	}

}
