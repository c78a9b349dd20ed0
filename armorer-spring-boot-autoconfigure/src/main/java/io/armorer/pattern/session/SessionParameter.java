package io.armorer.pattern.session;

import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import org.springframework.core.ResolvableType;

import io.armorer.config.InvalidSettingException;
import io.armorer.middleware.ToolHandler;
import io.armorer.middleware.ToolInvocation;
import io.armorer.tool.Tool;
import io.armorer.tool.ToolParameter;
import io.armorer.toolbox.json.Requirement;

/**
 * A parameter of a tool that gets the session of its call.
 *
 * @param index where it stands in the method's signature
 * @param name its name
 * @param optional whether it is wrapped
 * @param required whether the tool can't be called without
 */
record SessionParameter(int index, String name, boolean optional, boolean required) {

	static List<SessionParameter> of(Tool tool) {
		return tool.parameters()
			.stream()
			.filter((parameter) -> parameter.injected() && isSession(parameter))
			.map((parameter) -> new SessionParameter(parameter.index(), parameter.name(), isOptional(parameter),
					Requirement.isRequired(parameter)))
			.toList();
	}

	private static boolean isSession(ToolParameter parameter) {
		ResolvableType type = ResolvableType.forType(parameter.type());
		return type.toClass() == Session.class
				|| (isOptional(parameter) && type.getGeneric(0).toClass() == Session.class);
	}

	private static boolean isOptional(ToolParameter parameter) {
		return ResolvableType.forType(parameter.type()).toClass() == Optional.class;
	}

	/** Supply all parameters of a tool. */
	static void supply(List<SessionParameter> parameters, ToolInvocation call, @Nullable Session session) {
		for (SessionParameter parameter : parameters) {
			call.supply(parameter.index(), parameter.optional() ? Optional.ofNullable(session) : session);
		}
	}

	/**
	 * The link of a tool for which there are no sessions.
	 * @param tool the tool
	 * @param next the next link
	 * @param key the setting that says so
	 * @return the link
	 */
	static ToolHandler without(Tool tool, ToolHandler next, String key) {
		List<SessionParameter> parameters = of(tool);
		for (SessionParameter parameter : parameters) {
			if (parameter.required()) {
				throw new InvalidSettingException(key,
						"'" + key + "' is false, but tool '" + tool.name() + "' can't be called without a session: "
								+ "its parameter '" + parameter.name() + "' asks for one.",
						"Mark the parameter as @Nullable, or leave sessions on.");
			}
		}
		if (parameters.isEmpty()) {
			return next;
		}
		return (call) -> {
			supply(parameters, call, null);
			return next.handle(call);
		};
	}

}
