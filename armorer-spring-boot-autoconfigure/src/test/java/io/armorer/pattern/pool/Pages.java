package io.armorer.pattern.pool;

import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** Makes pages and knows all of them. */
class Pages implements ResourceFactory<Pages.Page> {

	final Set<Page> alive = ConcurrentHashMap.newKeySet();

	final AtomicInteger present = new AtomicInteger();

	final AtomicInteger most = new AtomicInteger();

	final AtomicInteger created = new AtomicInteger();

	volatile boolean down;

	@Override
	public Page create() throws IOException {
		// from before a page is there until after it is gone
		this.most.accumulateAndGet(this.present.incrementAndGet(), Math::max);
		if (this.down) {
			this.present.decrementAndGet();
			throw new IOException("down");
		}
		Page page = new Page(this.created.incrementAndGet());
		this.alive.add(page);
		return page;
	}

	@Override
	public boolean validate(Page page) {
		if (page.unreadable) {
			throw new IllegalStateException("unreadable");
		}
		return !page.torn;
	}

	@Override
	public boolean isBroken(Page page, Throwable failure) {
		return failure instanceof IOException;
	}

	@Override
	public void destroy(Page page) {
		if (!this.alive.remove(page)) {
			throw new IllegalStateException("destroyed twice");
		}
		this.present.decrementAndGet();
	}

	static final class Page {

		final int number;

		final AtomicBoolean inUse = new AtomicBoolean();

		volatile boolean torn;

		volatile boolean unreadable;

		Page(int number) {
			this.number = number;
		}

		@Override
		public String toString() {
			return "page " + this.number;
		}

	}

}
