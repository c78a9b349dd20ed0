package io.armorer.readme;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.stereotype.Service;
import org.springframework.test.json.JsonContent;

import io.armorer.autoconfigure.ArmorerAutoConfiguration;
import io.armorer.autoconfigure.ArmorerRedactionAutoConfiguration;
import io.armorer.autoconfigure.ArmorerSessionAutoConfiguration;
import io.armorer.autoconfigure.ArmorerStoreAutoConfiguration;
import io.armorer.event.SessionEnded;
import io.armorer.pattern.session.Session;
import io.armorer.pattern.session.SessionInvocation;
import io.armorer.pattern.session.SessionManager;
import io.armorer.pattern.session.SessionMessage;
import io.armorer.testing.MovableTime;
import io.armorer.tool.ArmorerTool;
import io.armorer.tool.Tool;
import io.armorer.tool.ToolCall;
import io.armorer.tool.ToolContext;
import io.armorer.tool.ToolResult;
import io.armorer.toolbox.Toolbox;

import static org.assertj.core.api.Assertions.assertThat;

/** The README's section on sessions does what it says. */
@Timeout(60)
class SessionReadmeTests {

	private final MovableTime time = new MovableTime();

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(JacksonAutoConfiguration.class, ArmorerAutoConfiguration.class,
				ArmorerRedactionAutoConfiguration.class, ArmorerStoreAutoConfiguration.class,
				ArmorerSessionAutoConfiguration.class))
		.withPropertyValues("armorer.session.required=false", "armorer.session.ttl=30m",
				"armorer.session.max-sessions=10000", "armorer.session.history-limit=100",
				"armorer.session.invocation-limit=100", "armorer.session.on-store-failure=deny",
				"armorer.session.order=300", "armorer.tools.check-out.session.required=true",
				"armorer.tools.add.session.enabled=false")
		.withBean(MovableTime.class, () -> this.time)
		.withBean(ThemeTools.class)
		.withBean(ShopChat.class)
		.withBean("add", Tool.class, () -> Tool.builder("add").build((input, context) -> 3))
		.withBean("check-out", Tool.class, () -> Tool.builder("check-out").build((input, context) -> "done"));

	@Test
	void chatIsKept() {
		this.runner.run((context) -> {
			ShopChat chat = context.getBean(ShopChat.class);
			SessionManager sessions = context.getBean(SessionManager.class);
			String id = chat.begin("ann");
			assertThat(chat.say("ann", id, "Which theme do I have?")).isEqualTo("dark");
			Session session = sessions.find(id).orElseThrow();
			assertThat(session.history()).extracting(SessionMessage::content)
				.containsExactly("Which theme do I have?", "dark");
			assertThat(session.invocations()).extracting(SessionInvocation::tool).containsExactly("theme-of");
			assertThat(chat.say("eve", id, "Which theme has she?")).contains("SESSION_INVALID");
			sessions.end(id);
			assertThat(chat.over).containsExactly(id + " ENDED");
		});
	}

	@Test
	void modelSeesWhatTheSectionSays() {
		this.runner.run((context) -> {
			Toolbox toolbox = context.getBean(Toolbox.class);
			ToolCall call = ToolCall.of("theme-of", Map.of("page", "shop"));
			assertThat(new JsonContent(toolbox.execute(call, ToolContext.ofUser("ann")).content()))
				.isStrictlyEqualTo("""
						{"error": {"code": "SESSION_REQUIRED", "message": "Tool 'theme-of' works only within a \
						session, and this call was made outside of any. Do not call it again; do without it or tell \
						the user that a session is needed.", "retryable": false}}""");
			Session session = context.getBean(SessionManager.class).create("ann");
			this.time.advance(Duration.ofMinutes(30));
			ToolResult refused = toolbox.execute(call,
					ToolContext.builder().userId("ann").sessionId(session.id()).build());
			assertThat(new JsonContent(refused.content())).isStrictlyEqualTo("""
					{"error": {"code": "SESSION_INVALID", "message": "The session is unknown or over. Do not try \
					again; tell the user that a new session is needed.", "retryable": false}}""");
			assertThat(toolbox.execute(ToolCall.of("add"), ToolContext.builder().sessionId("x").build()).isSuccess())
				.isTrue();
			assertThat(toolbox.execute(ToolCall.of("check-out")).isSuccess()).isFalse();
		});
	}

}

// tag::session[]
@Service
class ThemeTools {

	@ArmorerTool(description = "The theme that a page is shown in")
	String themeOf(String page, Session session) {
		return String.valueOf(session.metadata().get("theme"));
	}

	@ArmorerTool(description = "A greeting")
	String greet(@Nullable Session session) {
		return (session != null) ? "Welcome back, " + session.userId() : "Hello";
	}

}

@Component
class ShopChat {

	final List<String> over = new CopyOnWriteArrayList<>();

	private final SessionManager sessions;

	private final Toolbox toolbox;

	ShopChat(SessionManager sessions, Toolbox toolbox) {
		this.sessions = sessions;
		this.toolbox = toolbox;
	}

	String begin(String user) {
		return this.sessions.create(user, Map.of("theme", "dark")).id();
	}

	String say(String user, String sessionId, String message) {
		ToolContext context = ToolContext.builder().userId(user).sessionId(sessionId).build();
		ToolResult result = this.toolbox.execute(ToolCall.of("theme-of", Map.of("page", "shop")), context);
		if (result.isSuccess()) {
			this.sessions.appendMessage(sessionId, "user", message);
			this.sessions.appendMessage(sessionId, "assistant", result.content());
		}
		return result.content();
	}

	@EventListener
	void on(SessionEnded event) {
		this.over.add(event.sessionId() + " " + event.reason());
	}

}
// end::session[]
