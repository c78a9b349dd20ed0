package io.armorer.actuate;

import java.util.function.ToDoubleFunction;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;

import io.armorer.pattern.session.SessionCounts;
import io.armorer.pattern.session.SessionManager;
import io.armorer.store.StoreException;

/**
 * Meters of the sessions: {@value #ACTIVE}, {@value #CREATED}, {@value #ENDED} and
 * {@value #REFUSED}.
 */
public final class SessionMetrics implements MeterBinder {

	/** How many sessions are alive, wherever they were created. */
	public static final String ACTIVE = "armorer.session.active";

	/** How many sessions were created in this process. */
	public static final String CREATED = "armorer.session.created";

	/** How many sessions came to their end; tag {@code reason}: ended or expired. */
	public static final String ENDED = "armorer.session.ended";

	/**
	 * What was refused; tag {@code reason}: {@code required} and {@code invalid} for
	 * calls, {@code full} for sessions that could not be created.
	 */
	public static final String REFUSED = "armorer.session.refused";

	private final SessionManager sessions;

	/**
	 * Meters.
	 * @param sessions the sessions
	 */
	public SessionMetrics(SessionManager sessions) {
		this.sessions = sessions;
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		Gauge.builder(ACTIVE, this.sessions, SessionMetrics::active)
			.description("Sessions that are alive")
			.register(registry);
		count(CREATED, "Sessions that were created", Tags.empty(), SessionCounts::created, registry);
		count(ENDED, "Sessions that came to their end", Tags.of("reason", "ended"), SessionCounts::ended, registry);
		count(ENDED, "Sessions that came to their end", Tags.of("reason", "expired"), SessionCounts::expired, registry);
		String refused = "Calls and sessions that were refused";
		count(REFUSED, refused, Tags.of("reason", "required"), SessionCounts::required, registry);
		count(REFUSED, refused, Tags.of("reason", "invalid"), SessionCounts::invalid, registry);
		count(REFUSED, refused, Tags.of("reason", "full"), SessionCounts::full, registry);
	}

	private static double active(SessionManager sessions) {
		try {
			return sessions.count();
		}
		catch (StoreException ex) {
			return Double.NaN;
		}
	}

	private void count(String name, String description, Tags tags, ToDoubleFunction<SessionCounts> count,
			MeterRegistry registry) {
		FunctionCounter.builder(name, this.sessions, (all) -> count.applyAsDouble(all.counts()))
			.description(description)
			.tags(tags)
			.register(registry);
	}

}
