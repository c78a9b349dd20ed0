package com.example.outfitter.tools;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

import io.armorer.middleware.MiddlewareOrder;
import io.armorer.middleware.ToolMiddleware;
import io.armorer.tool.ErrorCode;
import io.armorer.tool.ToolError;
import io.armorer.tool.ToolRefusedException;

/**
 * What no tool may do in this shop. An application's own middleware is a bean.
 */
@Configuration(proxyBeanMethods = false)
class HouseRules {

	@Bean
	@Order(MiddlewareOrder.POLICY)
	ToolMiddleware noDangerousTools() {
		return (tool, next) -> {
			if (!tool.definition().dangerous()) {
				return next;
			}
			return (call) -> {
				throw new ToolRefusedException(ToolError.of(ErrorCode.POLICY_DENIED,
						"This takes a person: tell the customer that one will call"));
			};
		};
	}

}
