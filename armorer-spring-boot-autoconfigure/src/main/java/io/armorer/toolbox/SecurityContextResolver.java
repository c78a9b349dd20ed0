package io.armorer.toolbox;

import org.jspecify.annotations.Nullable;

import org.springframework.security.authentication.AuthenticationTrustResolver;
import org.springframework.security.authentication.AuthenticationTrustResolverImpl;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;

import io.armorer.tool.ToolContext;
import io.armorer.tool.ToolContextResolver;

/**
 * Takes the user from Spring Security: the name of whoever is authenticated, and nobody
 * for an anonymous request.
 */
public final class SecurityContextResolver implements ToolContextResolver {

	private final AuthenticationTrustResolver trust = new AuthenticationTrustResolverImpl();

	@Override
	public @Nullable ToolContext resolve() {
		Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
		return this.trust.isAuthenticated(authentication) ? ToolContext.ofUser(authentication.getName()) : null;
	}

}
