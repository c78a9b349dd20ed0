package io.armorer.pattern.streaming;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import org.springframework.http.MediaType;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * The response of one streamed call. The call is made when Spring MVC begins the
 * response, so that an emitter that is never returned from a controller makes none.
 */
final class ToolEmitter extends SseEmitter {

	private static final MediaType TEXT = new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8);

	// What the converter of strings goes by, whatever its own default.
	private static final MediaType EVENTS = new MediaType(MediaType.TEXT_EVENT_STREAM, StandardCharsets.UTF_8);

	private @Nullable Runnable onBegin;

	/** A response without a limit of the container's: the stream has its own. */
	ToolEmitter() {
		super(0L);
	}

	/**
	 * Say what to do when the response begins, on the thread of the request; not if it is
	 * a reconnection.
	 */
	void onBegin(Runnable action) {
		this.onBegin = action;
	}

	@Override
	protected void extendResponse(ServerHttpResponse outputMessage) {
		if (isReconnection()) {
			outputMessage.setStatusCode(Reconnection.ANSWER);
			complete();
			return;
		}
		outputMessage.getHeaders().setContentType(EVENTS);
		Reconnection.prepare(outputMessage.getHeaders());
		Runnable begin = this.onBegin;
		if (begin != null) {
			begin.run();
		}
	}

	private static boolean isReconnection() {
		return RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes attributes
				&& attributes.getRequest().getHeader(Reconnection.header()) != null;
	}

	/** Write text as it is, and flush. */
	void write(String text) throws IOException {
		send(Set.of(new DataWithMediaType(text, TEXT)));
	}

}
