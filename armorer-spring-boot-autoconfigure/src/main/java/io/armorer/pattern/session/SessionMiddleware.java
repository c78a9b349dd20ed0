package io.armorer.pattern.session;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;

import org.springframework.core.Ordered;

import io.armorer.config.ToolSettings;
import io.armorer.middleware.ToolCallObserver;
import io.armorer.middleware.ToolHandler;
import io.armorer.middleware.ToolMiddleware;
import io.armorer.tool.TimeSource;
import io.armorer.tool.Tool;

/**
 * Finds the session that a call is made in, by the id in its trusted context; refuses the
 * call where there is none although there should be, and where it is somebody else's;
 * gives it to the tool; and keeps what became of the call.
 * <p>
 * As an observer it keeps what became of calls that never reached their tool.
 */
public final class SessionMiddleware implements ToolMiddleware, ToolCallObserver, Ordered {

	private final SessionManager sessions;

	private final ToolSettings settings;

	private final SessionRecorder recorder;

	private final Watch unreached;

	private final SessionSettings forAll;

	private final Map<String, SessionSettings> forTools = new ConcurrentHashMap<>();

	/**
	 * A middleware.
	 * @param sessions the sessions
	 * @param settings the settings, for all tools and for one
	 * @param time the time
	 */
	public SessionMiddleware(SessionManager sessions, ToolSettings settings, TimeSource time) {
		this.sessions = sessions;
		this.settings = settings;
		this.recorder = new SessionRecorder(sessions, time);
		this.unreached = new UnreachedCalls(sessions, this.recorder);
		this.forAll = settings.forAll("session", SessionSettings::new);
	}

	@Override
	public int getOrder() {
		return this.forAll.getOrder();
	}

	@Override
	public ToolHandler apply(Tool tool, ToolHandler next) {
		SessionSettings forTool = settingsOf(tool);
		if (!forTool.isEnabled()) {
			return SessionParameter.without(tool, next, "armorer.tools." + tool.name() + ".session.enabled");
		}
		return new SessionHandler(this.sessions, this.recorder, SessionRules.of(tool, forTool), next);
	}

	@Override
	public @Nullable Watch watch(Tool tool) {
		return settingsOf(tool).isEnabled() ? this.unreached : null;
	}

	@Override
	public Map<String, Object> describe(Tool tool) {
		SessionSettings forTool = settingsOf(tool);
		if (!forTool.isEnabled()) {
			return Map.of();
		}
		SessionRules rules = SessionRules.of(tool, forTool);
		List<String> parameters = rules.parameters().stream().map(SessionParameter::name).toList();
		Map<String, Object> values = new LinkedHashMap<>();
		values.put("required", rules.required());
		if (!parameters.isEmpty()) {
			values.put("parameters", parameters);
		}
		values.put("ttlMs", forTool.getTtl().toMillis());
		values.put("invocationLimit", forTool.getInvocationLimit());
		values.put("onStoreFailure", rules.onStoreFailure().name().toLowerCase(Locale.ROOT));
		return values;
	}

	@Override
	public void release(Tool tool) {
		this.forTools.remove(tool.name());
	}

	private SessionSettings settingsOf(Tool tool) {
		return ToolCallObserver.isUnknown(tool) ? this.forAll : this.forTools.computeIfAbsent(tool.name(),
				(name) -> this.settings.forToolOrAll(name, "session", SessionSettings::new));
	}

}
