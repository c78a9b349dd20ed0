package io.armorer.pattern.cost;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The accounts of one kind by name. Beyond a bound, names that are new share one account:
 * whoever makes up users or tools without end must not fill the memory.
 */
final class CostAccounts {

	private final String kind;

	private final int capacity;

	private final Map<String, CostAccount> byName = new ConcurrentHashMap<>();

	private final CostAccount others;

	CostAccounts(String kind, int capacity) {
		this.kind = kind;
		this.capacity = capacity;
		this.others = CostAccount.others(kind);
	}

	CostAccount of(String name) {
		CostAccount known = this.byName.get(name);
		return (known != null) ? known : opened(name);
	}

	private synchronized CostAccount opened(String name) {
		if (this.byName.size() >= this.capacity) {
			return this.byName.getOrDefault(name, this.others);
		}
		return this.byName.computeIfAbsent(name, (key) -> CostAccount.of(this.kind, key, null));
	}

	/** Whether there is no room for another name. */
	boolean isFull() {
		return this.byName.size() >= this.capacity;
	}

}
