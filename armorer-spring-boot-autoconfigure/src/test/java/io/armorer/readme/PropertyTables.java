package io.armorer.readme;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes tables of settings from the configuration metadata, so that the README can't say
 * anything else than the IDE does.
 */
final class PropertyTables {

	private static final Pattern BLOCK = Pattern.compile("<!-- properties:(\\S+) -->\\n(.*?)<!-- /properties -->",
			Pattern.DOTALL);

	private final List<JsonNode> properties = new ArrayList<>();

	PropertyTables() {
		try {
			for (URL url : Collections
				.list(getClass().getClassLoader().getResources("META-INF/spring-configuration-metadata.json"))) {
				try (InputStream metadata = url.openStream()) {
					JsonMapper.shared().readTree(metadata).path("properties").forEach(this.properties::add);
				}
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * The table of all settings below a prefix: on or off first, the place in the chain
	 * last, as nobody needs it.
	 * @param prefix what the keys begin with, such as {@code armorer.circuit}
	 * @return the table
	 * @throws IllegalArgumentException if there are none
	 */
	String table(String prefix) {
		List<JsonNode> rows = this.properties.stream()
			.filter((property) -> (name(property) + ".").startsWith(prefix + "."))
			.filter((property) -> property.path("deprecation").isMissingNode())
			.sorted(Comparator.comparing((property) -> rank(name(property)) + name(property)))
			.toList();
		if (rows.isEmpty()) {
			throw new IllegalArgumentException("There are no settings below '" + prefix + "'");
		}
		return rows.stream()
			.map(PropertyTables::row)
			.collect(Collectors.joining("\n", "| Key | Default | Meaning |\n| --- | --- | --- |\n", "\n"));
	}

	/**
	 * Replace what stands between each pair of {@code <!-- properties:prefix -->} and
	 * {@code <!-- /properties -->} by the table of that prefix.
	 * @param markdown the text
	 * @return the text with all tables as they should be
	 * @throws IllegalArgumentException if a marker has no partner
	 */
	String update(String markdown) {
		StringBuilder updated = new StringBuilder();
		Matcher block = BLOCK.matcher(markdown);
		int blocks = 0;
		while (block.find()) {
			blocks++;
			block.appendReplacement(updated, Matcher.quoteReplacement(
					"<!-- properties:" + block.group(1) + " -->\n" + table(block.group(1)) + "<!-- /properties -->"));
		}
		block.appendTail(updated);
		if (count(markdown, "<!-- properties:") != blocks || count(markdown, "<!-- /properties -->") != blocks) {
			throw new IllegalArgumentException("A properties marker has no partner");
		}
		return updated.toString();
	}

	/**
	 * What stands between the markers now.
	 * @param markdown the text
	 * @return the blocks, markers included
	 */
	static List<String> blocks(String markdown) {
		return BLOCK.matcher(markdown).results().map(MatchResult::group).toList();
	}

	private static int count(String text, String part) {
		return text.split(Pattern.quote(part), -1).length - 1;
	}

	private static String name(JsonNode property) {
		return property.path("name").stringValue("");
	}

	private static int rank(String name) {
		String last = name.substring(name.lastIndexOf('.') + 1);
		return "enabled".equals(last) ? 0 : ("order".equals(last) ? 2 : 1);
	}

	private static String row(JsonNode property) {
		JsonNode value = property.path("defaultValue");
		String initial = value.isMissingNode() ? "" : "`" + text(value) + "`";
		String meaning = property.path("description").stringValue("").replace("|", "\\|");
		return "| `" + name(property) + "` | " + initial + " | " + meaning + " |";
	}

	private static String text(JsonNode value) {
		return value.isArray() ? value.valueStream().map(JsonNode::asString).collect(Collectors.joining(", "))
				: value.asString();
	}

}
