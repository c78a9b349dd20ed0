package io.armorer.toolbox;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;

import org.springframework.aop.scope.ScopedObject;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.util.ReflectionUtils;

import io.armorer.toolbox.discovery.ToolCandidate;
import io.armorer.toolbox.discovery.ToolProxies;

/**
 * A method of a bean. The bean is made when the first call needs it; a singleton is then
 * kept, any other is asked for anew each time, as its scope wants it.
 */
final class BeanBody implements ToolBody {

	private final BeanFactory beanFactory;

	private final ToolCandidate candidate;

	private final UnaryOperator<Object> armor;

	private volatile @Nullable Target singleton;

	/**
	 * A body.
	 * @param beanFactory where the bean is
	 * @param candidate the method
	 * @param armor puts the interceptor around a bean that no post-processor saw
	 */
	BeanBody(BeanFactory beanFactory, ToolCandidate candidate, UnaryOperator<Object> armor) {
		this.beanFactory = beanFactory;
		this.candidate = candidate;
		this.armor = armor;
	}

	@Override
	public @Nullable Object invoke(@Nullable Object[] arguments) throws Throwable {
		Target target = this.singleton;
		if (target == null) {
			target = target();
		}
		try {
			return target.method().invoke(target.bean(), arguments);
		}
		catch (InvocationTargetException ex) {
			throw ex.getTargetException();
		}
	}

	private Target target() {
		Object bean = this.beanFactory.getBean(this.candidate.beanName());
		if (!ToolProxies.isArmored(bean) && !(bean instanceof ScopedObject)) {
			bean = this.armor.apply(bean);
		}
		Target target = new Target(bean, invocable(bean));
		if (this.beanFactory.isSingleton(this.candidate.beanName())) {
			this.singleton = target;
		}
		return target;
	}

	private Method invocable(Object bean) {
		Method method = this.candidate.method();
		if (!this.candidate.functional()) {
			method = AopUtils.selectInvocableMethod(method, bean.getClass());
		}
		ReflectionUtils.makeAccessible(method);
		return method;
	}

	private record Target(Object bean, Method method) {

	}

}
