package io.armorer.actuate;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.armorer.middleware.ChainLink;
import io.armorer.middleware.ToolInspector;
import io.armorer.tool.Effect;
import io.armorer.tool.Tool;
import io.armorer.tool.ToolDefinition;
import io.armorer.toolbox.ToolQuery;
import io.armorer.toolbox.Toolbox;

/**
 * The tools: what they are, how often they were called, and the chain that stands around
 * each.
 */
public final class ToolsSection implements ArmorerEndpointSection {

	private static final Logger logger = LoggerFactory.getLogger(ToolsSection.class);

	private static final int MAX_IN_OVERVIEW = 100;

	private static final int MAX_LINE = 120;

	private final Toolbox toolbox;

	private final ToolCallCounts counts;

	private final @Nullable ToolInspector inspector;

	private final Supplier<Stream<ArmorerEndpointSection>> sections;

	/**
	 * A section.
	 * @param toolbox the tools
	 * @param counts how often they were called
	 * @param inspector knows the chains, or {@code null}
	 * @param sections all sections, asked when a tool is shown; one of them is this one
	 */
	public ToolsSection(Toolbox toolbox, ToolCallCounts counts, @Nullable ToolInspector inspector,
			Supplier<Stream<ArmorerEndpointSection>> sections) {
		this.toolbox = toolbox;
		this.counts = counts;
		this.inspector = inspector;
		this.sections = sections;
	}

	@Override
	public String id() {
		return "tools";
	}

	@Override
	public Object summary(boolean showValues) {
		return lines(this.toolbox.tools(), MAX_IN_OVERVIEW);
	}

	/**
	 * {@inheritDoc} Filters: {@code text}, {@code tag}, {@code effect} (the strongest one
	 * to show) and {@code limit}.
	 */
	@Override
	public Object list(SectionRequest request) {
		request.allow("text", "tag", "effect", "limit");
		String tag = request.text("tag");
		Effect effect = request.choice("effect", Effect.class);
		int limit = request.number("limit", Integer.MAX_VALUE, 1, Integer.MAX_VALUE);
		String text = request.text("text");
		if (text == null && tag == null && effect == null) {
			return lines(this.toolbox.tools(), limit);
		}
		Set<String> tags = (tag != null) ? Set.of(tag) : Set.of();
		return lines(this.toolbox.query(new ToolQuery(text, tags, effect, Integer.MAX_VALUE)), limit);
	}

	@Override
	public @Nullable Object detail(String name, SectionRequest request) {
		request.allow();
		return this.toolbox.find(name)
			.map((tool) -> ToolDescriptor.of(tool, this.counts.of(name), status(name), chain(name)))
			.orElse(null);
	}

	private @Nullable List<ChainLink> chain(String name) {
		return (this.inspector != null) ? this.inspector.chain(name).orElse(null) : null;
	}

	private Map<String, Object> status(String name) {
		Map<String, Object> status = new LinkedHashMap<>();
		this.sections.get().forEach((section) -> {
			try {
				status.putAll(section.aboutTool(name));
			}
			catch (RuntimeException ex) {
				logger.warn("The section '{}' of the armorer endpoint can't say how tool '{}' is", section.id(), name,
						ex);
				status.put(section.id(), "unavailable");
			}
		});
		return status;
	}

	private ToolList lines(List<Tool> tools, int limit) {
		List<Map<String, Object>> lines = tools.stream().limit(limit).map(this::line).toList();
		return new ToolList(tools.size(), this.counts.ofUnknownTools(), lines);
	}

	private Map<String, Object> line(Tool tool) {
		ToolDefinition definition = tool.definition();
		Map<String, Object> line = new LinkedHashMap<>();
		line.put("name", tool.name());
		line.put("description", shortened(definition.description()));
		line.put("effect", SectionRequest.spelled(definition.effect()));
		line.put("dangerous", definition.dangerous());
		line.put("calls", this.counts.of(tool.name()));
		line.putAll(status(tool.name()));
		return line;
	}

	private static String shortened(String description) {
		String line = description.strip().replaceAll("\\s+", " ");
		return (line.length() <= MAX_LINE) ? line : line.substring(0, MAX_LINE - 1) + "…";
	}

	/**
	 * Some tools, a line for each.
	 *
	 * @param count how many there are, which may be more than are listed
	 * @param unknownToolCalls how often a name was called that no tool has
	 * @param tools the lines
	 */
	public record ToolList(int count, long unknownToolCalls, List<Map<String, Object>> tools) {

	}

}
