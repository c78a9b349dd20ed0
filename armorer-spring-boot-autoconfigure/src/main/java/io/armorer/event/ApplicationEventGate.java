package io.armorer.event;

import java.util.ArrayList;
import java.util.Collection;
import java.util.ConcurrentModificationException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.context.PayloadApplicationEvent;
import org.springframework.context.event.ApplicationListenerMethodAdapter;
import org.springframework.context.event.GenericApplicationListener;
import org.springframework.context.event.GenericApplicationListenerAdapter;
import org.springframework.context.support.AbstractApplicationContext;
import org.springframework.core.ResolvableType;

/**
 * Publishes events as Spring application events, and knows without publishing whether
 * anybody listens: it looks through the context's listeners once, and again when their
 * number has changed.
 */
public final class ApplicationEventGate implements ToolEventPublisher {

	private static final Logger logger = LoggerFactory.getLogger(ApplicationEventGate.class);

	private final ApplicationContext context;

	private final Map<Class<?>, Seen> seen = new ConcurrentHashMap<>();

	private final Map<Class<?>, Types> types = new ConcurrentHashMap<>();

	/**
	 * A gate.
	 * @param context where the events go
	 */
	public ApplicationEventGate(ApplicationContext context) {
		this.context = context;
	}

	@Override
	public boolean hasListeners(Class<? extends ArmorerEvent> type) {
		int count = countListeners();
		if (count < 0) {
			return true;
		}
		Seen last = this.seen.get(type);
		if (last == null || last.listeners() != count) {
			last = new Seen(count, search(type));
			this.seen.put(type, last);
		}
		return last.wanted();
	}

	@Override
	public void publish(ArmorerEvent event) {
		try {
			this.context.publishEvent(new Envelope(this.context, event, types(event.getClass())));
		}
		catch (RuntimeException | Error ex) {
			String where = (event instanceof ToolEvent ofTool) ? " of tool '" + ofTool.toolName() + "'" : "";
			logger.warn("A listener failed on {}{}", event.getClass().getSimpleName(), where, ex);
		}
	}

	/**
	 * How many listeners there are up to the root context, or -1 where that can't be
	 * told.
	 */
	private int countListeners() {
		int count = 0;
		for (ApplicationContext at = this.context; at != null; at = at.getParent()) {
			if (!(at instanceof AbstractApplicationContext known)) {
				return -1;
			}
			count += known.getApplicationListeners().size();
		}
		return count;
	}

	private boolean search(Class<? extends ArmorerEvent> type) {
		ResolvableType event = envelopeOf(type);
		List<ApplicationListener<?>> listeners = new ArrayList<>();
		try {
			for (@Nullable
			ApplicationContext at = this.context; at != null; at = at.getParent()) {
				Collection<ApplicationListener<?>> own = ((AbstractApplicationContext) at).getApplicationListeners();
				listeners.addAll(own);
			}
		}
		catch (ConcurrentModificationException ex) {
			// somebody is adding one at this moment
			return true;
		}
		return listeners.stream().anyMatch((listener) -> wants(listener, event));
	}

	private static boolean wants(ApplicationListener<?> listener, ResolvableType event) {
		// Spring's own listeners to every event are not interested in tools
		boolean springsOwn = listener.getClass().getName().startsWith("org.springframework.")
				&& !(listener instanceof ApplicationListenerMethodAdapter);
		if (springsOwn) {
			return false;
		}
		GenericApplicationListener generic = (listener instanceof GenericApplicationListener own) ? own
				: new GenericApplicationListenerAdapter(listener);
		return generic.supportsEventType(event);
	}

	// Spring would work them out anew for each event.
	private Types types(Class<? extends ArmorerEvent> type) {
		Types known = this.types.get(type);
		if (known == null) {
			known = new Types(ResolvableType.forClass(type), envelopeOf(type));
			this.types.put(type, known);
		}
		return known;
	}

	private static ResolvableType envelopeOf(Class<? extends ArmorerEvent> type) {
		return ResolvableType.forClassWithGenerics(PayloadApplicationEvent.class, type);
	}

	/** What Spring makes of the type of an event, and of what it comes in. */
	private record Types(ResolvableType event, ResolvableType envelope) {

	}

	/** An event on its way through the context. */
	private static final class Envelope extends PayloadApplicationEvent<ArmorerEvent> {

		private static final long serialVersionUID = 1L;

		private final transient Types types;

		Envelope(ApplicationContext source, ArmorerEvent event, Types types) {
			super(source, event, types.event());
			this.types = types;
		}

		@Override
		public ResolvableType getResolvableType() {
			return this.types.envelope();
		}

	}

	/** What was found, and among how many listeners. */
	private record Seen(int listeners, boolean wanted) {

	}

}
