package io.armorer.benchmarks;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;

import tools.jackson.databind.json.JsonMapper;

import org.springframework.aop.support.AopUtils;
import org.springframework.context.ApplicationContext;

import io.armorer.middleware.ChainLink;
import io.armorer.middleware.ToolInspector;

/**
 * What is measured has to be what it says: each benchmark's result is looked at once
 * before it is measured.
 */
final class Checks {

	private static final JsonMapper JSON = JsonMapper.builder().build();

	private Checks() {
	}

	static void same(Object actual, Object expected) {
		if (!Objects.equals(actual, expected)) {
			throw new IllegalStateException("Expected " + expected + " but got " + actual);
		}
	}

	static void sameJson(String actual, String expected) {
		same(JSON.readTree(actual), JSON.readTree(expected));
	}

	/** The tool's chain must have these patterns, and no other. */
	static void patterns(ApplicationContext context, String tool, String... patterns) {
		List<String> there = context.getBean(ToolInspector.class)
			.chain(tool)
			.orElseThrow()
			.stream()
			.map(ChainLink::name)
			.filter((name) -> name.startsWith("armorer") && name.endsWith("Middleware"))
			.map((name) -> name.substring("armorer".length(), name.length() - "Middleware".length())
				.toLowerCase(Locale.ROOT))
			.filter((name) -> !name.endsWith("observation"))
			.sorted()
			.toList();
		same(there, Stream.of(patterns).sorted().toList());
	}

	/** A link of the calculator's chain must be set up like this. */
	static void setting(ApplicationContext context, String link, String name, Object value) {
		List<ChainLink> chain = context.getBean(ToolInspector.class).chain("calculate").orElseThrow();
		same(chain.stream()
			.filter((found) -> found.name().equals(link))
			.map((found) -> found.settings().get(name))
			.toList(), List.of(value));
	}

	static void proxied(Object bean) {
		if (!AopUtils.isAopProxy(bean)) {
			throw new IllegalStateException(bean.getClass() + " is not proxied: nothing would be measured");
		}
	}

}
