package io.armorer.pattern.audit;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;

import org.springframework.core.Ordered;

import io.armorer.config.ToolSettings;
import io.armorer.middleware.Settled;
import io.armorer.middleware.Settlement;
import io.armorer.middleware.ToolCallObserver;
import io.armorer.middleware.ToolHandler;
import io.armorer.middleware.ToolInvocation;
import io.armorer.middleware.ToolMiddleware;
import io.armorer.redact.Redactor;
import io.armorer.tool.Tool;
import io.armorer.tool.ToolRefusedException;

/**
 * Has a record written of each call when it settles: as a link of the chain for the calls
 * that get there, as an observer for those that end before.
 */
public final class AuditMiddleware implements ToolMiddleware, ToolCallObserver, Ordered {

	private final AuditTrail trail;

	private final ToolSettings settings;

	private final Redactor redactor;

	private final AuditSettings forAll;

	private final Map<String, AuditSettings> forTools = new ConcurrentHashMap<>();

	/**
	 * A middleware.
	 * @param trail writes the records
	 * @param settings the settings, for all tools and for one
	 * @param redactor hides what must not be recorded
	 */
	public AuditMiddleware(AuditTrail trail, ToolSettings settings, Redactor redactor) {
		this.trail = trail;
		this.settings = settings;
		this.redactor = redactor;
		this.forAll = settings.forAll("audit", AuditSettings::new);
	}

	@Override
	public int getOrder() {
		return this.forAll.getOrder();
	}

	@Override
	public ToolHandler apply(Tool tool, ToolHandler next) {
		AuditSettings forTool = settingsOf(tool);
		if (!forTool.isEnabled()) {
			return next;
		}
		CallRecorder recorder = new CallRecorder(this.trail, tool, forTool, this.redactor);
		return (forTool.getFailureMode() == AuditFailureMode.FAIL_OPEN) ? open(recorder, next)
				: closed(recorder, tool, next);
	}

	private ToolHandler open(CallRecorder recorder, ToolHandler next) {
		return (call) -> takeOver(call)
				? Settlement.watch(next, call, (value, failure) -> recorder.write(call, value, failure))
				: next.handle(call);
	}

	private ToolHandler closed(CallRecorder recorder, Tool tool, ToolHandler next) {
		return (call) -> {
			if (!takeOver(call)) {
				return next.handle(call);
			}
			if (!this.trail.isWritable()) {
				AuditUnavailableException refusal = new AuditUnavailableException(tool.name());
				recorder.write(call, null, refusal);
				throw refusal;
			}
			return Settlement.confirm(next, call, (value, failure) -> {
				if (!recorder.write(call, value, failure)) {
					throw (failure instanceof ToolRefusedException) ? new AuditUnavailableException(tool.name())
							: new AuditFailedException(tool, failure);
				}
			});
		};
	}

	/** Once for each call, even where a link further out makes it again. */
	private static boolean takeOver(ToolInvocation call) {
		if (call.attached(Taken.class) != null) {
			return false;
		}
		call.attach(Taken.class, Taken.OVER);
		return true;
	}

	@Override
	public @Nullable Watch watch(Tool tool) {
		AuditSettings forTool = settingsOf(tool);
		if (!forTool.isEnabled()) {
			return null;
		}
		CallRecorder recorder = new CallRecorder(this.trail, tool, forTool, this.redactor);
		return new Watch() {

			@Override
			public void finished(ToolInvocation call, Settled settled) {
				if (call.attached(Taken.class) == null) {
					recorder.write(call, settled);
				}
			}

		};
	}

	@Override
	public Map<String, Object> describe(Tool tool) {
		AuditSettings forTool = settingsOf(tool);
		Map<String, Object> values = new LinkedHashMap<>();
		values.put("arguments", forTool.getArguments().name().toLowerCase(Locale.ROOT));
		values.put("results", forTool.getResults().name().toLowerCase(Locale.ROOT));
		values.put("maxValueSize", forTool.getMaxValueSize());
		values.put("failureMode", forTool.getFailureMode().name().toLowerCase(Locale.ROOT).replace('_', '-'));
		return values;
	}

	@Override
	public void release(Tool tool) {
		this.forTools.remove(tool.name());
	}

	// Asked anew for each call that is refused before it reaches its tool.
	private AuditSettings settingsOf(Tool tool) {
		return ToolCallObserver.isUnknown(tool) ? this.forAll : this.forTools.computeIfAbsent(tool.name(),
				(name) -> this.settings.forToolOrAll(name, "audit", AuditSettings::new));
	}

	/** Kept with a call that the link writes the record of. */
	private enum Taken {

		OVER

	}

}
