package io.armorer.toolbox.discovery;

import java.lang.reflect.Method;
import java.util.Objects;

import org.springframework.util.ReflectionUtils;

import io.armorer.tool.Tool;
import io.armorer.tool.ToolContext;

/** Methods that are known by name. */
final class ToolMethods {

	/** {@link Tool#call}. */
	static final Method CALL = Objects
		.requireNonNull(ReflectionUtils.findMethod(Tool.class, "call", Object.class, ToolContext.class));

	private ToolMethods() {
	}

}
