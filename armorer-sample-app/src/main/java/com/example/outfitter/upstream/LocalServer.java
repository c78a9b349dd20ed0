package com.example.outfitter.upstream;

import java.net.URI;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Where this application itself can be reached. The port may be a random one, so it is
 * known only once the web server has started.
 */
@Component
public class LocalServer {

	private final String contextPath;

	private volatile @Nullable URI root;

	LocalServer(@Value("${server.servlet.context-path:}") String contextPath) {
		this.contextPath = contextPath;
	}

	@EventListener
	void started(WebServerInitializedEvent event) {
		if (event.getApplicationContext().getParent() == null) {
			this.root = URI.create("http://localhost:" + event.getWebServer().getPort() + this.contextPath);
		}
	}

	/**
	 * Return the address that all of the application's paths begin with.
	 * @return the address, without a slash at its end
	 */
	public URI root() {
		URI root = this.root;
		if (root == null) {
			throw new IllegalStateException("The web server has not started yet");
		}
		return root;
	}

}
