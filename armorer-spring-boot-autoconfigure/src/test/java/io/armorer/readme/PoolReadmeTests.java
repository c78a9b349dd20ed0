package io.armorer.readme;

import java.io.IOException;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.stereotype.Component;
import org.springframework.stereotype.Service;
import org.springframework.test.json.JsonContent;

import io.armorer.autoconfigure.ArmorerAutoConfiguration;
import io.armorer.autoconfigure.ArmorerPoolAutoConfiguration;
import io.armorer.pattern.pool.Lease;
import io.armorer.pattern.pool.Pooled;
import io.armorer.pattern.pool.ResourceFactory;
import io.armorer.pattern.pool.ResourcePools;
import io.armorer.tool.ArmorerTool;
import io.armorer.tool.ToolCall;
import io.armorer.tool.ToolResult;
import io.armorer.toolbox.Toolbox;

import static org.assertj.core.api.Assertions.assertThat;

/** The README's section on pools does what it says. */
@Timeout(60)
class PoolReadmeTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(JacksonAutoConfiguration.class, ArmorerAutoConfiguration.class,
				ArmorerPoolAutoConfiguration.class))
		.withPropertyValues("armorer.pools.browsers.max-size=1", "armorer.pools.browsers.min-idle=0",
				"armorer.pools.browsers.acquire-timeout=1s", "armorer.pools.browsers.max-idle-time=10m",
				"armorer.pools.browsers.validate-on-acquire=true", "armorer.pools.browsers.leak-detection=30s")
		.withBean("browsers", Browsers.class)
		.withBean(WebTools.class)
		.withBean(SiteMap.class);

	@Test
	void toolHasABrowser() {
		this.runner.run((context) -> {
			ToolResult result = context.getBean(Toolbox.class)
				.execute(ToolCall.of("read-page", Map.of("url", "https://example.com")));
			assertThat(result.content()).isEqualTo("text of https://example.com");
			assertThat(context.getBean(SiteMap.class).of(List.of("a", "b"))).isEqualTo("text of a text of b ");
		});
	}

	@Test
	void modelSeesWhatTheSectionSays() {
		this.runner.run((context) -> {
			try (Lease<?> lease = context.getBean(ResourcePools.class).find("browsers").orElseThrow().lease()) {
				ToolResult refused = context.getBean(Toolbox.class)
					.execute(ToolCall.of("read-page", Map.of("url", "https://example.com")));
				assertThat(new JsonContent(refused.content())).isStrictlyEqualTo("""
						{"error": {"code": "POOL_EXHAUSTED", "message": "The tool needs a resource of which all are \
						in use, and none became free within 1 second. Try again in a moment, or do without it.",
						"retryable": true, "details": {"pool": "browsers", "maxSize": 1}}}""");
			}
		});
	}

}

/** Something dear. */
class Browser implements AutoCloseable {

	String textOf(String url) throws IOException {
		return "text of " + url;
	}

	boolean isAlive() {
		return true;
	}

	@Override
	public void close() {
	}

}

// tag::pool[]
@Component("browsers")
class Browsers implements ResourceFactory<Browser> {

	@Override
	public Browser create() {
		return new Browser();
	}

	@Override
	public boolean validate(Browser browser) {
		return browser.isAlive();
	}

	@Override
	public boolean isBroken(Browser browser, Throwable failure) {
		return failure instanceof IOException;
	}

}

@Service
class WebTools {

	@ArmorerTool(description = "Reads the text of a web page")
	String readPage(String url, @Pooled("browsers") Browser browser) throws IOException {
		return browser.textOf(url);
	}

}
// end::pool[]

// tag::lease[]
@Component
class SiteMap {

	private final ResourcePools pools;

	SiteMap(ResourcePools pools) {
		this.pools = pools;
	}

	String of(List<String> urls) throws IOException {
		StringBuilder texts = new StringBuilder();
		try (Lease<Browser> lease = this.pools.get("browsers", Browser.class).lease()) {
			for (String url : urls) {
				texts.append(lease.get().textOf(url)).append(' ');
			}
		}
		return texts.toString();
	}

}
// end::lease[]
