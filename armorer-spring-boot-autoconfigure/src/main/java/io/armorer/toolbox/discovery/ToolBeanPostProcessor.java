package io.armorer.toolbox.discovery;

import java.util.List;
import java.util.function.Supplier;

import org.springframework.aop.framework.AopInfrastructureBean;
import org.springframework.aop.scope.ScopedProxyUtils;
import org.springframework.beans.factory.config.BeanPostProcessor;

import io.armorer.tool.Tool;

/**
 * Puts the interceptor around the beans that are or have tools. Has no order, so that it
 * comes after the ordered post-processors ({@code @Async}, {@code @Validated}, auto-proxy
 * creators) and stands outside of what they add. Being one of its own, it depends on no
 * auto-proxy creator and on none of its settings.
 */
public final class ToolBeanPostProcessor implements BeanPostProcessor {

	private final BeanTools tools;

	private final Supplier<ToolBindings> bindings;

	/**
	 * A post-processor.
	 * @param tools tells which beans have tools
	 * @param bindings where the interceptors will find them
	 */
	public ToolBeanPostProcessor(BeanTools tools, Supplier<ToolBindings> bindings) {
		this.tools = tools;
		this.bindings = bindings;
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		// such as the proxy that stands for a scoped bean: what it leads to has the
		// interceptor
		if (bean instanceof AopInfrastructureBean || ToolProxies.isArmored(bean)) {
			return bean;
		}
		String exposedName = ScopedProxyUtils.isScopedTarget(beanName) ? ScopedProxyUtils.getOriginalBeanName(beanName)
				: beanName;
		if (bean instanceof Tool tool) {
			return ToolProxies.armor(tool, () -> this.bindings.get().runtime(),
					() -> this.bindings.get().find(exposedName, ToolMethods.CALL, tool.getClass()));
		}
		List<ToolCandidate> candidates = this.tools.find(exposedName, bean.getClass());
		return candidates.isEmpty() ? bean : ToolProxies.armor(bean, exposedName, candidates, this.bindings);
	}

}
