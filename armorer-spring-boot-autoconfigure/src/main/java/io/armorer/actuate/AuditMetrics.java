package io.armorer.actuate;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

import io.armorer.pattern.audit.AuditTrail;

/**
 * Meters of the audit trail: {@value #RECORDS}, {@value #DROPPED} and {@value #BACKLOG}.
 */
public final class AuditMetrics implements MeterBinder {

	/** How many records were written. */
	public static final String RECORDS = "armorer.audit.records";

	/** How many records were lost. */
	public static final String DROPPED = "armorer.audit.dropped";

	/** How many records wait to be written. */
	public static final String BACKLOG = "armorer.audit.backlog";

	private final AuditTrail trail;

	/**
	 * Meters.
	 * @param trail the trail
	 */
	public AuditMetrics(AuditTrail trail) {
		this.trail = trail;
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		FunctionCounter.builder(RECORDS, this.trail, AuditTrail::written)
			.description("Records of calls that were written")
			.register(registry);
		FunctionCounter.builder(DROPPED, this.trail, AuditTrail::dropped)
			.description("Records of calls that are lost because the journal failed for too long")
			.register(registry);
		Gauge.builder(BACKLOG, this.trail, AuditTrail::backlog)
			.description("Records of calls that wait for the journal to answer again")
			.register(registry);
	}

}
