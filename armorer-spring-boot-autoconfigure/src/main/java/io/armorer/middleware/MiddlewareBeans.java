package io.armorer.middleware;

import java.util.Arrays;
import java.util.List;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

import io.armorer.middleware.ToolChain.OrderedMiddleware;

/**
 * The middleware among the beans, with the places that Spring would give them.
 */
public final class MiddlewareBeans {

	private MiddlewareBeans() {
	}

	/**
	 * Find all middleware.
	 * @param beanFactory where the beans are
	 * @return the middleware, in no order yet
	 */
	public static List<OrderedMiddleware> in(ConfigurableListableBeanFactory beanFactory) {
		return Arrays.stream(beanFactory.getBeanNamesForType(ToolMiddleware.class)).map((name) -> {
			ToolMiddleware middleware = beanFactory.getBean(name, ToolMiddleware.class);
			return new OrderedMiddleware(name, order(beanFactory, name, middleware), middleware);
		}).toList();
	}

	private static int order(ConfigurableListableBeanFactory beanFactory, String name, ToolMiddleware middleware) {
		if (middleware instanceof Ordered ordered) {
			return ordered.getOrder();
		}
		// on the type, or on the @Bean method of a lambda
		Order order = beanFactory.findAnnotationOnBean(name, Order.class);
		return (order != null) ? order.value() : Ordered.LOWEST_PRECEDENCE;
	}

}
