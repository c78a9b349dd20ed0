package io.armorer.middleware;

import org.aopalliance.intercept.MethodInvocation;

import org.springframework.aop.ProxyMethodInvocation;
import org.springframework.aop.framework.Advised;

/**
 * Makes a method invocation that can be proceeded with although others were before, or
 * are on another thread: retries and timeouts do that. An invocation remembers how far it
 * got among the bean's other advice (transactions, validation), so without a copy the
 * second attempt would run without them.
 */
final class Proceeding {

	private Proceeding() {
	}

	static MethodInvocation fresh(MethodInvocation invocation) {
		if (invocation instanceof ProxyMethodInvocation proxied && hasOtherAdvice(proxied)) {
			return proxied.invocableClone(invocation.getArguments());
		}
		return invocation;
	}

	private static boolean hasOtherAdvice(ProxyMethodInvocation invocation) {
		return !(invocation.getProxy() instanceof Advised advised) || advised.getAdvisorCount() > 1;
	}

}
