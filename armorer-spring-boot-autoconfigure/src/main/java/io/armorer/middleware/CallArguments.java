package io.armorer.middleware;

import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.armorer.redact.Redactor;
import io.armorer.redact.ValueMode;
import io.armorer.tool.ToolCall;

/**
 * A call's arguments for those who keep or show them, whatever became of the call.
 */
public final class CallArguments {

	private CallArguments() {
	}

	/**
	 * Return a call's arguments. A call that never reached its tool may have some that
	 * nobody has read yet.
	 * @param call the call
	 * @param redactor reads them
	 * @return the arguments by name, secrets included
	 */
	public static Map<String, @Nullable Object> of(ToolInvocation call, Redactor redactor) {
		Map<String, @Nullable Object> bound = call.arguments();
		ToolCall request = call.request();
		return (bound.isEmpty() && request != null) ? redactor.unbound(request.arguments()) : bound;
	}

	/**
	 * Show a call's arguments as far as a mode says. Redacted, those of a name that no
	 * tool has are all hidden: the tool that was meant would say which of them are
	 * secret. So are those under names that the tool's schema does not know.
	 * @param call the call
	 * @param redactor hides what must not be shown
	 * @param mode how much to show
	 * @return a map, or the hash as {@code sha256:…}; {@code null} for
	 * {@link ValueMode#NONE}
	 */
	public static @Nullable Object shown(ToolInvocation call, Redactor redactor, ValueMode mode) {
		if (mode == ValueMode.NONE) {
			return null;
		}
		Object shown = redactor.arguments(call.tool(), of(call, redactor), mode);
		if (mode == ValueMode.REDACTED && ToolCallObserver.isUnknown(call.tool()) && shown instanceof Map<?, ?> named) {
			Map<Object, Object> names = new LinkedHashMap<>();
			named.keySet().forEach((name) -> names.put(name, Redactor.MASK));
			return names;
		}
		boolean unchecked = call.arguments().isEmpty();
		if (mode == ValueMode.REDACTED && unchecked && shown instanceof Map<?, ?> named && !named.isEmpty()) {
			return UnknownProperties.hide(call.tool(), named);
		}
		return shown;
	}

}
