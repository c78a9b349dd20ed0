package io.armorer.pattern.pool;

import java.util.Comparator;
import java.util.List;

import org.springframework.core.ResolvableType;
import org.springframework.core.annotation.AnnotatedElementUtils;

import io.armorer.tool.Tool;
import io.armorer.tool.ToolParameter;

/**
 * A parameter of a tool that gets a resource of a pool.
 *
 * @param index where it stands in the method's signature
 * @param name its name
 * @param pool the pool
 * @param type its type
 */
public record PooledParameter(int index, String name, String pool, Class<?> type) {

	/**
	 * Find the parameters that get resources.
	 * @param tool the tool
	 * @return the parameters in order of their pools' names, so that two tools never wait
	 * for each other's
	 */
	public static List<PooledParameter> of(Tool tool) {
		return tool.parameters()
			.stream()
			.filter((parameter) -> parameter.injected()
					&& AnnotatedElementUtils.isAnnotated(parameter.element(), Pooled.class))
			.map(PooledParameter::of)
			.sorted(Comparator.comparing(PooledParameter::pool))
			.toList();
	}

	private static PooledParameter of(ToolParameter parameter) {
		Pooled pooled = AnnotatedElementUtils.findMergedAnnotation(parameter.element(), Pooled.class);
		return new PooledParameter(parameter.index(), parameter.name(), (pooled != null) ? pooled.value() : "",
				ResolvableType.forType(parameter.type()).resolve(Object.class));
	}

}
